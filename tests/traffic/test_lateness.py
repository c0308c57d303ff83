"""Which share of requests is late: the sojourn of M/M/c."""

from math import exp

import pytest

from sosgraph.requests.run import run
from sosgraph.scenarios.network import network_of
from sosgraph.traffic.branches import limits
from sosgraph.traffic.demand import demand
from sosgraph.traffic.lateness import late
from sosgraph.traffic.stations import Station
from sosgraph.traffic.steady import least
from tests.yaml_architecture import architecture


def test_idle_servers_are_late_by_their_service_alone() -> None:
    """Nobody waits; what is served takes as long as chance has it, also where few may wait."""
    assert late(Station(100, 0.03), 0.03, 0.03, 0.0, 2000.0, 0.04) == pytest.approx(exp(-4 / 3))
    assert late(Station(100, 0.03, waiting=20), 0.03, 0.03, 0.0, 2000.0, 0.04) == pytest.approx(exp(-4 / 3))


@pytest.mark.parametrize("servers", [1, 2, 5])
def test_a_full_station_is_late_for_ever(servers: int) -> None:
    """Without spare capacity all wait without end; what is waited for elsewhere leaves less time."""
    assert late(Station(servers, 0.1), 0.1, 0.1, 1.0, 0.0, 3.0) == pytest.approx(1)
    held = [late(Station(servers, 0.1), 0.1, service_s, 0.5, 5.0, 1.0) for service_s in (0.1, 0.5, 1.0, 1.2)]
    assert held == sorted(held)


def test_second_copies_of_what_takes_long_by_chance_are_load() -> None:
    """100 servers at 30 ms, copies after 40 ms: 1 + e^(-4/3) = 1.26 requests a call, 1264/s and 38 % busy at 1000/s.

    Both engines say so, and are down at 2500/s without a disturbance, as 3333/s can be served.
    """
    text = """
    components:
      web: {entry: {rate: 1000/s}, depends_on: [{on: store, timeout: 1s, hedge: {after: 40ms}}]}
      store: {capacity: {concurrency: 100, service_time: 30ms}}
    """
    found = demand(architecture(text))
    state, ends = least(found), limits(found)
    assert state.arriving[1] == pytest.approx(1263.6, rel=1e-4) and state.busy[1] == pytest.approx(0.3791, rel=1e-3)
    assert ends.recovers == pytest.approx(5 / 3, rel=1e-3) and 2.3 < ends.collapses < 2.5


@pytest.mark.parametrize(
    ("rate", "places", "after_ms", "asked"), [(60, 5, 50, 67.6), (70, 5, 50, 82.9), (60, 3, 50, 64.0), (60, 5, 20, 100.1)]
)
def test_a_short_queue_makes_few_wait_long(rate: int, places: int, after_ms: int, asked: float) -> None:
    """Second copies do not fill it by themselves: by M/M/1/K, near what requests one by one make (70, 81, 65 and 93/s)."""
    text = f"""
    components:
      web: {{entry: {{rate: {rate}/s}}, depends_on: [{{on: db, timeout: 1s, hedge: {{after: {after_ms}ms}}}}]}}
      db: {{capacity: {{concurrency: 1, service_time: 10ms, queue: {places}}}}}
    """
    found = demand(architecture(text))
    assert least(found).arriving[1] == pytest.approx(asked, rel=0.01)


@pytest.mark.parametrize(
    ("servers", "places", "rate", "timeout_ms"), [(3, 30, 350, 80), (3, 30, 350, 110), (8, 40, 900, 50), (20, 5, 1900, 20)]
)
def test_several_servers_before_a_queue_about_as_long_as_the_timeout(
    servers: int, places: int, rate: int, timeout_ms: int
) -> None:
    """As many are refused or late as request by request, where all or half were said to be."""
    system = architecture(f"""
    components:
      web: {{entry: {{rate: {rate}/s}}, depends_on: [{{on: db, timeout: {timeout_ms}ms}}]}}
      db: {{capacity: {{concurrency: {servers}, service_time: 10ms, queue: {places}}}}}
    """)
    course = run(network_of(system), [], 1, 120.0, 10.0)
    offered, refused, given_up = (sum(each[2:]) for each in (course.offered[1], course.refused[1], course.timeouts[0]))
    assert least(demand(system)).late[0] == pytest.approx((refused + given_up) / offered, abs=0.02)


@pytest.mark.parametrize("servers", [1, 2, 6])
def test_longer_waits_for_callees_make_more_late(servers: int) -> None:
    """Whether they are a part of the service or are added to it."""
    station = Station(servers, 0.01, waiting=10)
    found = [late(station, 0.01, 0.01 * (1 + held / 20), 0.5, 0.0, 0.1, 0.8 * servers) for held in range(200)]
    assert found == sorted(found) and found[0] < 0.1 and found[-1] > 0.2
