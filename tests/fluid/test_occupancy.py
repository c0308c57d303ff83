"""The curves of several servers, against the sums over all states."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.fluid.occupancy import Occupancy, steady
from sosgraph.queueing import erlang, mmck
from tests.queueing.oracles import mean_in_places


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
    curves = Occupancy([servers], [waiting])
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
    curves = Occupancy([4, 4], [6.0, inf])
    for row, number, share, refused in ((0, 0.0, 0, 0), (0, 10.0, 1, 1), (0, 1e15, 1, 1), (1, 0.0, 0, 0), (1, 1e15, 1, 0)):
        assert at(curves, row, number) == pytest.approx((share, refused))
