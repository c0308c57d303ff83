"""The two steady states against a Markov chain, which knows only one: it stays near either for long."""

import pytest

from sosgraph.queueing.erlang import mean_number
from sosgraph.traffic.branches import branches
from tests.traffic.test_branches import station

pytest.importorskip("scipy")
from tests.traffic.waiting_and_orbit import Chain, boundedly_late, exactly_late, steady


@pytest.mark.parametrize(
    ("arrivals", "timeout_s", "retries", "queue", "slowest"),
    [
        (9.5, 3, 4, 96.86, 2.445e-2),
        (9.5, 9, 0, 36.29, None),
        (9.5, 9, 3, 73.35, 1.110e-3),
        (5, 3, 4, 1.002, None),
        (6, 3, 4, 3.92, 2.5e-5),
        (7, 3, 4, 94.0, None),
        (8, 3, 4, 95.7, None),
    ],
)
def test_the_chain_is_the_published_one(arrivals: float, timeout_s: float, retries: int, queue: float, slowest: float) -> None:
    """O-18: to the digits that metafor prints; it hears of every fourth who is late."""
    chain = Chain(arrivals, 10, timeout_s, retries, heard=0.25)
    found = steady(chain, boundedly_late(chain))
    assert found.mean_queue == pytest.approx(queue, rel=2e-3)
    assert slowest is None or found.slowest == pytest.approx(slowest, rel=5e-3)


def test_the_orbit_and_the_gap() -> None:
    """O-18: 10.58 in the orbit at 9.5/s; at 6/s the slowest rate is 4034 times slower than the next: metastable."""
    crowded, calm = Chain(9.5, 10, 3, 4, heard=0.25), Chain(6, 10, 3, 4, heard=0.25)
    assert steady(crowded, boundedly_late(crowded)).mean_orbit == pytest.approx(10.58, abs=0.005)
    found = steady(calm, boundedly_late(calm))
    assert found.next_slowest / found.slowest == pytest.approx(4034, rel=1e-3)


@pytest.mark.parametrize(("rate", "vulnerable"), [(1.5, False), (2.5, True), (5.0, True), (7.0, True), (8.0, True), (9.5, False)])
def test_two_states_are_one_slow_rate(rate: float, vulnerable: bool) -> None:
    """Where the chain forgets its start a hundred times slower than anything else, and there alone, there are two states.

    With a timeout of 30 service times and five attempts that is between 2/s and 8.57/s of 10/s. Near the lower one the chain
    holds as many requests as the healthy state says.
    """
    chain = Chain(rate, 10, 3, 4, orbit=60)
    found, two = steady(chain, exactly_late(chain)), branches(station(f"{rate}/s", "3s", 5, "100ms"))
    assert (found.next_slowest > 100 * found.slowest) is vulnerable
    assert (1 in two.vulnerable) is vulnerable
    if rate < 8:
        assert found.mean_below(30) == pytest.approx(mean_number(1, two.healthy.busy[1]), rel=0.01)
