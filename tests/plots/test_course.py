"""Which station a picture shows."""

import pytest

from sosgraph.plots.course import busiest, courses_picture
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.simulated import simulated
from tests.yaml_architecture import architecture


def test_the_station_that_fills_up_is_drawn() -> None:
    """The one the answer is about: its places are held by calls in vain, though another one has the higher utilisation."""
    found = architecture(
        """
        components:
          web: {entry: {rate: 200/s}, depends_on: [{on: shop, timeout: 300ms, retry: {attempts: 3}}, search]}
          shop: {capacity: {concurrency: 24, service_time: 10ms}, depends_on: [{on: db, timeout: 200ms}]}
          search: {capacity: {concurrency: 3, service_time: 10ms}}
          db: {capacity: {concurrency: 30, service_time: 10ms}}
        """
    )
    (each,) = simulated(found, incidents_of(found, (), (parse_trigger("latency of db by 10s for 1m"),)), Means(), 0, 90.0)
    assert each.network.stations[busiest(each)].name.endswith("shop"), each.reading


@pytest.mark.parametrize(("servers", "said"), [(3, "db can serve 300/s"), (300, "↑ db can serve 30000/s")])
def test_a_limit_far_above_all_curves_does_not_flatten_them(servers: int, said: str) -> None:
    """It is told beside them, and no longer sets the scale."""
    found = architecture(
        f"""
        components:
          web: {{entry: {{rate: 200/s}}, depends_on: [{{on: db, timeout: 300ms, retry: {{attempts: 2}}}}]}}
          db: {{capacity: {{concurrency: {servers}, service_time: 10ms}}}}
        """
    )
    several = simulated(found, incidents_of(found, (), (parse_trigger("outage of db for 1s"),)), Means(), 0, 20.0)
    drawn = courses_picture(found, several, "svg").decode()
    assert f"<!-- {said} -->" in drawn and "<!-- 10000 -->" not in drawn
