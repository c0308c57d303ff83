"""Flows that arrive some steps later: ring buffers."""

from collections.abc import Sequence
from functools import reduce

import numpy as np

import sosgraph.fluid.outcomes as outcomes
from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.cells import cells_of, most


class Delay:
    """Delays each row of a flow by its number of `steps` (0: not at all), or uniformly from the `least` up to that."""

    def __init__(self, steps: Sequence[int], least: Sequence[int], columns: int) -> None:
        kinds: dict[tuple[int, int], list[int]] = {}
        for row, kind in enumerate(zip(steps, least, strict=True)):
            if kind[0]:
                kinds.setdefault(kind, []).append(row)
        self._rings = [
            _Ring(np.array(rows, dtype=np.intp), np.zeros((count, len(rows), columns)), count - fewest)
            for (count, fewest), rows in kinds.items()
        ]

    def through(self, flow: Array) -> Array:
        """Return what comes out now while `flow` goes in, which is changed in place where it is delayed."""
        for ring in self._rings:
            ring.through(flow)
        return flow


class _Ring:
    """One delay of some rows, spread over the last `wide` of the cells (0: not at all)."""

    def __init__(self, rows: Places, cells: Array, wide: int) -> None:
        self.rows, self.cells, self.wide = rows, cells, wide
        self.at = len(cells) - 1
        self.held = np.zeros(cells.shape[1:])
        columns = cells.shape[2]
        self._places = cells_of(rows, columns)
        self._flat = (self._places, cells.reshape(-1), self.held.reshape(-1))

    def through(self, flow: Array) -> None:
        self.at = (self.at + 1) % len(self.cells)
        if outcomes.COMPILED:
            outcomes.through(flow.reshape(-1), *self._flat, self.at, len(self.cells), self.wide)
        else:
            flow[self.rows] = self._mean(flow.take(self.rows, axis=0))

    def _mean(self, flow: Array) -> Array:
        due: Array = self.cells[self.at].copy()
        self.cells[self.at] = flow
        if not self.wide:
            return due
        # a uniform kernel is a moving mean; summed afresh once a round, so that no rounding error piles up
        if self.at == len(self.cells) - 1:
            self.held = reduce(
                np.add, self.cells[1 : self.wide], self.cells[0].copy()
            )  # one by one: NumPy's sum has its own order
        else:
            self.held = self.held + self.cells[self.at - (len(self.cells) - self.wide)] - due
        mean: Array = most(self.held, 0.0) / self.wide
        return mean
