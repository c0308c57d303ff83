"""Attempts under way: given up at their timeout, and tried again after a pause."""

from collections.abc import Sequence
from functools import partial

import numpy as np

import sosgraph.fluid.outcomes as outcomes
import sosgraph.fluid.overdue as overdue
from sosgraph.fluid.arrays import MOST, Array, Places, column
from sosgraph.fluid.callees import Callees
from sosgraph.fluid.cells import as_cells, in_cells, in_rows
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.cohorts import Cohorts
from sosgraph.fluid.delay import Delay
from sosgraph.fluid.outcomes import COMPILED
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Link


class Attempts:
    """The attempts of all streams, by class: how often the call was tried before.

    `waiting` are those that are due in this step, of which the share `passed` is `sent` and `retried`; the share `allowed` of
    retries is made. Of what was sent a timeout ago the share `late` is `given_up` now; of what is sent now the share `good` will
    be answered well. A call is `lost` with this chance, and takes `takes_s`. In streams that are `cancelling`, so many attempts a
    second are `leaving` their callee because they will not be answered in time: `hopeless` are there until their timeout.
    """

    def __init__(self, streams: Streams, callees: Callees, columns: int, time: Clock) -> None:
        links, classes, self._step_s = streams.links, streams.classes, time.step_s
        shape = (len(links), columns)
        self._patience_s = column([link.timeout_s for link in links])
        cancelling = [row for row, link in enumerate(links) if link.cancels and np.isfinite(link.timeout_s)]
        self.cancelling: Places = np.array(cancelling, dtype=np.intp)
        self.leaving, self.hopeless = np.zeros((len(cancelling), columns)), np.zeros((len(cancelling), columns))
        delays = [time.delay(links[row].timeout_s) for row in cancelling]
        self._given_up_on = Delay(delays, delays, columns)
        numbers = range(1, classes + 1)
        self._paused, self._repeating = (_pauses(links, some, columns, time) for some in (numbers[:-1], numbers[-1:]))
        self.waiting = np.zeros((classes, *shape))
        self._further = self.waiting[1:].reshape((classes - 1) * len(links), columns)
        self.passed, self.allowed = np.ones(shape), np.ones(shape)
        self.sent, self.retried, self.lost, self.takes_s = (np.zeros(shape) for _ in range(4))
        self.good, self.given_up, self._kept, self._over = (np.zeros(shape) for _ in range(4))
        self._callees, self._cohorts = callees, Cohorts(links, classes, columns, time)
        self._lateness = self._cohorts.lateness(callees)
        self.late = self._lateness.share
        self._prepare(links)

    def _prepare(self, links: Sequence[Link]) -> None:
        """Bind the kernels to all arrays."""
        shape, met, numbers = self.sent.shape, self._callees, range(1, len(self.waiting))
        most = np.array([link.attempts for link in links], dtype=np.float64)
        again, pauses_s = np.zeros((2, len(numbers), *shape))
        for number in numbers:
            again[number - 1], pauses_s[number - 1] = column(most > number), column([_pause_s(link, number) for link in links])
        further = np.maximum(most - len(self.waiting), 0.0)
        share = column(np.where(np.isinf(further), 1.0, further / (1 + np.where(np.isinf(further), 0.0, further))))
        self._endless = bool(share.any())
        by_class = (self.waiting, self._cohorts.due, again, pauses_s)
        waiting, due, goes_on, rests_s = (in_rows(each, COMPILED) for each in by_class)

        given = (met.accepted, met.working, self.passed, self.allowed, share)
        found = (self.late, self._kept, self.good, self.given_up, self.lost, self.takes_s, self._over, self.sent, self.retried)
        cells = [in_cells(each, shape, COMPILED) for each in (*given, *found, *np.zeros((2, *shape)))]
        accepted, working, passed, allowed, repeats, *cells = cells
        late, kept, good, given_up, lost, takes_s, over, sent, retried, gone, share = cells
        self._to_send, self._share = partial(outcomes.sent, passed, waiting, retried, sent), share
        self._to_answer = partial(outcomes.answering, accepted, working, late, passed, share)
        self._to_judge = partial(outcomes.judged, late, accepted, working, due, gone, kept, good, given_up, lost, takes_s)
        self._to_repeat = partial(outcomes.over, kept, good, passed, allowed, due, waiting, repeats, over, lost)
        self._to_try_again = partial(
            outcomes.tried_again, kept, good, passed, allowed, due, waiting, goes_on, rests_s, takes_s, lost
        )
        ended = (met.stays_s, self._patience_s, self.late, met.accepted, self.passed, self.good, self.takes_s, self.lost)
        self._to_conclude = partial(overdue.concluded, *(in_cells(each, shape, overdue.COMPILED) for each in ended))

    def send(self, calls: Array) -> None:
        """Send new calls, and what else is waiting."""
        self._to_send(as_cells(calls, COMPILED))

    def advance(self, second: Array | None, vanishing: Array | None) -> None:
        """Work out what becomes of attempts, now that it is known what they meet, and how calls end.

        The `second` copies that are hedged are late, too, with these chances; those `vanishing` reach nobody.
        """
        self._to_answer()
        self._cohorts.turn(self.waiting, self._share, self._callees.met, vanishing)
        self._lateness.again()
        if second is not None:
            self.late *= second
        self._to_judge()
        if self.leaving.size:
            self._leave()
        if self._endless:
            self._to_repeat()
        self._to_try_again()
        self._to_conclude()
        self._paused.through(self._further)
        if self._endless:
            self.waiting[-1] = np.minimum(self.waiting[-1] + self._repeating.through(self._over), MOST)

    def _leave(self) -> None:
        """Take those out that will not be answered in time."""
        rows, callees = self.cancelling, self._callees
        hopeless = callees.late(rows, self._patience_s[rows])
        self.hopeless += (self.leaving - self._given_up_on.through(self.leaving.copy())) * self._step_s
        self.leaving = (self.leaving + self.sent[rows] * callees.accepted[rows] * hopeless) / 2

    def bad(self, sent: Array) -> Array:
        """Return how many attempts fail in this step, a second, where so many are sent in all."""
        bad: Array = self.given_up + sent * (1 - self._kept)
        return bad


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
