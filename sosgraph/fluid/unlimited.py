"""Stations without servers of their own: whoever arrives is served at once, at a pace that those who are there may slow down."""

from collections.abc import Sequence

import numpy as np

from sosgraph.fluid.arrays import Array, Places, bounded, column
from sosgraph.simulation.network import Station

_TINY = 1e-30


class Unlimited:
    """The stations in `rows`, each with as many servers as requests."""

    def __init__(self, stations: Sequence[Station], columns: int, step_s: float) -> None:
        rows = [row for row, each in enumerate(stations) if each.concurrency is None]
        self.rows: Places = np.array(rows, dtype=np.intp)
        self._slowing_s = column([stations[row].slowing_s for row in rows])
        self._at_work, self._step_s = np.zeros((len(rows), columns)), step_s

    def end(self, number: Array, before: Array, coming: Array, per_s: Array, one_s: Array) -> Array:
        """Return the number x at the end of a step, with x + per_s step x / (alone + each x) = before + coming step.

        A request takes `one_s` beside `number` others, and more or less with more or fewer: one_s (alone + each x).
        """
        each = self._slowing_s / one_s
        alone, all_there, most = 1 - each * number, before + coming * self._step_s, per_s * self._step_s
        half, product = (alone + most - all_there * each) / 2, all_there * alone
        far = np.abs(half) + np.sqrt(half * half + each * product)
        return bounded(np.where(half > 0, product / (far + _TINY), far / (each + _TINY)))

    def started(self, number: Array, served: Array, alive: Array) -> Array:
        """Return how many requests start a second where so many are there at the end, none in a station without any server."""
        before, self._at_work = self._at_work, number * (alive > 0)
        return bounded(served + (self._at_work - before) / self._step_s)
