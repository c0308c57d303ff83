"""Retries that keep a system down, against the published example and simulations of single requests."""

import pytest

from sosgraph.fluid.recovery import recovered_s, stuck
from sosgraph.fluid.run import run
from tests.fluid.systems import DB, at, client_and_server, course, outage, storm


def test_one_retry_is_enough_never_to_recover() -> None:
    """O-1: 300/s, 280/s with one retry, an outage of 10 s: afterwards 560 attempts and no answer, for ever.

    Source: Bronson et al., Metastable failures in distributed systems, HotOS 2021.
    """
    found = course(storm(), 300.0, outage(60, 10))
    assert found.goodput[at(found, 59)] == pytest.approx(280) and found.offered[DB][at(found, 59)] == pytest.approx(280, abs=0.1)
    assert found.goodput[-1] == pytest.approx(0, abs=0.01) and found.offered[DB][-1] == pytest.approx(560)
    assert found.failed[-1] == pytest.approx(280, rel=1e-3) and found.retries[0][-1] == pytest.approx(280)


def test_without_retry_it_recovers() -> None:
    """O-1: the backlog of 2800 drains at 20/s."""
    assert recovered_s(course(storm(attempts=1), 400.0, outage(60, 10)), 70) == pytest.approx(2800 / 20, rel=0.1)


def test_below_half_the_capacity_it_recovers() -> None:
    """O-1: the hidden capacity is 150/s; recovery at 140/s is slow."""
    loads = [100, 140, 160, 200]
    found = run(storm(1.0), [[outage(60, 10)]] * len(loads), 400.0, load_factors=loads).courses
    assert [stuck(each) for each in found] == [False, False, True, True]


def test_a_budget_of_six_percent_recovers_and_one_of_eight_does_not() -> None:
    """O-1: retries must stay below 20/s; with 6 % the backlog of 2800 takes 2800 / (300 - 280 × 1.06) = 875 s."""
    found = course(storm(budget=0.06), 1150.0, outage(60, 10))
    assert found.retries[0][at(found, 100)] == pytest.approx(16.8)
    assert recovered_s(found, 70) == pytest.approx(875, rel=0.15)
    assert stuck(course(storm(budget=0.08), 1150.0, outage(60, 10)))


@pytest.mark.parametrize(("patience", "most"), [(5, 4), (10, 4), (30, 5)])
def test_recovery_begins_at_one_over_the_attempts(patience: float, most: int) -> None:
    """O-4, the 1/R law: after an outage of 20 timeouts, 5 % below it everything recovers, 10 % above nothing."""
    network = client_and_server(1 / most, 1.0, timeout_s=patience, attempts=most)
    struck = [outage(20 * patience, 20 * patience)]
    found = run(network, [struck, struck], 600.0 * patience, load_factors=[0.95, 1.1], samples=100).courses
    assert [stuck(each) for each in found] == [False, True]


@pytest.mark.parametrize(("load", "survived", "fatal"), [(155, 1, 3), (180, 1, 3), (220, 1, 3), (280, 0.5, 2), (290, 0.2, 2)])
def test_which_outages_are_survived_is_as_with_single_requests(load: float, survived: float, fatal: float) -> None:
    """O-5: the ladder of durations at which none, and all, of four runs request by request are stuck."""
    found = run(storm(load), [[outage(20, survived)], [outage(20, fatal)]], 300.0).courses
    assert [stuck(each) for each in found] == [False, True]


def test_a_pause_before_a_retry_is_waited() -> None:
    """A first attempt is late after 1 s, the second begins half a second later; with jitter, spread over that half second."""
    for jitter, begins, all_there in ((False, 11.5, 11.75), (True, 11.0, 11.75)):
        found = course(storm(backoff_s=0.5, jitter=jitter), 20.0, outage(10, 10), samples=400)
        assert found.retries[0][at(found, begins - 0.2)] < 5  # who waits as the outage begins
        assert found.retries[0][at(found, all_there)] == pytest.approx(280, rel=0.01)
    assert 0 < found.retries[0][at(found, 11.25)] < 270


def test_patient_callers_without_limit_never_come_back() -> None:
    """A million attempts are as good as no end: whatever the load, the offered load grows; nothing overflows."""
    found = course(storm(20.0, attempts=1_000_000), 400.0, outage(60, 30))
    assert found.offered[DB][-1] > 300 and stuck(found)
