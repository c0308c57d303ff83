"""Requests simulated a second, against SimPy and Ciw: the same systems in one process, in turn, with the same answers."""

import sys
from collections.abc import Callable
from statistics import fmean
from time import process_time

import pytest

from sosgraph.queueing.erlang import erlang_c
from sosgraph.requests.engine import COMPILED
from sosgraph.simulation.network import Network, Station
from tests.benchmarks.tiers_in_simpy import Seen, in_ours, in_simpy
from tests.requests.speeds import DOORS

pytestmark = [pytest.mark.benchmark, pytest.mark.long]

_ROUNDS = 10  # rather many, so that each program meets the quiet moments of the machine
_INSTALLED_S, _OTHERS_S = 100.0, 20.0


def best_seconds(*programs: Callable[[int], Seen]) -> tuple[list[float], list[list[Seen]]]:
    """Return the least processor seconds of each program for a visit each second, and what it saw, run A B A B …, by seed."""
    least, seen = [1e9] * len(programs), [[] for _ in programs]  # type: ignore[var-annotated]
    for seed in range(_ROUNDS):
        for place, program in enumerate(programs):
            began = process_time()
            found = program(seed)
            least[place] = min(least[place], (process_time() - began) / sum(found.visits))
            seen[place].append(found)
    return least, seen


def agree(ours: list[Seen], theirs: list[Seen], tolerance: float) -> None:
    """Check that both saw the same system: visits, requests in each tier, share answered, latency."""
    for value in (lambda seen: seen.goodput, lambda seen: seen.latency_s):
        assert fmean(map(value, ours)) == pytest.approx(fmean(map(value, theirs)), rel=tolerance)
    for rows in (lambda seen: seen.visits, lambda seen: seen.waiting):
        for one, other in zip(zip(*map(rows, ours), strict=True), zip(*map(rows, theirs), strict=True), strict=True):
            assert fmean(one) == pytest.approx(fmean(other), rel=tolerance)


@pytest.mark.parametrize("rate", [250.0, 330.0])
def test_three_tiers_with_time_outs_and_retries_are_faster_than_in_simpy(rate: float) -> None:
    """Eight times interpreted, fifty times compiled; every seventh request meets a time-out."""
    interpreted, installed = DOORS["interpreted"].run, DOORS["installed"].run
    times, seen = best_seconds(
        lambda seed: in_ours(interpreted, rate, _OTHERS_S, seed),
        lambda seed: in_ours(installed, rate, _INSTALLED_S, seed),
        lambda seed: in_simpy(rate, _OTHERS_S, seed),
    )
    agree(seen[0], seen[2], 0.06)
    agree(seen[1], seen[2], 0.06)
    slow, fast = times[2] / times[0], times[2] / times[1] * _INSTALLED_S / _OTHERS_S
    speed = "compiled" if COMPILED else "interpreted"
    sys.stdout.write(f"\nthree tiers, {rate:g} a second: interpreted {slow:.1f}, {speed} {fast:.1f} times faster than SimPy")
    assert slow >= 8
    assert fast >= 50 or not COMPILED


def test_several_servers_are_faster_than_in_ciw() -> None:
    """M/M/5 at 80 %, with Erlang's number of requests in the station: faster interpreted and compiled."""
    ciw = pytest.importorskip("ciw", reason="ciw is not installed: pip install ciw")
    until_s, servers, rate = 2000.0, 5, 4.0
    network = Network((Station("only", servers, 1.0),), (), (rate,))
    exact = erlang_c(servers, rate) * 4 + rate

    def by_ciw(seed: int) -> Seen:
        ciw.seed(seed)
        exponential = ciw.dists.Exponential
        made = ciw.create_network(
            arrival_distributions=[exponential(rate=rate)],
            service_distributions=[exponential(rate=1.0)],
            number_of_servers=[servers],
        )
        simulation = ciw.Simulation(made)
        simulation.simulate_until_max_time(until_s)
        records = simulation.get_all_records()
        spent = [record.exit_date - record.arrival_date for record in records]
        return Seen([len(records) / until_s], [sum(spent) / until_s], 1.0, fmean(spent))

    def by_ours(door: str) -> Callable[[int], Seen]:
        def seen(seed: int) -> Seen:
            course = DOORS[door].run(network, [], seed, until_s, until_s)
            return Seen([course.offered[0][0]], [course.waiting[0][0]], 1.0, fmean(course.latency_s))

        return seen

    times, seen = best_seconds(by_ours("interpreted"), by_ours("installed"), by_ciw)
    for answers in seen:
        assert fmean(one.waiting[0] for one in answers) == pytest.approx(exact, rel=0.1)
    sys.stdout.write(f"\nM/M/5: interpreted {times[2] / times[0]:.1f}, installed {times[2] / times[1]:.1f} times faster than Ciw")
    assert max(times[:2]) < times[2]
