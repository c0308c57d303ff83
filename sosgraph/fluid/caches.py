"""Caches of calls, and how they fill again."""

from collections.abc import Iterable

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Cache


class Caches:
    """The caches of streams `rows`, full at first: each answers the share `hits` of the calls.

    Of what is missing, every answer that is stored fills in a part: dh/dt = (hit rate - h) × stored a second / entries.
    """

    def __init__(self, streams: Streams, columns: int, step_s: float) -> None:
        found = {row: link.cache for row, link in enumerate(streams.links) if link.cache is not None}
        caches: list[Cache] = list(found.values())
        self.rows: Places = np.array(list(found), dtype=np.intp)
        self._most, self._entries = column([each.hit_rate for each in caches]), column([each.entries for each in caches])
        self._through = column([float(each.through) for each in caches])
        self._step_s = step_s
        self.hits = np.repeat(self._most, columns, axis=1)
        self._of_row = {row: place for place, row in enumerate(found)}

    def flush(self, flushed: Iterable[tuple[Places, int, float]]) -> None:
        """Lose all but a share of the answers of some streams, in a scenario."""
        for rows, scenario, kept in flushed:
            for row in rows.tolist():
                if row in self._of_row:
                    self.hits[self._of_row[row], scenario] *= kept

    def missed(self, flow: Array) -> Array:
        """Return what of a flow of calls, or of what becomes of them, is not answered here."""
        if not self.rows.size:
            return flow
        missing = flow.copy()
        missing[self.rows] *= 1 - self.hits
        return missing

    def fill(self, served: Array, answered: Array) -> None:
        """Store what callees `served` well (read-through), or what callers had `answered` well in time (look-aside), a second."""
        if self.rows.size:
            stored = np.where(self._through > 0, served[self.rows], answered[self.rows])
            part = self._step_s * stored / np.maximum(self._entries, 1e-9)
            self.hits = (self.hits + part * self._most) / (1 + part)
