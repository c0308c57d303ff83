"""What a course says: how it was before, while something happened and at the end, and whether it came back."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from enum import Enum
from math import ceil, hypot, inf, isinf, sqrt
from statistics import stdev
from typing import NamedTuple

from sosgraph.scenarios.timing import LONGEST_S, Timing
from sosgraph.simulation.course import Course

BACK, HALF = 0.95, 0.5
_COUNTED = 400  # arrivals in a window, so that chance alone does not look like an outage
_BETTER = 0.02
_BATCHES, _CERTAIN, _LUCK = 8, 3, 0.2  # standard deviations that count as chance, up to a fifth of the share
_VISIBLE, _RARE = 0.005, 0.1
_EVEN = 1e-6


class Ending(Enum):
    """How a system is at the end, as against before: the value is the words for it.

    This is the only rule for what comes back: the share of good answers is 95 % of what it was and no queue grows (`BACK`), else
    half of it (`PARTLY`), or less; then it still gets better, so that nobody has seen whether it comes back (`BETTER`), or not.
    """

    BACK = "comes back"
    PARTLY = "comes back in part"
    BETTER = "still gets better"
    STUCK = "does not come back"
    NEVER = "is overloaded before anything happens"
    UNDECIDED = "was not simulated for long enough, or was asked nothing afterwards"


DOWN = (Ending.STUCK, Ending.NEVER)
"""How a system ends that stays down: it answers less than half of what it did, or of what arrives, and it gets no better."""
_WORST_FIRST = (*DOWN, Ending.BETTER, Ending.PARTLY, Ending.BACK, Ending.UNDECIDED)


class Reading(NamedTuple):
    """Rates in requests a second: `arriving`, and `goodput` before, during and at the end (the last tenth of the time).

    `back_s` is how long after the end of all triggers goodput was back at 95 % of what it was before, as a share of what
    arrives; None where it was not. `improving`: it still gets better at the end, in that fewer wait or more is answered.
    """

    ending: Ending
    arriving: float
    before: float
    during: float
    after: float
    back_s: float | None
    improving: bool

    @property
    def overloaded(self) -> bool:
        """Whether it answered half and more before anything happened, though ever more waited."""
        return self.ending is Ending.NEVER and self.before >= HALF * self.arriving > 0

    def told(self, per_s: float) -> float:
        """Return a rate as it is told: none where it is less than a millionth of what arrives, which is how exact a mean is."""
        return round(per_s, 6) if per_s >= 1e-6 * self.arriving else 0.0


class Windows(NamedTuple):
    """Ranges of positions in a course: before, during, the last tenth after what happens, and its fifth tenth.

    During is from the beginning of the first of what happens to the end of the last: of the times that lie wholly in between;
    where none does, of the one in which it begins, which holds more than that.
    """

    before: range
    during: range
    after: range
    earlier: range


def worst(endings: Iterable[Ending]) -> Ending:
    """Return the ending that tells most of several runs: one that stays down before all others."""
    return min(endings, key=_WORST_FIRST.index)


def windows(course: Course, timing: Timing) -> Windows:
    """Return the ranges; none is empty, be it that they overlap."""
    size = len(course.times_s)
    calm = bisect_left(course.times_s, timing.calm_s * (1 + 1e-9))
    begin_s = timing.calm_s + timing.first_s
    begun = bisect_left(course.times_s, begin_s * (1 + 1e-9))  # the time in which it begins, or that begins with it
    ended = bisect_left(course.times_s, (timing.calm_s + timing.end_s) * (1 + 1e-9))
    if begun + 1 < ended and begun * _step_s(course) < begin_s * (1 - 1e-9):
        begun += 1
    tenth = max(1, (size - ended) // 10)
    return Windows(
        _some(calm // 2, calm, size),
        _some(begun, ended, size),
        _some(size - tenth, size, size),
        _some(size - 6 * tenth, size - 5 * tenth, size),
    )


def holds_more_s(course: Course, timing: Timing) -> float:
    """Return how long the only time is that during is of, where what happens is shorter than that; else 0."""
    at, step_s = windows(course, timing).during, _step_s(course)
    return step_s if len(at) == 1 and timing.end_s - timing.first_s < step_s * (1 - 1e-9) and timing.end_s else 0.0


def _some(first: int, end: int, size: int) -> range:
    first = max(0, min(first, size - 1))
    return range(first, max(first + 1, min(end, size)))


def mean(values: Sequence[float], among: range) -> float:
    """Return the mean of the values at these positions."""
    return float(sum(values[among.start : among.stop])) / len(among)


def reading(course: Course, timing: Timing) -> Reading:
    """Return what the course says; of an empty one that nothing ever came."""
    if not course.times_s:
        return Reading(Ending.NEVER, 0.0, 0.0, 0.0, 0.0, None, False)
    at = windows(course, timing)
    if not any(course.arriving[at.during.stop :]):
        return Reading(Ending.UNDECIDED, 0.0, mean(course.goodput, at.before), mean(course.goodput, at.during), 0.0, None, False)
    usual, final = _share(course, at.before), _share(course, at.after)
    chance = _CERTAIN * hypot(*(_spread(course, each, len(each)) for each in (at.before, at.after)))
    enough = BACK * usual - min(chance, _LUCK * usual)
    if usual < HALF or _falls(course, at.before) or _grows(course, at.before):
        ending = Ending.NEVER
    elif final >= enough and not _grows(course, range(at.earlier.start, at.after.stop)):
        ending = Ending.BACK
    else:
        ending = Ending.PARTLY if final >= HALF * usual else Ending.STUCK
    better = ending is not Ending.BACK and _improving(course, at)
    if better and ending is Ending.STUCK:
        ending = Ending.BETTER
    return Reading(
        ending,
        mean(course.arriving, at.after),
        mean(course.goodput, at.before),
        mean(course.goodput, at.during),
        mean(course.goodput, at.after),
        _back_s(course, timing, at, BACK * min(usual, final)) if ending is Ending.BACK else None,
        better,
    )


def _share(course: Course, among: range) -> float:
    """Return which share of what ended was answered without error; of nothing that ended, though it arrived, none.

    That fewer ended than arrived counts where chance alone (four standard deviations of a Poisson count) does not explain it.
    """
    arriving, good = mean(course.arriving, among), mean(course.goodput, among)
    ended = good + mean(course.failed, among)
    count = arriving * len(among) * _step_s(course)
    expected = arriving * max(HALF, 1 - 4 * sqrt(2 / count)) if count else 0.0
    return good / max(ended, expected) if max(ended, expected) > 0 else 1.0


def _grows(course: Course, among: range) -> bool:
    """Tell whether ever more wait somewhere, faster than chance alone explains: more arrives than can be served."""
    half = len(among) // 2
    arrivals = mean(course.arriving, among) * half * _step_s(course)
    if not arrivals:
        return False
    early, late = range(among.start, among.start + half), range(among.stop - half, among.stop)
    more = max((mean(each, late) - mean(each, early) for each in course.waiting if not isinf(mean(each, early))), default=0.0)
    return more / arrivals > max(_BETTER, 0.0 if _even(course, among) else 4 * sqrt(2 / arrivals))


def _falls(course: Course, among: range) -> bool:
    """Tell whether less than half is answered in the later half of these times, by more than chance alone explains.

    Chance is three standard deviations of a share of one half.
    """
    late = among[len(among) // 2 :]
    arrivals = mean(course.arriving, late) * len(late) * _step_s(course)
    chance = 0.0 if _even(course, among) or not arrivals else _CERTAIN * HALF / sqrt(arrivals)
    return _share(course, late) < HALF - chance


def _even(course: Course, among: range) -> bool:
    """Tell whether arrivals are as even as rates are, so that nothing is chance."""
    seen = course.arriving[among.start : among.stop]
    return max(seen) - min(seen) < _EVEN * max(seen)


def _step_s(course: Course) -> float:
    return course.times_s[-1] / len(course.times_s)


def _spread(course: Course, among: range, wide: int) -> float:
    """Return the standard deviation by which chance alone changes the share of good answers in `wide` times, as these have it.

    By batch means: of eight parts, as if these were independent of one another; 0 where rates are steady.
    """
    size = len(among) // _BATCHES
    if not size:
        return 0.0
    starts = range(among.start, among.start + _BATCHES * size, size)
    return stdev(_share(course, range(start, start + size)) for start in starts) * sqrt(size / wide)


def _back_s(course: Course, timing: Timing, at: Windows, usual: float) -> float:
    """Return how long after the last trigger the share of good answers was last below `usual`.

    Where chance is seen, what is below later on but seldom is chance. A share takes so many arrivals to be told from chance that
    they may last for long: of the last that is below, all that is bad without a break from its beginning on is counted.
    """
    ended = timing.calm_s + timing.end_s
    first = bisect_left(course.times_s, ended * (1 + 1e-9))
    arrivals = max(1e-9, mean(course.arriving, range(len(course.times_s))) * _step_s(course))
    wide = max(1, min(len(course.times_s) - first, ceil(_COUNTED / arrivals)))
    chance = max(_spread(course, each, wide) for each in (at.before, at.after))
    enough = usual - min(_CERTAIN * chance, _LUCK * usual)
    starts = range(first, len(course.times_s) - wide + 1)
    low = [_share(course, range(start, start + wide)) < enough for start in starts]
    if chance > _VISIBLE and sum(low[low.index(False) :] if False in low else low) <= _RARE * len(low):
        last = low.index(False) - 1
    else:
        last = max((place for place, each in enumerate(low) if each), default=-1)
    if last < 0:
        return 0.0
    window, even = range(first + last + 1, first + last + wide), chance <= _VISIBLE
    good = (place for place in window if _share(course, range(place, place + 1)) >= enough)
    back = next((place for place in good if not even or course.goodput[place] >= enough * course.arriving[place]), window.stop)
    return course.times_s[back - 1] - ended


def _improving(course: Course, at: Windows) -> bool:
    """Tell whether more is answered than in the middle, or the longest queue would be empty within an hour at its pace.

    More than chance alone explains, that is.
    """
    chance = _CERTAIN * hypot(*(_spread(course, each, len(each)) for each in (at.earlier, at.after)))
    if _share(course, at.after) > _share(course, at.earlier) + max(_BETTER, chance):
        return True
    waiting = [(mean(each, at.earlier), mean(each, at.after)) for each in course.waiting]
    before, after = max((pair for pair in waiting if not isinf(pair[0])), default=(0.0, 0.0))
    pace = (before - after) / ((at.after.start - at.earlier.start) * _step_s(course) or inf)
    return pace * LONGEST_S > after
