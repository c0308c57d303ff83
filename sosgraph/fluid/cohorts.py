"""What is put by until its timeout: attempts, and what they met."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from sosgraph.fluid.arrays import MOST, Array, Places
from sosgraph.fluid.callees import REMEMBERED, Callees
from sosgraph.fluid.cells import strips
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.lateness import Found, Lateness
from sosgraph.fluid.streams import told_apart
from sosgraph.simulation.network import Link

_NOTHING_YET = np.array([0.0, 0.0, 1.0, 0.0, -MOST]).reshape(-1, 1, 1)
"""What is met before the beginning: nobody, idle servers, and time to serve any number."""


class Cohorts:
    """Streams, ordered by their timeouts, each of which is `exact`ly so many times its steps.

    A timeout ago, by class, those were sent that are `due` now; `then` they met this: the numbers that `callees` remembers. They
    are kept strip by strip: the `table` tells where each begins, how many cells it has, for how many steps (0: longer than
    anything lasts) its numbers stand where in the `ring`, and how many classes of attempts it has.
    """

    def __init__(self, links: Sequence[Link], classes: int, columns: int, time: Clock) -> None:
        self.exact = np.ones((len(links), 1))
        self.due = np.zeros((classes, len(links), columns))
        self.then = np.zeros((REMEMBERED, len(links), columns)) + _NOTHING_YET
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
                place += kept * (tried + REMEMBERED) * size
        self.table: Places = np.array(table, dtype=np.intp).reshape(-1, 5)
        self.ring = np.zeros(place)
        self._rings = []
        for begin, size, kept, at, tried in table:
            if kept:
                rows_here = slice(begin // columns, (begin + size) // columns)
                ring = self.ring[at : at + kept * (tried + REMEMBERED) * size]
                ring = ring.reshape(kept, tried + REMEMBERED, -1, columns)
                ring[:, tried:] = _NOTHING_YET
                self._rings.append((rows_here, ring[:, :tried], ring[:, tried:]))

    def lateness(self, callees: Callees) -> Lateness:
        """Return who is late that was sent a timeout ago, as callees have served since; nobody as yet."""
        number, known, idle, waits, capacity = self.then
        found = Found(number, known, idle, waits, callees.found.servers)
        return Lateness(found, capacity.shape, callees.capacity, capacity, self.exact, callees.extra, callees.own)

    def turn(self, step: int, wanted: Array, share: Array, met: Array) -> None:
        """Put by a share of what is wanted, by class, and what it meets, and take up what was a timeout ago."""
        for rows, all_sent, all_met in self._rings:
            at, tried = step % len(all_sent), all_sent.shape[1]
            self.due[:tried, rows], self.then[:, rows] = all_sent[at], all_met[at]
            np.multiply(wanted[:tried, rows], share[rows], out=all_sent[at])
            all_met[at] = met[:REMEMBERED, rows]

    def forget(self, step: int, vanishing: Array) -> None:
        """Let nobody be met in a step by those of whom a share is vanishing."""
        for rows, all_sent, all_met in self._rings:
            at, nobody = step % len(all_sent), vanishing[rows] > 0
            all_met[at, 0][nobody], all_met[at, 1][nobody] = MOST, 1.0
