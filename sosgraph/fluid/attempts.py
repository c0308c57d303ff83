"""Attempts under way: given up at their timeout, and tried again after a pause."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from sosgraph.fluid.arrays import MOST, Array, Places, bounded, column
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.delay import Delay
from sosgraph.fluid.lateness import Found, late, waited_s
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Link

_NOTHING_YET = np.array([0.0, 0.0, 1.0, 0.0, -MOST]).reshape(-1, 1, 1)
"""What is met before the beginning: nobody, idle servers, and time to serve any number."""


class Callees(NamedTuple):
    """What is known of callees in this step, by stream.

    What arrives now `found`; `capacity` is all that could have been served until now, `per_s` of it now, of which `extra` passes
    while answers are under way; `own` turns it into what one server does for one request. The share `accepted` of attempts does
    not fail at once, `working` of answers are no errors, and an answer takes `stays_s`.
    """

    found: Found
    capacity: Array
    per_s: Array
    extra: Array
    own: Array
    accepted: Array
    working: Array
    stays_s: Array

    def late(self, rows: Places, within_s: Array) -> Array:
        """Return the share of answers in some rows that take longer than so long, if all stays as it is."""
        served = np.maximum(self.per_s[rows] * within_s - self.extra[rows], 0.0)
        return late(self.found.at(rows), served, served * self.own[rows])


class _Cohort(NamedTuple):
    """Streams `rows` of one timeout: what they `sent` by class, and what that `met`, in each of the last steps."""

    rows: slice
    sent: Array
    met: Array


class Attempts:
    """The attempts of all streams, by class: how often the call was tried before.

    `waiting` are those that are due in this step. Of what was sent a timeout ago the share `late` is `given_up` now; of what is
    sent now the share `good` will be answered well. A call is `lost` with this chance, and takes `takes_s`. In streams that are
    `cancelling`, so many attempts a second are `leaving` their callee because they will not be answered in time, of which
    `hopeless` are there until their timeout.
    """

    def __init__(self, streams: Streams, columns: int, time: Clock) -> None:
        links, self._classes = streams.links, streams.classes
        shape, self._flat = (len(links), columns), ((self._classes - 1) * len(links), columns)
        most = np.array([link.attempts for link in links], dtype=np.float64)
        numbers = range(1, self._classes + 1)
        self._again = (most > np.array(numbers[:-1]).reshape(-1, 1))[:, :, None].astype(np.float64)
        over = np.maximum(most - self._classes, 0.0)
        self._repeats = column(np.where(np.isinf(over), 1.0, over / (1 + np.where(np.isinf(over), 0.0, over))))
        self._endless = bool(self._repeats.any())
        self._patience_s = column([link.timeout_s for link in links])
        self._cohorts, self._exact = _cohorts(links, self._classes, columns, time)
        cancelling = [row for row, link in enumerate(links) if link.cancels and np.isfinite(link.timeout_s)]
        self.cancelling: Places = np.array(cancelling, dtype=np.intp)
        self._pauses_s = [column([_pause_s(link, number) for link in links]) for number in numbers]
        self._paused, self._repeating = (_pauses(links, some, columns, time) for some in (numbers[:-1], numbers[-1:]))
        self.waiting = np.zeros((self._classes, *shape))
        self._due, self._then = np.zeros(self.waiting.shape), np.zeros((5, *shape)) + _NOTHING_YET
        self.late, self.lost, self.takes_s = (np.zeros(shape) for _ in range(3))
        self.leaving, self.hopeless = np.zeros((len(cancelling), columns)), np.zeros((len(cancelling), columns))
        delays = [time.delay(links[row].timeout_s) for row in cancelling]
        self._given_up_on, self._step_s = Delay(delays, delays, columns), time.step_s
        self._steps = 0

    def advance(self, wanted: Array, sent: Array, callees: Callees, second: Array | None, vanishing: Array | None) -> None:
        """Send attempts by class, of those wanted.

        The `second` copies that are hedged are late, too, with these chances; those `vanishing` reach nobody.
        """
        found, accepted, working = callees.found, callees.accepted, callees.working
        met = (found.number, found.known, found.idle, found.waits, callees.capacity)
        self._turn(sent * (accepted * (working + (1 - working) * self.late)), met, vanishing)
        number, known, idle, waits, capacity = self._then
        served = bounded((callees.capacity - capacity) * self._exact - callees.extra)
        self.late = late(Found(number, known, idle, waits, found.servers), served, served * callees.own)
        if second is not None:
            self.late *= second
        answered = working * (1 - self.late)
        not_failed = answered + self.late
        due = self._due * (self.late / (not_failed + 1e-300))
        self._kept, self.good = accepted * not_failed, accepted * answered
        self.given_up = due.sum(axis=0)
        if self.leaving.size:
            rows = self.cancelling
            hopeless = callees.late(rows, self._patience_s[rows])
            self.hopeless += (self.leaving - self._given_up_on.through(self.leaving.copy())) * self._step_s
            self.leaving = (self.leaving + sent[:, rows].sum(axis=0) * accepted[rows] * hopeless) / 2
        again = (wanted[:-1] - sent[:-1] * self._kept + due[:-1]) * self._again
        over = (wanted[-1] - sent[-1] * self._kept + due[-1]) * self._repeats if self._endless else None
        self.waiting[1:] = self._paused.through(again.reshape(self._flat)).reshape(again.shape)
        if over is not None:
            self.waiting[-1] = np.minimum(self.waiting[-1] + self._repeating.through(over), MOST)

    def bad(self, sent: Array) -> Array:
        """Return how many attempts fail in this step, a second, where so many are sent in all."""
        bad: Array = self.given_up + sent * (1 - self._kept)
        return bad

    def conclude(self, callees: Callees, passed: Array | float, allowed: Array | float) -> None:
        """Work out how calls end: a share `passed` of attempts is sent, and a share `allowed` of retries is made."""
        good = self.good * passed
        further = (1 - good) * allowed
        paused_s = np.zeros_like(further)
        tried = 1 / (1 - self._repeats * np.minimum(further, 1 - 1e-9)) if self._endless else np.ones_like(further)
        for again, pause_s in zip(self._again[::-1], self._pauses_s[-2::-1], strict=True):
            goes_on = further * again
            paused_s = goes_on * (pause_s + paused_s)
            tried = 1 + goes_on * tried
        self.lost = (1 - tried * good).clip(0.0, 1.0)
        one_s = waited_s(callees.stays_s, self._patience_s, self.late)
        self.takes_s = bounded(tried * one_s * (callees.accepted * passed) + paused_s)

    def _turn(self, sent: Array, met: Sequence[Array], vanishing: Array | None) -> None:
        """Put by what is sent and met now, and take up what was a timeout ago."""
        for rows, all_sent, all_met in self._cohorts:
            at = self._steps % len(all_sent)
            self._due[:, rows], self._then[:, rows] = all_sent[at], all_met[at]
            all_sent[at] = sent[:, rows]
            for kept, each in zip(all_met[at], met, strict=True):
                kept[...] = each[rows]
            if vanishing is not None:
                nobody = vanishing[rows] > 0
                all_met[at, 0][nobody], all_met[at, 1][nobody] = MOST, 1.0
        self._steps += 1


def _cohorts(links: Sequence[Link], classes: int, columns: int, time: Clock) -> tuple[list[_Cohort], Array]:
    """Return the cohorts, and by stream how many times its steps a timeout is."""
    groups: dict[int, list[int]] = {}
    for row, link in enumerate(links):
        if time.delay(link.timeout_s) <= time.steps:
            groups.setdefault(time.delay(link.timeout_s), []).append(row)
    found, exact = [], np.ones((len(links), 1))
    for steps, rows in groups.items():
        exact[rows, 0] = [links[row].timeout_s / (steps * time.step_s) for row in rows]
        sent = np.zeros((steps, classes, len(rows), columns))
        found.append(_Cohort(slice(rows[0], rows[-1] + 1), sent, np.zeros((steps, 5, len(rows), columns)) + _NOTHING_YET))
    return found, exact


def _pause_s(link: Link, number: int) -> float:
    """Return how long a caller waits on average after attempt `number`."""
    return _longest_s(link, number) * (1 - _random(link, number) / 2)


def _longest_s(link: Link, number: int) -> float:
    """Return how long it waits at most; where pauses depend on one another, of a uniform time of the same mean."""
    if not link.backoff_s:
        return 0.0
    longest = 4 * 1.5 ** min(number, 60) - 3 if link.decorrelated else link.multiplier ** min(number - 1, 60)
    return min(link.backoff_s * longest, MOST)


def _random(link: Link, number: int) -> float:
    """Return which share of the longest pause is left to chance."""
    if link.decorrelated and link.backoff_s:
        return 1 - link.backoff_s / _longest_s(link, number)
    return link.jitter


def _pauses(links: Sequence[Link], numbers: Sequence[int], columns: int, time: Clock) -> Delay:
    """Return the pauses after these attempts: all streams after one, then after the next."""
    steps, least = [], []
    for number in numbers:
        for link in links:
            pause_s = _longest_s(link, number) if link.attempts > number else 0.0
            steps.append(time.delay(pause_s) if pause_s >= time.step_s / 2 else 0)
            least.append(round(steps[-1] * (1 - _random(link, number))))
    return Delay(steps, least, columns)
