"""Flows that arrive some steps later: ring buffers."""

from collections.abc import Sequence

import numpy as np

from sosgraph.fluid.arrays import Array, Places


class Delay:
    """Delays each row of a flow by its number of `steps` (0: not at all); `spread` rows by a uniform share of that."""

    def __init__(self, steps: Sequence[int], spread: Sequence[bool], columns: int) -> None:
        kinds: dict[tuple[int, bool], list[int]] = {}
        for row, kind in enumerate(zip(steps, spread, strict=True)):
            if kind[0]:
                kinds.setdefault(kind, []).append(row)
        self._rings = [
            _Ring(np.array(rows, dtype=np.intp), np.zeros((count, len(rows), columns)), wide)
            for (count, wide), rows in kinds.items()
        ]

    def through(self, flow: Array) -> Array:
        """Return what comes out now while `flow` goes in, which is changed in place where it is delayed."""
        for ring in self._rings:
            flow[ring.rows] = ring.through(flow[ring.rows])
        return flow


class _Ring:
    """One delay of some rows."""

    def __init__(self, rows: Places, cells: Array, wide: bool) -> None:
        self.rows, self.cells, self.wide = rows, cells, wide
        self.at = 0
        self.held = np.zeros(cells.shape[1:])

    def through(self, flow: Array) -> Array:
        self.at = (self.at + 1) % len(self.cells)
        due: Array = self.cells[self.at].copy()
        self.cells[self.at] = flow
        if not self.wide:
            return due
        # a uniform kernel is a moving mean; summed afresh once a round, so that no rounding error piles up
        self.held = self.held + flow - due if self.at else self.cells.sum(axis=0)
        mean: Array = np.maximum(self.held, 0.0) / len(self.cells)
        return mean
