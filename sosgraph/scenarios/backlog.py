"""What is left to work off when what happens is over, or when a run ends, and how long that takes: backlog / spare capacity."""

from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from statistics import pstdev
from typing import NamedTuple

from sosgraph.scenarios.reading import Ending, Reading, Windows, mean
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network

_EVEN = 0.05  # by which share the pace of an even trend may change
_LEFT = 0.05  # as with goodput, of which 95 % are back
_CHANCE = 3  # standard deviations
_FEW = 5  # times of a course: in so few a pace is not told exactly
_LONGER, _TOLD_S = 1.5, 1.0  # than until goodput is back, and at all


class Backlog(NamedTuple):
    """So many `requests` wait at station `place` when what happens is over, which is back `back_s` later."""

    place: int
    requests: float
    back_s: float


def backlog(
    network: Network, course: Course, timing: Timing, said: Reading, at: Windows, more: Sequence[float]
) -> Backlog | None:
    """Return the backlog that takes longest, with `more` by station than the course says; None where there is no such trend.

    Of a course that is back, the time to come back grows with what waits; of another one, what waits at its end has to get less
    at an even pace.
    """
    ended, over = _over(course, timing)
    if said.ending is Ending.BACK:
        place = max(range(len(more)), key=lambda place: (more[place], -place), default=0)
        then = course.waiting[place][over] if more else 0.0
        if not more or more[place] <= 0 or then <= 0 or not said.back_s:
            return None
        back_s = _longer_s(network, course, place, at, said.back_s, then, more[place])
        return Backlog(place, then + more[place], back_s)
    left = draining(course, at) if said.ending in (Ending.STUCK, Ending.BETTER, Ending.PARTLY) else None
    if left is None:
        return None
    added, step_s = more[left.place] if more else 0.0, course.times_s[-1] / len(course.times_s)
    seen_s = (at.after.start + at.after.stop) / 2 * step_s - ended
    return Backlog(left.place, course.waiting[left.place][over] + added, seen_s + (left.requests + added) / left.per_s)


def _over(course: Course, timing: Timing) -> tuple[float, int]:
    """Return when what happens is over, and the position of the last time before."""
    ended = timing.calm_s + timing.end_s
    return ended, max(0, bisect_left(course.times_s, ended * (1 + 1e-9)) - 1)


def queue_behind(
    network: Network, course: Course, timing: Timing, said: Reading, at: Windows, more: Sequence[float] = ()
) -> Backlog | None:
    """Return the queue that is there longest though goodput is back: who waits in it is answered, late.

    There are `more` by station than the course says. It is gone when no more than 5 % are left of those who wait there more than
    before, or what chance has wait there. Past the end of the course, and for those that it does not say, it gets less at the
    pace until then, if that can be seen: where it is gone too soon, as fast as a station can that asks nobody. None where goodput
    takes about as long to come back.
    """
    ended, over = _over(course, timing)
    found = []
    for place, station in enumerate(network.stations):
        if station.per_s == inf:
            continue
        waiting, added = course.waiting[place], more[place] if more else 0.0
        usual, most = mean(waiting, at.before), max(waiting[over : over + 2])  # what a pause held back comes right after it
        seen = most - usual
        enough = max(_LEFT * seen, _CHANCE * pstdev(waiting[at.before.start : at.before.stop]))
        if seen < 1 or seen <= enough:
            continue
        gone = next((later for later in range(over + 1, len(waiting)) if waiting[later] - usual <= enough), None)
        last_s = course.times_s[-1 if gone is None else gone] - ended
        if gone is None:
            left = mean(waiting, at.after) - usual
            last_s = last_s * seen / (seen - left) if seen - left > enough else inf
        if _LONGER * (said.back_s or 0.0) < last_s < inf:
            found.append(Backlog(place, most + added, _longer_s(network, course, place, at, last_s, seen, added)))
    found = [each for each in found if each.back_s > _TOLD_S]
    return max(found, key=lambda each: each.back_s, default=None)


def _longer_s(network: Network, course: Course, place: int, at: Windows, seen_s: float, seen: float, added: float) -> float:
    """Return how long so many more than were `seen` take: at that pace; where it is not told exactly, no slower than it can.

    A station that asks nobody can serve what is to spare there.
    """
    if not added:
        return seen_s
    at_that_pace = seen_s * (seen + added) / seen
    spare = network.stations[place].per_s - mean(course.offered[place], at.after)
    told = seen_s > _FEW * course.times_s[-1] / len(course.times_s)
    if told or not 0 < spare < inf or any(link.caller == place for link in network.links):
        return at_that_pace
    return min(at_that_pace, (seen + added) / spare)


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
