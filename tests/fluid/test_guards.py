"""What keeps callers from making it worse: breakers, throttles, shedding, deadlines that are passed on."""

import pytest

from sosgraph.fluid.recovery import recovered_s, stuck
from sosgraph.simulation.network import Breaker, Network, Station
from tests.fluid.systems import DB, at, client_and_server, course, outage, storm


def guarded(network: Network, breaker: Breaker) -> Network:
    return Network(network.stations, network.links, network.arriving, breakers=(breaker,))


def test_an_open_breaker_lets_the_backlog_drain() -> None:
    """The storm of O-1 with a breaker: nothing is sent while it is open, and it closes once an attempt would be answered."""
    found = course(guarded(storm(breaker=0), Breaker(0.5, 5.0, 5.0)), 200.0, outage(60, 10))
    assert found.offered[DB][at(found, 69)] == 0
    assert recovered_s(found, 70) < 30


def test_a_breaker_that_is_never_reached_changes_nothing() -> None:
    """Half of the answers are errors, and it opens above 60 %; at 40 % it opens again and again."""
    server = Station("db", 1, 1 / 300, failing=0.5)
    for errors, well in ((0.6, True), (0.4, False)):
        found = course(guarded(client_and_server(100.0, server=server, breaker=0), Breaker(errors, 5.0, 10.0)), 120.0)
        share = sum(found.goodput) / sum(found.arriving)
        assert (share == pytest.approx(0.5, rel=0.01)) is well
        assert well or share < 0.4


@pytest.mark.parametrize("k", [2.0, 1.1])
def test_a_throttled_backend_sees_k_times_what_it_accepts(k: float) -> None:
    """O-17: K = 2 is one refused for each accepted, 1.1 one in ten; Site Reliability Engineering, ch. 21."""
    found = course(client_and_server(1000.0, server=Station("db", 10, 0.1, waiting=0), throttle=k), 2500.0)
    assert found.offered[DB][-1] / found.served[DB][-1] == pytest.approx(k, rel=0.01)


def test_a_station_that_sheds_keeps_its_queue_short() -> None:
    """With all above 95 % of the capacity refused at once, the storm of O-1 passes within seconds."""
    server = Station("db", 1, 1 / 300, shed_at=0.95)
    found = course(client_and_server(280.0, server=server, timeout_s=1.0, attempts=2), 200.0, outage(60, 10))
    assert recovered_s(found, 70) < 5 and found.waiting[DB][at(found, 71)] < 30


def test_refusing_that_costs_too_much_keeps_it_down() -> None:
    """Ten times the capacity comes for a while, and each refusal takes a fifth of a service: none is left for the rest."""
    for refusal_s, most in ((0.0, 100.0), (0.002, 80.0)):
        server = Station("db", 1, 0.01, waiting=20, refusal_s=refusal_s)
        found = course(client_and_server(200.0, server=server), 60.0)
        assert found.served[DB][-1] == pytest.approx(most if not refusal_s else (100 - 0.2 * 200) / (1 - 0.2), rel=0.02)


def test_work_that_nobody_waits_for_any_more_is_not_done() -> None:
    """The storm of O-1, its deadline passed on: well within 5 s. Twice the capacity offered still yields all of it."""
    assert recovered_s(course(storm(cancels=True), 200.0, outage(60, 10)), 70) < 5
    overload = client_and_server(600.0, 1 / 300, timeout_s=1.0, cancels=True)
    found = course(overload, 100.0)
    assert found.goodput[-1] == pytest.approx(300, rel=0.02) and stuck(found)
    assert found.waiting[DB][-1] == pytest.approx(600, rel=0.1)  # all that came within the last second
    assert course(client_and_server(600.0, 1 / 300, timeout_s=1.0), 200.0).goodput[-1] < 10
