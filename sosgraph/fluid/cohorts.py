"""What is put by until its timeout: attempts, and what they met."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from sosgraph.fluid.arrays import MOST, Array, Places
from sosgraph.fluid.callees import Met
from sosgraph.fluid.cells import strips
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.outcomes import REMEMBERED
from sosgraph.fluid.streams import told_apart
from sosgraph.simulation.network import Link

_NOTHING_YET = np.array([0.0, 0.0, 1.0, 0.0, -MOST]).reshape(-1, 1, 1)
"""What is met before the beginning: nobody, idle servers, and time to serve any number."""


class Cohorts:
    """Streams, ordered by their timeouts, each of which is `exact`ly so many times its steps.

    They are kept strip by strip in the `ring`: for each step the attempts that are awaited, class by class, and what they met.
    The `table` tells where each strip begins, how many cells it has, for how many steps (0: longer than anything lasts) its
    numbers stand where in the ring, and how many classes of attempts it has.
    """

    def __init__(self, links: Sequence[Link], classes: int, columns: int, time: Clock) -> None:
        self.exact = np.ones((len(links), 1))
        self._classes, self._shape = classes, (classes + REMEMBERED, len(links), columns)
        table, place = [], 0
        for steps, group in groupby(range(len(links)), lambda row: time.delay(links[row].timeout_s)):
            rows = list(group)
            kept = steps if steps <= time.steps else 0
            if kept:
                self.exact[rows, 0] = [links[row].timeout_s / (steps * time.step_s) for row in rows]
            for first, last in strips(len(rows), columns):
                begin, size = rows[0] * columns + first, last - first
                tried = max(map(told_apart, links[begin // columns : (begin + size) // columns]))
                table.append((begin, size, kept, place, tried))
                place += max(kept, 1) * (tried + REMEMBERED) * size
        self.table: Places = np.array(table, dtype=np.intp).reshape(-1, 5)
        self.ring = np.zeros(place)
        self._rings = []
        for begin, size, kept, at, tried in table:
            rows_here = slice(begin // columns, (begin + size) // columns)
            ring = self.ring[at : at + max(kept, 1) * (tried + REMEMBERED) * size]
            ring = ring.reshape(max(kept, 1), tried + REMEMBERED, -1, columns)
            ring[:, tried:] = _NOTHING_YET
            self._rings.append((rows_here, ring, tried, kept > 0))

    def whole(self) -> Array:
        """Return room for what is put by of all streams in a step, of all classes."""
        return np.zeros(self._shape)

    def take(self, step: int, whole: Array) -> None:
        """Take up what was put by a timeout ago."""
        for rows, ring, tried, _ in self._rings:
            here = ring[step % len(ring)]
            whole[:tried, rows], whole[self._classes :, rows] = here[:tried], here[tried:]

    def put(self, step: int, whole: Array) -> None:
        """Put it by until the timeout."""
        for rows, here, tried in self._kept(step):
            here[:tried], here[tried:] = whole[:tried, rows], whole[self._classes :, rows]

    def forget(self, step: int, vanishing: Array) -> None:
        """Let nobody be met in a step by those of whom a share is vanishing."""
        for rows, here, tried in self._kept(step):
            nobody = vanishing[rows] > 0
            here[tried + Met._fields.index("number")][nobody] = MOST
            here[tried + Met._fields.index("known")][nobody] = 1.0

    def _kept(self, step: int) -> Iterator[tuple[slice, Array, int]]:
        """Yield of each strip that is kept its rows, what is put by in a step, and how many classes that has."""
        for rows, ring, tried, kept in self._rings:
            if kept:
                yield rows, ring[step % len(ring)], tried
