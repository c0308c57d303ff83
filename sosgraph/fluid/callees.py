"""What attempts meet at their callees."""

import numpy as np

import sosgraph.fluid.outcomes as outcomes
from sosgraph.fluid.arrays import Array, Places, Small
from sosgraph.fluid.cells import Given
from sosgraph.fluid.lateness import Found, late

REMEMBERED = 5
"""So many of the numbers that are `met` are put by until the timeout."""


class Callees:
    """What is known of callees in this step, by stream.

    What arrives now `found`; `capacity` is all that could have been served until now, `per_s` of it now, of which `extra` passes
    while answers are under way; `own` turns it into what one server does for one request. The share `accepted` of attempts does
    not fail at once, `working` of answers are no errors, and an answer takes `stays_s`. `met` is all of that in this order.
    """

    def __init__(self, place: Places, stations: int, columns: int) -> None:
        self.met = np.zeros((11, place.size, columns))
        number, known, idle, waits, self.capacity, self.per_s, self.extra, self.own = self.met[:8]
        self.accepted, self.working, self.stays_s = self.met[8:]
        self.found = Found(number, known, idle, waits, np.zeros((place.size, columns)))
        self._place, self._known = place, tuple[Array, ...]()
        self.kernel = outcomes.Meeting()
        self.kernel.columns, self.kernel.callee, self.kernel.in_a_row = columns, place.astype(np.int32), _in_a_row(place)
        self._given = Given(self.kernel, outcomes.COMPILED, (stations, columns))
        self._given(met=self.met)

    def staff(self, servers: Array) -> None:
        """Look at how many servers the stations have now."""
        servers.take(self._place, axis=0, out=self.found.servers, mode="clip")

    def ask(self, found: Found, capacity: Array, per_s: Array, passing_s: Array, answers: tuple[Array, ...]) -> None:
        """Ask at the stations what requests find there, what they serve, and how they answer.

        That is what `own` is, the share refused, the share working, and how long an answer takes.
        """
        number, known, idle, waits, _ = found
        own, refused, working, stays_s = answers
        self._known = (number, known, idle, waits, capacity, per_s, passing_s, *answers)
        if outcomes.COMPILED:
            self._given(number=number, known=known, idle=idle, waits=waits, capacity=capacity, per_s=per_s)
            self._given(passing_s=passing_s, own=own, refused=refused, working=working, stays_s=stays_s)

    def look(self) -> None:
        """Look at what they said."""
        if outcomes.COMPILED:
            self.kernel.look(0, self._place.size)
            return
        for met, each in zip(self.met, self._known, strict=True):
            each.take(self._place, axis=0, out=met, mode="clip")
        self.extra *= self.per_s
        np.subtract(1.0, self.accepted, out=self.accepted)

    def late(self, rows: Places, within_s: Array) -> Array:
        """Return the share of answers in some rows that take longer than so long, if all stays as it is."""
        return late(self.found.at(rows), self.per_s[rows], within_s, self.extra[rows], self.own[rows])


def _in_a_row(place: Places) -> Small:
    """Return of how many rows from each on the places are next to one another."""
    ends = np.append(np.flatnonzero(np.diff(place) != 1), place.size - 1)
    rows = np.arange(place.size)
    found: Small = (ends[np.searchsorted(ends, rows)] + 1 - rows).astype(np.int32)
    return found
