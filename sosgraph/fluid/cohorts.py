"""What is put by until its timeout: attempts, and what they met."""

from collections.abc import Sequence

import numpy as np

import sosgraph.fluid.outcomes as outcomes
from sosgraph.fluid.arrays import MOST, Array
from sosgraph.fluid.callees import REMEMBERED, Callees
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.lateness import Found, Lateness
from sosgraph.simulation.network import Link

_NOTHING_YET = np.array([0.0, 0.0, 1.0, 0.0, -MOST]).reshape(-1, 1, 1)
"""What is met before the beginning: nobody, idle servers, and time to serve any number."""


class Cohorts:
    """Streams of one timeout each, which is `exact`ly so many times its steps.

    A timeout ago, by class, those were sent that are `due` now; `then` they met this: the numbers that `callees` remembers.
    """

    def __init__(self, links: Sequence[Link], classes: int, columns: int, time: Clock) -> None:
        groups: dict[int, list[int]] = {}
        for row, link in enumerate(links):
            if time.delay(link.timeout_s) <= time.steps:
                groups.setdefault(time.delay(link.timeout_s), []).append(row)
        self.exact = np.ones((len(links), 1))
        self.due = np.zeros((classes, len(links), columns))
        self.then = np.zeros((REMEMBERED, len(links), columns)) + _NOTHING_YET
        self._flat = tuple(each.reshape(len(each), -1) for each in (self.due, self.then))
        sizes = [steps * (classes + REMEMBERED) * len(rows) * columns for steps, rows in groups.items()]
        self._ring, self._rings, self._steps = np.zeros(sum(sizes)), [], 0
        table = []
        for (steps, rows), end in zip(groups.items(), np.cumsum(sizes).tolist(), strict=True):
            self.exact[rows, 0] = [links[row].timeout_s / (steps * time.step_s) for row in rows]
            cells = steps * (classes + REMEMBERED) * len(rows) * columns
            ring = self._ring[end - cells : end].reshape(steps, classes + REMEMBERED, len(rows), columns)
            ring[:, classes:] = _NOTHING_YET
            self._rings.append((slice(rows[0], rows[-1] + 1), ring[:, :classes], ring[:, classes:]))
            table.append((rows[0] * columns, len(rows) * columns, steps, end - cells))
        self._table = np.array(table, dtype=np.intp).reshape(-1, 4)

    def lateness(self, callees: Callees) -> Lateness:
        """Return who is late that was sent a timeout ago, as callees have served since; nobody as yet."""
        number, known, idle, waits, capacity = self.then
        found = Found(number, known, idle, waits, callees.found.servers)
        return Lateness(found, capacity.shape, callees.capacity, capacity, self.exact, callees.extra, callees.own)

    def turn(self, wanted: Array, share: Array, met: Array, vanishing: Array | None) -> None:
        """Put by a share of what is wanted, by class, and what it meets, and take up what was a timeout ago."""
        if outcomes.COMPILED:
            flat = (wanted.reshape(len(wanted), -1), share.reshape(-1), met.reshape(len(met), -1))
            outcomes.turned(self._steps, self._table, self._ring, *flat, *self._flat)
        else:
            for rows, all_sent, all_met in self._rings:
                at = self._steps % len(all_sent)
                self.due[:, rows], self.then[:, rows] = all_sent[at], all_met[at]
                np.multiply(wanted[:, rows], share.reshape(wanted[0].shape)[rows], out=all_sent[at])
                all_met[at] = met[:REMEMBERED, rows]
        if vanishing is not None:
            for rows, all_sent, all_met in self._rings:
                at, nobody = self._steps % len(all_sent), vanishing[rows] > 0
                all_met[at, 0][nobody], all_met[at, 1][nobody] = MOST, 1.0
        self._steps += 1
