"""Attempts under way: given up at their timeout, and tried again after a pause."""

from collections.abc import Sequence

import numpy as np

import sosgraph.fluid.attempting as attempting
import sosgraph.fluid.outcomes as outcomes
import sosgraph.fluid.overdue as overdue
from sosgraph.fluid.arrays import MOST, Array, Places, column, spread
from sosgraph.fluid.callees import Callees, Met
from sosgraph.fluid.cells import Given, as_ring, span
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.cohorts import Cohorts
from sosgraph.fluid.delay import Delay
from sosgraph.fluid.lateness import Lateness
from sosgraph.fluid.missing import Missing
from sosgraph.fluid.streams import Streams
from sosgraph.simulation.network import Link

_LEAST = 1e-200

COMPILED = attempting.COMPILED and outcomes.COMPILED and overdue.COMPILED


class Attempts:
    """The attempts of all streams, by class: how often the call was tried before.

    `waiting` are those that are due in this step, of which the share `passed` is `sent` and `retried`; the share `allowed` of
    retries is made. Of what was sent a timeout ago the share `late` is `given_up` now; of what is sent now the share `good` will
    be answered well. A call is `lost` with this chance, and takes `takes_s`. In streams that are `cancelling`, so many attempts a
    second are `leaving` their callee because they will not be answered in time: `hopeless` are there until their timeout. Until
    then, too, attempts are `missing` that reached nobody.
    """

    def __init__(self, streams: Streams, callees: Callees, columns: int, time: Clock, at_once: Array) -> None:
        links, classes, self._step_s = streams.links, streams.classes, time.step_s
        shape = (len(links), columns)
        self._patience_s = column([link.timeout_s for link in links])
        cancelling = [row for row, link in enumerate(links) if link.cancels and np.isfinite(link.timeout_s)]
        self.cancelling: Places = np.array(cancelling, dtype=np.intp)
        self.leaving, self.hopeless, self._given_up = (np.zeros((len(cancelling), columns)) for _ in range(3))
        delays = [time.delay(links[row].timeout_s) for row in cancelling]
        self._given_up_on = Delay(delays, delays, columns)
        numbers = range(1, classes + 1)
        self._paused, self._repeating = (_pauses(links, some, columns, time) for some in (numbers[:-1], numbers[-1:]))
        self.waiting = np.zeros((classes, *shape))
        self._further = self.waiting[1:].reshape((classes - 1) * len(links), columns)
        self.passed, self.allowed = np.ones(shape), np.ones(shape)
        self.sent, self.retried, self.lost, self.takes_s = (np.zeros(shape) for _ in range(4))
        self.good, self.given_up, self._kept, self._over = (np.zeros(shape) for _ in range(4))
        self._step, self.missing = 0, Missing(streams, columns, time)
        self._callees, self._cohorts = callees, Cohorts(links, classes, columns, time)
        self._met: Met | None = None
        self._whole = self._cohorts.ring if COMPILED else self._cohorts.whole()
        self._lateness = Lateness(self._whole, callees.servers, self._cohorts.exact, shape)
        self.late = self._lateness.share
        self._outcomes, self._conclusion = outcomes.Outcomes(), overdue.Conclusion()
        self._given = Given(self._outcomes, outcomes.COMPILED, shape)
        self._concluding = Given(self._conclusion, overdue.COMPILED, shape)
        self._prepare(links)
        self._given(at_once=at_once)
        if COMPILED:
            kernel = self._kernel = attempting.Attempting()
            kernel.meeting, kernel.overdue, kernel.strips = callees.kernel, self._lateness.kernel, self._cohorts.table
            kernel.outcomes, kernel.conclusion = self._outcomes, self._conclusion
            kernel.classes, kernel.repeating = classes, self._endless

    def _prepare(self, links: Sequence[Link]) -> None:
        """Give the kernels all arrays but those that are met."""
        shape, numbers = self.sent.shape, range(1, len(self.waiting))
        most = np.array([link.attempts for link in links], dtype=np.float64)
        again, pause_s = np.zeros((2, len(numbers), *shape))
        for number in numbers:
            again[number - 1], pause_s[number - 1] = column(most > number), column([_pause_s(link, number) for link in links])
        further = np.maximum(most - len(self.waiting), 0.0)
        repeats = column(np.where(np.isinf(further), 1.0, further / (1 + np.where(np.isinf(further), 0.0, further))))
        self._endless = bool(repeats.any())
        self._tried_on = np.concatenate([again, spread(repeats, self.sent.shape[1])[None]])
        self._outcomes.ring = as_ring(self._whole, outcomes.COMPILED)
        self._given(wanted=self.waiting, again=again, pause_s=pause_s, awaited=np.zeros(shape), waiting=np.zeros(shape))
        self._given(repeats=repeats, left=self._over, kept=self._kept, allowed=self.allowed)
        self._given(sent=self.sent, retried=self.retried, given_up=self.given_up, tried=self.lost)
        both = {"passed": self.passed, "late": self.late, "good": self.good, "takes_s": self.takes_s}
        self._given(**both)
        self._concluding(patience_s=self._patience_s, lost=self.lost, **both)

    def _meet(self) -> None:
        """Give the kernels what is met."""
        met = self._callees.met
        if met is not self._met:
            self._met = met
            self._lateness.given(capacity=met.capacity, per_s=met.per_s, passing_s=met.passing_s, each=met.own)
            self._given(number=met.number, known=met.known, idle=met.idle, waits=met.waits, capacity=met.capacity)
            self._given(accepted=met.accepted, working=met.working)
            self._concluding(stays_s=met.stays_s, known=met.known, accepted=met.accepted)

    def send(self, calls: Array) -> None:
        """Send new calls, and what else is waiting."""
        self._given(calls=calls)
        if COMPILED:
            self._kernel.send()
        else:
            self._outcomes.send(*span(outcomes.COMPILED, self.sent.size), len(self.waiting))

    def advance(self, looking: bool) -> None:
        """Work out what becomes of attempts, by what they meet at their callees, and how calls end; `looking` that up first."""
        self._meet()
        if COMPILED:
            self._kernel.advance(self._step, looking)
        else:
            if looking:
                self._callees.look()
            self._find()
            self._judge()
            self._go_on()
        self._pause()

    def advance_met(self, copied: Array | None, second: Array | None, vanishing: Array | None) -> None:
        """Work out the same where it is known by now what they meet, and something happens to them besides.

        The share `copied` is sent a `second` time, and is late then, too, with these chances; those `vanishing` reach nobody.
        """
        self._meet()
        self._find()
        if second is not None:
            self.late *= second
        if self.leaving.size:
            self._leave(copied, second)
        missed = self.missing.at(self._step, vanishing, self.sent)
        self._judge()
        if missed.size:
            self._conclude_anew(missed, second)
        else:
            self._go_on()
        if vanishing is not None:
            self._cohorts.forget(self._step, vanishing)
        self._pause()

    def _find(self) -> None:
        """Work out who is late."""
        if COMPILED:
            for strip in range(len(self._cohorts.table)):
                self._kernel.find(self._step, strip)
        else:
            self._cohorts.take(self._step, self._whole)
            self._outcomes.answer(*span(outcomes.COMPILED, self.sent.size))
            self._lateness.again(len(self.waiting))

    def _judge(self) -> None:
        """Work out how attempts end."""
        if COMPILED:
            for strip in range(len(self._cohorts.table)):
                self._kernel.judge(self._step, strip)
        else:
            self._outcomes.judge(*span(outcomes.COMPILED, self.sent.size), len(self.waiting), 0)

    def _go_on(self) -> None:
        """Work out who tries again, and how calls end, of attempts that are judged."""
        if COMPILED:
            for strip in range(len(self._cohorts.table)):
                self._kernel.go_on(self._step, strip)
        else:
            first, last = span(outcomes.COMPILED, self.sent.size)
            classes = len(self.waiting)
            if self._endless:
                self._outcomes.repeat(first, last, classes, 0)
            self._outcomes.try_again(first, last, classes, 0)
            self._outcomes.remember(first, last, classes * (last - first))
            self._conclusion.conclude(*span(overdue.COMPILED, self.sent.size))
            self._cohorts.put(self._step, self._whole)

    def _conclude_anew(self, missed: Places, second: Array | None) -> None:
        """Work out the same, and in cells that are `missed`, where attempts are given up that reached nobody, more.

        The attempts made now are judged by what they meet now. Of the calls that end now, those are lost whose last attempt
        reached nobody; the others that are tried again are answered at last, as those are that are new.
        """
        callees, met, at = self._callees, self._callees.met, np.unravel_index(missed, self.sent.shape)
        rows, columns = at
        late = callees.late(rows, self._patience_s[rows])[np.arange(rows.size), columns] * (1.0 if second is None else second[at])
        answered = met.working[at] * (1 - late)
        self.late[at], self.good[at] = late, met.accepted[at] * answered
        self._kept[at] = met.accepted[at] * (answered + late)
        again = (self.waiting[1:, rows, columns] * self.passed[at] * self.good[at]).sum(axis=0)
        over = 1 - self._tried_on[:, rows, columns] * self.allowed[at]
        gone = (self._due()[:, rows, columns] * over).sum(axis=0)
        self._go_on()
        first = self.waiting[0][at]
        self.lost[at] = (gone + first * self.lost[at] + _LEAST) / (gone + first + again + _LEAST)

    def _due(self) -> Array:
        """Return the attempts that are given up in this step, by class."""
        whole = self._whole
        if COMPILED:
            whole = self._cohorts.whole()
            self._cohorts.take(self._step, whole)
        return whole[: len(self.waiting)]

    def _pause(self) -> None:
        """Let those who try again pause."""
        self._step += 1
        self._paused.through(self._further)
        if self._endless:
            self.waiting[-1] = np.minimum(self.waiting[-1] + self._repeating.through(self._over), MOST)

    def _leave(self, copied: Array | None, second: Array | None) -> None:
        """Take those out that will not be answered in time; and of two copies the one that is not needed for an answer.

        That one waits as often as anybody; else it is served meanwhile, half as long as it takes, as either may end first.
        """
        rows, callees = self.cancelling, self._callees
        arriving, hopeless = self.sent[rows] * callees.met.accepted[rows], callees.late(rows, self._patience_s[rows])
        needless = 0.0
        if copied is not None and second is not None:
            found = callees.found(rows)
            behind = np.where(found.servers <= 1, 1.0, found.waits)  # behind the first copy, where there is one server
            hopeless = hopeless * second[rows]
            needless = copied[rows] * (1 - hopeless) * (1 + behind) / 2
            hopeless = hopeless * (1 + (copied[rows] > 0))  # who is given up had two
        self.hopeless += (self._given_up - self._given_up_on.through(self._given_up.copy())) * self._step_s
        self._given_up = (self._given_up + arriving * hopeless) / 2
        self.leaving = (self.leaving + arriving * (hopeless + needless)) / 2

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
