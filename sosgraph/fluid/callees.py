"""What attempts meet at their callees."""

from operator import is_
from typing import NamedTuple

import numpy as np

import sosgraph.fluid.outcomes as outcomes
from sosgraph.fluid.arrays import Array, Places, Small
from sosgraph.fluid.cells import Given
from sosgraph.fluid.lateness import Found, late


class Met(NamedTuple):
    """What is known of callees in this step. The first arrays are put by until the timeout: as many as are `REMEMBERED`.

    Who arrives now finds `number` requests, as far as that is `known`, so many servers `idle`, and `waits` with this chance; the
    `capacity` is all that could have been served until now, `per_s` of it now, of which some passes while answers are under way
    for `passing_s`; `own` turns it into what one server does for one request. The share `accepted` of attempts does not fail at
    once, `working` of answers are no errors, and an answer takes `stays_s`.
    """

    number: Array
    known: Array
    idle: Array
    waits: Array
    capacity: Array
    per_s: Array
    passing_s: Array
    own: Array
    accepted: Array
    working: Array
    stays_s: Array


class Callees:
    """What is `met` at callees, by stream: copies of what stations say, or the same arrays where both stand in one order."""

    def __init__(self, place: Places, stations: int, columns: int) -> None:
        copies = np.zeros((len(Met._fields), place.size, columns))
        self._copies, self.servers = Met(*copies), np.zeros((place.size, columns))
        self.met, self._place, self._known = self._copies, place, tuple[Array, ...]()
        self._in_order = np.array_equal(place, np.arange(place.size))
        self.kernel = outcomes.Meeting()
        self.kernel.columns, self.kernel.callee, self.kernel.in_a_row = columns, place.astype(np.int32), _in_a_row(place)
        self._given = Given(self.kernel, outcomes.COMPILED, (stations, columns))
        self._given(met=copies)

    def staff(self, servers: Array) -> None:
        """Look at how many servers the stations have now."""
        servers.take(self._place, axis=0, out=self.servers, mode="clip")

    def ask(self, known: Met, change: bool) -> bool:
        """Ask at the stations; what is met is going to `change`, or is not. Return whether that is to be looked up."""
        copied = change or not self._in_order
        if copied:
            self.met = self._copies
        elif self.met is self._copies or not all(map(is_, known, self._known)):
            self.met = Met(*(each[: self._place.size] for each in known))
        self._known = known
        if copied and outcomes.COMPILED:
            self._given(**known._asdict())
        return copied

    def look(self) -> None:
        """Look it up."""
        if outcomes.COMPILED:
            self.kernel.look(0, self._place.size)
            return
        for met, each in zip(self.met, self._known, strict=True):
            each.take(self._place, axis=0, out=met, mode="clip")

    def found(self, rows: Places) -> Found:
        """Return what requests find that arrive now, in some rows."""
        number, known, idle, waits, servers = (each.take(rows, axis=0) for each in (*self.met[:4], self.servers))
        return Found(number, known, idle, waits, servers)

    def late(self, rows: Places, within_s: Array) -> Array:
        """Return the share of answers in some rows that take longer than so long, if all stays as it is."""
        met = self.met
        return late(self.found(rows), met.per_s[rows], within_s, met.passing_s[rows], met.own[rows])


def _in_a_row(place: Places) -> Small:
    """Return of how many rows from each on the places are next to one another."""
    ends = np.append(np.flatnonzero(np.diff(place) != 1), place.size - 1)
    rows = np.arange(place.size)
    found: Small = (ends[np.searchsorted(ends, rows)] + 1 - rows).astype(np.int32)
    return found
