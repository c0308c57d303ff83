"""What attempts meet at their callees."""

import numpy as np

import sosgraph.fluid.outcomes as outcomes
from sosgraph.fluid.arrays import Array, Places
from sosgraph.fluid.lateness import Found, late

REMEMBERED = 5
"""So many of the numbers that are `met` are put by until the timeout."""


class Callees:
    """What is known of callees in this step, by stream.

    What arrives now `found`; `capacity` is all that could have been served until now, `per_s` of it now, of which `extra` passes
    while answers are under way; `own` turns it into what one server does for one request. The share `accepted` of attempts does
    not fail at once, `working` of answers are no errors, and an answer takes `stays_s`. `met` is all of that in this order.
    """

    def __init__(self, place: Places, columns: int) -> None:
        self.met = np.zeros((11, place.size, columns))
        number, known, idle, waits, self.capacity, self.per_s, self.extra, self.own = self.met[:8]
        self.accepted, self.working, self.stays_s = self.met[8:]
        self.found = Found(number, known, idle, waits, np.zeros((place.size, columns)))
        self._place = place
        self._flat = self.met.reshape(len(self.met), -1) if outcomes.COMPILED and columns == 1 else None

    def staff(self, servers: Array) -> None:
        """Look at how many servers the stations have now."""
        servers.take(self._place, axis=0, out=self.found.servers, mode="clip")

    def look(self, found: Found, capacity: Array, per_s: Array, passing_s: Array, answers: tuple[Array, ...]) -> None:
        """Look at the stations: what requests find there, what they serve, and how they answer.

        That is what `own` is, the share refused, the share working, and how long an answer takes.
        """
        known = (*found[:4], capacity, per_s, passing_s, *answers)
        if self._flat is not None:
            outcomes.looked_up(self._place, self._flat, *(each.reshape(-1) for each in known))
            return
        for met, each in zip(self.met, known, strict=True):  # of several scenarios whole rows are copied, which is faster
            each.take(self._place, axis=0, out=met, mode="clip")
        self.extra *= self.per_s
        np.subtract(1.0, self.accepted, out=self.accepted)

    def late(self, rows: Places, within_s: Array) -> Array:
        """Return the share of answers in some rows that take longer than so long, if all stays as it is."""
        return late(self.found.at(rows), self.per_s[rows], within_s, self.extra[rows], self.own[rows])
