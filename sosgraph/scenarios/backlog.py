"""What is left to work off when a run ends, and about how long that takes: backlog / spare capacity, an estimate."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.scenarios.reading import Ending, Reading, Windows, mean
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course

_EVEN = 0.05  # by which share the pace of an even trend may change


class Backlog(NamedTuple):
    """So many `requests` wait at station `place` when what happens is over, which is back `back_s` later: an estimate."""

    place: int
    requests: float
    back_s: float


def backlog(course: Course, timing: Timing, said: Reading, at: Windows, more: Sequence[float]) -> Backlog | None:
    """Return the backlog that takes longest, with `more` by station than the course says; None where there is no such trend.

    Of a course that is back, the time to come back grows with what waits; of another one, what waits at its end has to get less
    at an even pace.
    """
    ended = timing.calm_s + timing.end_s
    over = max(0, bisect_left(course.times_s, ended * (1 + 1e-9)) - 1)
    if said.ending is Ending.BACK:
        place = max(range(len(more)), key=lambda place: (more[place], -place), default=0)
        then = course.waiting[place][over] if more else 0.0
        if not more or more[place] <= 0 or then <= 0 or not said.back_s:
            return None
        return Backlog(place, then + more[place], said.back_s * (then + more[place]) / then)
    left = draining(course, at) if said.ending in (Ending.STUCK, Ending.BETTER, Ending.PARTLY) else None
    if left is None:
        return None
    added, step_s = more[left.place] if more else 0.0, course.times_s[-1] / len(course.times_s)
    seen_s = (at.after.start + at.after.stop) / 2 * step_s - ended
    return Backlog(left.place, course.waiting[left.place][over] + added, seen_s + (left.requests + added) / left.per_s)


class Draining(NamedTuple):
    """So many `requests` wait at station `place` at the end, and get less by `per_s` each second."""

    place: int
    requests: float
    per_s: float


def draining(course: Course, at: Windows) -> Draining | None:
    """Return the longest queue at the end, where it gets shorter at an even pace; None where it does not."""
    place = max(range(len(course.waiting)), key=lambda place: (mean(course.waiting[place], at.after), -place))
    middle = range((at.earlier.start + at.after.start) // 2, (at.earlier.stop + at.after.stop) // 2)
    waiting = [mean(course.waiting[place], among) for among in (at.earlier, middle, at.after)]
    step_s = course.times_s[-1] / len(course.times_s)
    apart = ((middle.start - at.earlier.start) * step_s, (at.after.start - middle.start) * step_s)
    paces = [(waiting[part] - waiting[part + 1]) / (apart[part] or step_s) for part in range(2)]
    if paces[1] <= 0 or abs(paces[0] - paces[1]) > _EVEN * paces[1]:
        return None
    return Draining(place, waiting[2], paces[1])
