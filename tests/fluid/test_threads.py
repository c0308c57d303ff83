"""Few threads before a station, against chains of all their states."""

from math import inf

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sosgraph.fluid.threads import Threads, closed, known
from sosgraph.queueing import erlang


def settled(rates: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how likely each state is in the end of a chain that goes from one to another at these rates."""
    flow = rates.T - np.diag(rates.sum(axis=1))
    flow[-1] = 1.0
    return np.linalg.solve(flow, np.append(np.zeros(len(rates) - 1), 1.0))


def repaired(servers: int, places: int, threads: int, pause: float) -> tuple[float, float, float]:
    """Return requests there, served and refused in a service time: a thread pauses and asks; a refusal is an answer."""
    there = min(threads, places)
    rates = np.zeros((there + 1, there + 1))
    for number in range(there):
        rates[number, number + 1], rates[number + 1, number] = (threads - number) / pause, min(number + 1, servers)
    chances, states = settled(rates), np.arange(there + 1)
    refused = chances[-1] * (threads - there) / pause
    return chances @ states, chances @ np.minimum(states, servers), refused


def asked(servers: int, threads: int, pause: float, load: float, most: int) -> float:
    """Return how many requests are there where so many a service time come to the threads; no more than `most` wait for one."""
    states = [(waiting, here) for waiting in range(threads + most + 1) for here in range(min(waiting, threads) + 1)]
    place = {state: row for row, state in enumerate(states)}
    rates = np.zeros((len(states), len(states)))
    for (every, here), row in place.items():
        thinking = min(every, threads) - here
        if (every + 1, here) in place:
            rates[row, place[every + 1, here]] += load
        if thinking:
            rates[row, place[every, here + 1]] += thinking / pause
        if here:
            rates[row, place[every - 1, here - 1]] += min(here, servers)
    return settled(rates) @ np.array([here for _, here in states])


@given(st.integers(1, 6), st.integers(0, 20), st.integers(1, 25), st.floats(0.05, 50))
def test_threads_that_all_work_are_the_chain_of_machines_and_repairmen(
    servers: int, waiting: int, threads: int, pause: float
) -> None:
    """M/M/c/K//N."""
    places = min(servers + waiting, threads)
    found = closed(servers, places, np.array([threads]), np.array([pause]))[:, 0]
    assert found == pytest.approx(repaired(servers, places, threads, pause), rel=1e-9, abs=1e-12)


@given(st.integers(1, 8), st.floats(0.05, 0.9))
def test_very_many_threads_are_erlangs(servers: int, busy: float) -> None:
    """M/M/c//N is M/M/c for N without end."""
    number, served, refused = closed(servers, 2000, np.array([1_000_000]), np.array([1_000_000 / (servers * busy)]))[:, 0]
    assert number == pytest.approx(erlang.mean_number(servers, servers * busy), rel=1e-3)
    assert served == pytest.approx(servers * busy, rel=1e-3) and refused < 1e-9


@pytest.mark.parametrize(("servers", "threads"), [(1, 2), (1, 5), (4, 6), (2, 9)])
@pytest.mark.parametrize("rush", [0.3, 0.9, 1.4])
@pytest.mark.parametrize("load", [0.3, 0.7, 0.9])
def test_requests_that_find_no_thread_wait_for_one(servers: int, threads: int, rush: float, load: float) -> None:
    """As many are there at a load that needs some of the threads as in the chain of all states, to 2 %; as busy is exact."""
    pause = threads / (servers * rush) - 1
    rate = load * repaired(servers, threads, threads, pause)[1]
    number, busy, refused = known(servers, inf, threads, rush)
    exact = asked(servers, threads, pause, rate, 60)
    assert np.interp(rate / servers, busy, number) == pytest.approx(exact, rel=0.02)
    assert (np.diff(number) > 0).all() and not refused.any()


@given(st.integers(1, 40), st.integers(1, 1000), st.floats(0.05, 20))
@example(1, 9, 1.0)
@example(1, 18, 1.0)
def test_few_kinds_of_threads_are_told_apart(servers: int, threads: int, rush: float) -> None:
    """A tenth more or less; exactly, as many as there are servers, and no fewer threads than servers where there were more."""
    one = np.array([float(servers)])
    count, like = (each[0] for each in Threads(np.array([float(threads)]), np.array([rush])).shared(one))
    assert (count <= servers) == (threads <= servers)
    if threads > servers:
        assert count == pytest.approx(threads, rel=0.1) or count == servers + 1
        assert like <= max(rush, 0.25) and like < count / servers
    assert Threads(np.array([1001.0]), np.array([rush])).shared(one).number[0] == inf


@pytest.mark.parametrize(("servers", "limit"), [(1, 0.02), (4, 0.02), (16, 0.02)])
def test_a_thousand_threads_are_as_good_as_any_number(servers: int, limit: float) -> None:
    """How busy they keep the servers differs by a hundredth or two from M/M/c, whatever the number there."""
    pauses = 1000 / servers * np.logspace(2, -1, 200)
    number, served, _ = closed(servers, 1000, np.full(200, 1000), pauses)
    busy = np.linspace(0.01, 0.999, 2000)
    endless = np.array([erlang.mean_number(servers, servers * each) for each in busy])
    assert np.abs(np.interp(number, endless, busy, right=1.0) - served / servers).max() < limit
