"""Attempts under way: given up at their timeout, and tried again after a pause."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sosgraph.fluid.arrays import MOST, Array, Places, column
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.delay import Delay
from sosgraph.fluid.lateness import Found, late, waited_s
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Link


class Callees(NamedTuple):
    """What is known of callees in this step, by stream.

    What arrives now `found`; `capacity` is all that could have been served until now, `per_s` of it now, of which `extra` passes
    while answers are under way; `own` turns it into what one server does for one request. `refused` of attempts fail at once,
    `failing` of answers are errors, and an answer takes `stays_s`.
    """

    found: Found
    capacity: Array
    per_s: Array
    extra: Array
    own: Array
    refused: Array
    failing: Array
    stays_s: Array


class _Cohort(NamedTuple):
    """Streams `rows` of one timeout: what they sent, found and could be served, in each of the last steps.

    A timeout is `exact` times its number of steps.
    """

    rows: slice
    sent: Array
    number: Array
    variance: Array
    busy: Array
    capacity: Array
    exact: Array


class Attempts:
    """The attempts of all streams, by class: how often the call was tried before.

    `waiting` are those that are due in this step. Of what was sent a timeout ago the share `late` is `given_up` now; of what is
    sent now the share `failing` will fail; `bad` fail in this step, a second. A call is `tried` so often on average, is `lost`
    with this chance, and takes `takes_s`. In streams that are `cancelling`, so many attempts a second are `leaving` their callee
    because they will not be answered in time, of which `hopeless` are there until their timeout.
    """

    def __init__(self, streams: Streams, columns: int, time: Clock) -> None:
        links, self._classes = streams.links, streams.classes
        shape = (len(links), columns)
        most = np.array([link.attempts for link in links], dtype=np.float64)
        self._again = [column(most > number + 1) for number in range(self._classes)]
        over = np.maximum(most - self._classes, 0.0)
        self._repeats = column(np.where(np.isinf(over), 1.0, over / (1 + np.where(np.isinf(over), 0.0, over))))
        self._endless = bool(self._repeats.any())
        self._patience_s = column([link.timeout_s for link in links])
        self._cohorts = _cohorts(links, self._classes, columns, time)
        cancelling = [row for row, link in enumerate(links) if link.cancels and np.isfinite(link.timeout_s)]
        self.cancelling: Places = np.array(cancelling, dtype=np.intp)
        self._pauses_s = [column([_pause_s(link, number) for link in links]) for number in range(1, self._classes + 1)]
        self._pauses = [_pauses(links, number, columns, time) for number in range(1, self._classes + 1)]
        self.waiting = np.zeros((self._classes, *shape))
        self.late, self.failing, self.lost, self.bad = (np.zeros(shape) for _ in range(4))
        self.tried, self.takes_s, self.given_up = np.ones(shape), np.zeros(shape), np.zeros(shape)
        self.leaving, self.hopeless = np.zeros((len(cancelling), columns)), np.zeros((len(cancelling), columns))
        delays = [time.delay(links[row].timeout_s) for row in cancelling]
        self._given_up_on, self._step_s = Delay(delays, [False] * len(delays), columns), time.step_s
        self._steps = 0

    def advance(self, wanted: Array, sent: Array, callees: Callees, second: Array | None, vanishing: Array | None) -> None:
        """Send attempts by class, of those wanted.

        The `second` copies that are hedged are late, too, with these chances; those `vanishing` reach nobody.
        """
        self._steps += 1
        failing = callees.failing
        stored = sent * ((1 - callees.refused) * (1 - failing * (1 - self.late)))
        due = np.zeros_like(sent)
        for cohort in self._cohorts:
            self._decide(cohort, stored, due, callees, vanishing)
        if second is not None:
            self.late *= second
        due *= self.late / np.maximum(1 - failing * (1 - self.late), 1e-300)
        at_once = callees.refused + (1 - callees.refused) * failing * (1 - self.late)
        failed = wanted - sent * (1 - at_once) + due
        self.given_up = due.sum(axis=0)
        self.bad = self.given_up + sent.sum(axis=0) * at_once
        if self.leaving.size:
            rows = self.cancelling
            served = np.maximum(callees.per_s[rows] * self._patience_s[rows] - callees.extra[rows], 0.0)
            hopeless = late(Found(*(each[rows] for each in callees.found)), served, served * callees.own[rows])
            self.hopeless += (self.leaving - self._given_up_on.through(self.leaving.copy())) * self._step_s
            self.leaving = (self.leaving + sent[:, rows].sum(axis=0) * (1 - callees.refused[rows]) * hopeless) / 2
        for number in range(self._classes - 1):
            self.waiting[number + 1] = self._pauses[number].through(failed[number] * self._again[number])
        if self._endless:
            self.waiting[-1] += self._pauses[-1].through(failed[-1] * self._repeats)
        np.minimum(self.waiting, MOST, out=self.waiting)

    def conclude(self, callees: Callees, passed: Array | float, allowed: Array | float) -> None:
        """Work out how calls end: a share `passed` of attempts is sent, and a share `allowed` of retries is made."""
        self.failing = 1 - (1 - callees.refused) * (1 - callees.failing) * (1 - self.late)
        good = passed * (1 - self.failing)
        further = (1 - good) * allowed
        tried, paused_s = 1 / (1 - self._repeats * np.minimum(further, 1 - 1e-9)), np.zeros_like(further)
        for number in range(self._classes - 2, -1, -1):
            goes_on = further * self._again[number]
            paused_s = goes_on * (self._pauses_s[number] + paused_s)
            tried = 1 + goes_on * tried
        self.tried = tried
        self.lost = np.clip(1 - tried * good, 0.0, 1.0)
        one_s = waited_s(callees.stays_s, self._patience_s, self.late)
        self.takes_s = np.minimum(tried * one_s * (passed * (1 - callees.refused)) + paused_s, MOST)

    def _decide(self, cohort: _Cohort, stored: Array, due: Array, callees: Callees, vanishing: Array | None) -> None:
        rows, at = cohort.rows, self._steps % len(cohort.sent)
        if self._steps > len(cohort.sent):
            due[:, rows] = cohort.sent[at]
            served = np.maximum((callees.capacity[rows] - cohort.capacity[at]) * cohort.exact - callees.extra[rows], 0.0)
            before = Found(cohort.number[at], cohort.variance[at], cohort.busy[at], callees.found.servers[rows])
            self.late[rows] = late(before, served, served * callees.own[rows])
        cohort.sent[at] = stored[:, rows]
        cohort.number[at], cohort.variance[at] = callees.found.number[rows], callees.found.variance[rows]
        cohort.busy[at], cohort.capacity[at] = callees.found.busy[rows], callees.capacity[rows]
        if vanishing is not None:
            nobody = vanishing[rows] > 0
            cohort.number[at][nobody], cohort.variance[at][nobody] = MOST, 0.0


def _cohorts(links: Sequence[Link], classes: int, columns: int, time: Clock) -> list[_Cohort]:
    groups: dict[int, list[int]] = {}
    for row, link in enumerate(links):
        if time.delay(link.timeout_s) <= time.steps:
            groups.setdefault(time.delay(link.timeout_s), []).append(row)
    found = []
    for steps, rows in groups.items():
        exact = column([links[row].timeout_s / (steps * time.step_s) for row in rows])
        number, variance, busy, capacity = (np.zeros((steps, len(rows), columns)) for _ in range(4))
        sent = np.zeros((steps, classes, len(rows), columns))
        found.append(_Cohort(slice(rows[0], rows[-1] + 1), sent, number, variance, busy, capacity, exact))
    return found


def _pause_s(link: Link, number: int) -> float:
    """Return how long a caller waits on average after attempt `number`."""
    pause_s = _longest_s(link, number)
    return pause_s / 2 if link.jitter else pause_s


def _longest_s(link: Link, number: int) -> float:
    if not link.backoff_s:
        return 0.0
    return min(link.backoff_s * link.multiplier ** min(number - 1, 60), MOST)


def _pauses(links: Sequence[Link], number: int, columns: int, time: Clock) -> Delay:
    longest_s = [_longest_s(link, number) if link.attempts > number else 0.0 for link in links]
    steps = [time.delay(pause_s) if pause_s >= time.step_s / 2 else 0 for pause_s in longest_s]
    return Delay(steps, [link.jitter for link in links], columns)
