"""What keeps a system down, in courses drawn by hand."""

import json
import re
from math import inf
from pathlib import Path

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.reading import Windows
from sosgraph.scenarios.sustaining import Overloaded, overloaded, sustained_by
from sosgraph.simulation.course import Course
from tests.running import run
from tests.yaml_architecture import architecture

_AT = Windows(range(2), range(2, 4), range(8, 10), range(6, 8))


def _shop() -> Architecture:
    return architecture("""
        components:
          web:
            entry: {rate: 100/s}
            capacity: {concurrency: 9, service_time: 10ms}
            depends_on: [{on: db, timeout: 1s, cache: {hit_rate: 90%}}]
          db: {capacity: {concurrency: 2, service_time: 10ms}}
        """)


def _steps(before: float, after: float) -> list[float]:
    return [before] * 2 + [0.0] * 2 + [after] * 6


def _course(**channels: list[list[float]]) -> Course:
    """Return a course in which nothing happens but in the channels given."""
    quiet = [[100.0] * 10, [50.0] * 10]
    usual = {"offered": quiet, "served": quiet, "waiting": [[1.0] * 10] * 2, "refused": [[0.0] * 10] * 2}
    links = {"retries": [[0.0] * 10], "timeouts": [[0.0] * 10], "hits": [[0.9] * 10]}
    times = [float(second) for second in range(1, 11)]
    return Course(times, [100.0] * 10, [100.0] * 10, [0.0] * 10, **{**usual, **links, **channels})


def test_what_is_asked_more_than_it_can_serve_is_told() -> None:
    """The one that is farthest above its limit; what has no limit is never."""
    shop = _shop()
    network = network_of(shop)
    assert overloaded(shop, network, _course(), _AT) is None
    found = overloaded(shop, network, _course(offered=[_steps(100, 950), _steps(50, 300)]), _AT)
    assert found == Overloaded("db", pytest.approx(300.0), 200.0)
    assert network.stations[0].per_s < inf


@pytest.mark.parametrize(
    ("channel", "values", "said"),
    [
        ("retries", [_steps(0, 80)], "web -> db tries again 80/s"),
        ("hits", [_steps(0.9, 0.2)], "the cache of web -> db answers 20 % instead of 90 %"),
        ("waiting", [_steps(2, 9), _steps(1, 1)], "web has all its 9 places taken by requests that wait"),
    ],
)
def test_each_kind_of_loop_is_told(channel: str, values: list[list[float]], said: str) -> None:
    """Only where it is more than before what happened."""
    shop = _shop()
    network = network_of(shop)
    assert sustained_by(shop, network, _course(**{channel: values}), _AT) == (said,)
    assert sustained_by(shop, network, _course(), _AT) == ()


_OUTAGE = "outage of db for 20s"
_BEHIND_WEB = """
        system: shop
        components:
          web: {{entry: {{rate: {rate}/s}}, depends_on: [{{on: db, timeout: 1s{call}}}]}}
          db: {{capacity: {{concurrency: {servers}, service_time: 10ms{capacity}}}{more}}}
        """


@pytest.mark.parametrize("engine", [(), ("--seeds", "2", "--jobs", "1")], ids=["rates", "requests"])
@pytest.mark.parametrize(
    ("parts", "trigger", "said", "number"),
    [
        ({"rate": 170, "call": ", hedge: {after: 100ms}"}, _OUTAGE, "web -> db sends {}/s second copies", 170),
        (
            {"rate": 100, "more": ", leases: {count: 2000, period: 20s, timeout: 1s}"},
            "outage of db for 40s",
            "holders of leases that lapsed ask db {}/s",
            2000,
        ),
        (
            {"rate": 700, "servers": 2, "more": ", replicas: 4, health_check: {every: 2s, timeout: 200ms}"},
            "capacity-loss of db by 50% for 10s",
            "the health check of db keeps {} % of it out of use",
            50,
        ),
        ({"rate": 200, "capacity": ", slowing: 1ms"}, _OUTAGE, "slow one another, so that it can serve {}/s", 0.105),
    ],
    ids=["hedge", "leases", "health check", "slowing"],
)
def test_what_is_no_retry_is_told_by_both_simulations(
    tmp_path: Path, engine: tuple[str, ...], parts: dict[str, object], trigger: str, said: str, number: float
) -> None:
    """Second copies, leases, health checks and slowing each keep a system down, the trigger being over: alone, and by name."""
    path = tmp_path / "shop.yaml"
    path.write_text(_BEHIND_WEB.format(**{"call": "", "servers": 3, "capacity": "", "more": "", **parts}))
    found = run("simulate", str(path), "--trigger", trigger, *engine, "-f", "json").out
    table = json.loads(found)["tables"][0]
    (words,) = table["rows"][0]["kept_down_by"]
    told = re.search(said.format(r"([\d.]+)"), words)
    assert (
        told is not None
        and float(told[1]) == pytest.approx(number, rel=0.1)
        and f"what keeps it down is that {words}" in table["lead"]
    )
