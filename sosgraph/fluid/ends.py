"""How many requests are in each station at the end of a step: where what it serves meets what comes."""

import numpy as np

from sosgraph.fluid.arrays import Array, Places, bounded
from sosgraph.fluid.occupancy import Occupancy

_HALF = 0.5 + 1e-9  # of a line
_TINY = 1e-30
_MIDDLE = 4  # turns until a search takes the middle once


class Ends:
    """The ends of steps. The curve of a station is made of lines: on each the end is the root of a quadratic equation.

    It mostly lies on the same line as the end of the step before; else the line is searched for.
    """

    def __init__(self, curves: Occupancy, columns: int) -> None:
        self._curves, self._columns = curves, columns
        shape = (len(curves.last), columns)
        rows = np.repeat(np.arange(shape[0]), columns)
        self._lines = curves.lines(rows, np.zeros(rows.size, dtype=np.intp)).reshape(4, *shape)
        self._middle = np.full(shape, 0.5)

    def solved(
        self, before: Array, coming: Array, most: Array, bend: Array, alone: Array, each: Array
    ) -> tuple[Array, Array, Array]:
        """Return the number x at the end, the share of servers that are busy then, and the share of requests that find no place.

        `before` is the number at the beginning, so many are `coming`, and `most` can be served: x + most busy = before + coming
        (1 - refused). What is busy and refused stands on lines over x / (bend + x), in this equation over x / (alone + each x).
        """
        number = bounded(_crossing(before, coming, most, alone, each, self._lines))
        share = number / (bend + number)
        hits = share * self._curves.knots
        off = np.flatnonzero(np.abs(hits - self._middle) > _HALF)
        if off.size:
            cells = np.array([values.take(off) for values in (before, coming, most, bend)])
            number.flat[off], share.flat[off] = self._searched(off, hits.take(off), cells)
        busy, steeper, blocked, fuller = self._lines
        return number, busy + steeper * share, blocked + fuller * share

    def _searched(self, off: Places, hit: Array, cells: Array) -> tuple[Array, Array]:
        """Return the numbers and shares in those cells, of which the lines are changed.

        The next line is the one where the last one hits, mostly the right one; now and then, the one in the middle of those left.
        """
        rows = off // self._columns
        knots, last = self._curves.knots[:, 0].take(rows), self._curves.last.take(rows)
        number, share, left = np.zeros(off.size), np.zeros(off.size), np.arange(off.size)
        low, high = np.zeros(off.size), last.astype(np.float64)
        turn = 0
        while off.size:
            turn += 1
            line = np.floor((low + high) / 2 if turn % _MIDDLE == 0 else hit.clip(low, high))
            self._middle.flat[off] = line + 0.5
            lines = self._lines.reshape(4, -1)[:, off] = self._curves.lines(rows, line.astype(np.intp))
            before, coming, most, bend = cells
            number[left] = found = bounded(_crossing(before, coming, most, bend, 1.0, lines))
            share[left] = part = found / (bend + found)
            hit = part * knots
            low, high = np.where(hit > line, line + 1, low), np.where(hit > line, high, line - 1)
            far = np.flatnonzero((np.abs(hit - line - 0.5) > _HALF) & (low <= high))
            off, rows, left = (each[far] for each in (off, rows, left))
            knots, hit, low, high = (each[far] for each in (knots, hit, low, high))
            cells = cells[:, far]
        return number, share


def _crossing(before: Array, coming: Array, most: Array, alone: Array, each: Array | float, lines: Array) -> Array:
    """Return x with x + most busy = before + coming (1 - refused), on lines over x / (alone + each x); below 0 on a wrong one."""
    busy, steeper, blocked, fuller = lines
    constant = before + coming * (1 - blocked) - most * busy
    half = (alone + most * steeper + coming * fuller - constant * each) / 2
    product = constant * alone
    far = np.abs(half) + np.sqrt(half * half + each * product)
    crossing: Array = np.where(half > 0, product / (far + _TINY), far / (each + _TINY))
    return crossing
