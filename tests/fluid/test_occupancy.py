"""The curves of several servers, against the sums over all states."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.fluid.occupancy import Occupancy, steady
from sosgraph.fluid.threads import Threads, closed
from sosgraph.queueing import erlang, mmck
from tests.queueing.oracles import mean_in_places


def threads(*counts: float, rush: float = 1.0) -> Threads:
    """Return so many threads by station, all with this rush."""
    return Threads(np.array(counts), np.full(len(counts), rush))


def at(curves: Occupancy, row: int, number: float) -> tuple[float, float]:
    """Return the share of servers that are busy, and of requests that find no place, when so many are there."""
    along = number / (number + curves.bend[row, 0]) * curves.knots[row, 0]
    busy, more, refused, fuller = curves.table[curves.first[row] + min(int(along), curves.last[row])]
    return busy + more * along, refused + fuller * along


@given(st.integers(1, 30), st.integers(0, 60), st.floats(0.01, 5))
def test_finite_rooms_are_the_sum_over_all_states(servers: int, waiting: int, ratio: float) -> None:
    """M/M/c/K, below and above its capacity."""
    number, refused = steady(servers, waiting, np.array([ratio]))
    assert number[0] == pytest.approx(mean_in_places(servers, servers * ratio, waiting), rel=1e-4)
    assert refused[0] == pytest.approx(mmck.refused(servers, servers * ratio, waiting), rel=1e-4, abs=1e-12)


@given(st.integers(1, 200), st.floats(0.01, 0.99))
def test_endless_rooms_are_erlangs(servers: int, ratio: float) -> None:
    """M/M/c."""
    number, refused = steady(servers, inf, np.array([ratio]))
    assert number[0] == pytest.approx(erlang.mean_number(servers, servers * ratio), rel=1e-9) and refused[0] == 0


@pytest.mark.parametrize(
    ("servers", "waiting"), [(1, 0.0), (1, 9.0), (3, inf), (1, 100.0), (4, 2000.0), (50, 500.0), (10_000, 5000.0), (100_000, inf)]
)
def test_the_curve_is_the_steady_state_turned_round(servers: int, waiting: float) -> None:
    """Read at the number of a steady state, it says how busy that is; above 4000 servers to a hundredth."""
    curves = Occupancy([servers], [waiting], threads(inf))
    for ratio in (0.05, 0.5, 0.9, 0.99):
        if servers > 10_000:
            number, refused = ratio * servers, 0.0
        else:
            numbers, refusals = steady(servers, waiting, np.array([ratio]))
            number, refused = numbers[0], refusals[0]
        near = 2e-3 if servers <= 4_000 else 1e-2
        busy, found = at(curves, 0, number)
        assert busy == pytest.approx(ratio * (1 - refused), rel=near) and found == pytest.approx(refused, abs=2e-3)


def test_nobody_is_busy_in_an_empty_room_and_everybody_in_a_full_one() -> None:
    """The ends of the curves."""
    curves = Occupancy([4, 4], [6.0, inf], threads(inf, inf))
    for row, number, share, refused in ((0, 0.0, 0, 0), (0, 10.0, 1, 1), (0, 1e15, 1, 1), (1, 0.0, 0, 0), (1, 1e15, 1, 0)):
        assert at(curves, row, number) == pytest.approx((share, refused))


@pytest.mark.parametrize(("servers", "count"), [(1, 2), (1, 7), (1, 100), (4, 5), (4, 30), (16, 40), (50, 700)])
@pytest.mark.parametrize("rush", [0.4, 1.0, 3.0])
def test_few_threads_that_all_work_keep_servers_as_busy_as_machines_a_repairman(servers: int, count: int, rush: float) -> None:
    """With these pauses and shorter ones, M/M/c//N to 1.5 %, most of it for the count that is shared; then all servers."""
    curves, rush = Occupancy([servers], [inf], threads(count, rush=rush)), min(rush, 0.9 * count / servers)
    for shorter in (1.0, 0.5, 0.1):
        pause = np.array([shorter * (count / (servers * rush) - 1)])
        number, served, _ = closed(servers, count, np.array([count]), pause)[:, 0]
        busy, refused = at(curves, 0, number)
        assert busy == pytest.approx(served / servers, rel=0.015) and refused == 0
    assert at(curves, 0, count * 1.1) == at(curves, 0, 1e12) == (1, 0)


@pytest.mark.parametrize("servers", [1, 5, 3000, 9000])
def test_nobody_waits_where_there_are_no_more_threads_than_servers(servers: int) -> None:
    """Each request is served, until some are left behind."""
    curves = Occupancy([servers], [inf], threads(max(servers - 2, 1)))
    for part in (0.01, 0.3, 0.7, 1.0):
        assert at(curves, 0, part * servers)[0] == pytest.approx(part, rel=1e-3)
    assert at(curves, 0, 1.5 * servers)[0] == 1


def test_places_are_taken_by_few_threads_or_by_what_they_left_behind() -> None:
    """M/M/2/5//9 refuses what is known; behind seven threads of twelve places, only who comes beside what was given up."""
    curves = Occupancy([2, 2], [3.0, 10.0], threads(9.0, 7.0))
    for pause in (3.5, 1.0, 0.1):
        number, served, lost = closed(2, 5, np.array([9]), np.array([pause]))[:, 0]
        assert at(curves, 0, number) == pytest.approx((served / 2, lost / (served + lost)), abs=0.02)
    assert [*at(curves, 0, 5.0), *at(curves, 1, 12.0)] == pytest.approx([1] * 4)
    ratio = np.array([1.5])
    number, refused = steady(2, 10.0, ratio)
    assert at(curves, 1, number[0]) == pytest.approx((1, refused[0]), abs=5e-3) and number[0] > 7
    assert at(curves, 1, 6.0)[1] == 0


def test_many_threads_are_any_number() -> None:
    """One curve for all."""
    curves = Occupancy([4, 4, 4], [inf, inf, inf], threads(1001.0, 1e6, inf))
    assert len(set(curves.first.tolist())) == 1 and len(curves.table) == 1025
