"""The ends of steps, against bisection."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.fluid.ends import Ends
from sosgraph.fluid.occupancy import Occupancy
from sosgraph.fluid.threads import Threads

KINDS = [(1, inf), (1, 0.0), (1, 20.0), (4, inf), (50, 10.0), (7000, inf)] * 2
FEW = Threads(np.array([inf] * 6 + [3, 2, 15, 40, 55, 100]), np.full(12, 0.7))
CURVES = Occupancy([servers for servers, _ in KINDS], [waiting for _, waiting in KINDS], FEW)


def shares(row: int, number: float, bend: float) -> tuple[float, float]:
    """Return the share of servers that are busy, and of requests that are refused, where so many are there."""
    share = number / (number + bend)
    along = share * CURVES.knots[row, 0]
    busy, more, refused, fuller = CURVES.table[CURVES.first[row] + min(int(along), CURVES.last[row])]
    return busy + more * along, refused + fuller * along


def bisected(row: int, before: float, coming: float, most: float, bend: float) -> float:
    low, high = 0.0, before + coming
    for _ in range(200):
        middle = (low + high) / 2
        busy, refused = shares(row, middle, bend)
        low, high = (middle, high) if middle + most * busy < before + coming * (1 - refused) else (low, middle)
    return low


@given(st.lists(st.tuples(*(st.floats(0, 1000) for _ in range(3)), st.floats(0.01, 1)), min_size=1, max_size=5))
def test_the_end_is_where_bisection_finds_it(steps: list[tuple[float, float, float, float]]) -> None:
    """On whatever line the step before ended, for few and many servers with and without a limit, some of them gone."""
    ends, step_s = Ends(CURVES, 1, 0.25), 0.25
    for before, coming, most, alive in steps:
        bend = CURVES.bend * np.array([[alive if servers > 1 else 1.0] for servers, _ in KINDS])
        room = np.array([[servers + places] for servers, places in KINDS]) * alive
        start, flow, work = np.minimum(before, room), np.full(bend.shape, coming / step_s), np.full(bend.shape, most / step_s)
        half, none = np.full(bend.shape, 0.5), np.zeros(bend.shape)
        ends.given(flow, start, half, half, work, bend, none)
        ends.advance()
        empty, steeper, blocked, fuller = ends.lines
        number, busy, refused = ends.number, empty + steeper * ends.share, blocked + fuller * ends.share
        for row in range(len(KINDS)):
            expected = bisected(row, start[row, 0], coming, most, bend[row, 0])
            assert number[row, 0] == pytest.approx(expected, rel=1e-6, abs=1e-9)
            assert (busy[row, 0], refused[row, 0]) == pytest.approx(shares(row, expected, bend[row, 0]), rel=1e-5, abs=1e-7)
