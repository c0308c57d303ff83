"""Long stretches in which nothing happens any more, shortened: what is steady, or grows evenly, need not be simulated."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import isinf
from typing import NamedTuple

from sosgraph.errors import BadCall
from sosgraph.quantity import format_duration
from sosgraph.scenarios.timing import LONGEST_S, Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

_LEAST_S = 600.0
_STEADY = 0.01  # by which share of what arrives something may still change


class Stretch(NamedTuple):
    """So much is left out, `skipped_s`, at the end of the seconds from `start_s` to `end_s` on the clock that is simulated."""

    start_s: float
    end_s: float
    skipped_s: float


class Shortened(NamedTuple):
    """Triggers and timing on the clock that is simulated, and what was left out of it."""

    triggers: tuple[Trigger, ...]
    timing: Timing
    stretches: tuple[Stretch, ...] = ()


def shortened(triggers: Sequence[Trigger], timing: Timing) -> Shortened:
    """Return the triggers with what lasts longest between two changes cut, where all that happens takes more than an hour.

    What is left is as long as the calm before, which is ten of the longest timeouts and more, and ten minutes at least.
    """
    if timing.end_s <= LONGEST_S:
        return Shortened(tuple(triggers), timing)
    longest = max(_LEAST_S, timing.calm_s)
    changes = sorted({timing.calm_s, *(at for each in triggers for at in (each.start_s, each.end_s) if not isinf(at))})
    moved, stretches = {changes[0]: changes[0]}, []
    for before, after in pairwise(changes):
        kept = min(after - before, longest)
        moved[after] = moved[before] + kept
        if kept < after - before:
            stretches.append(Stretch(moved[before], moved[after], after - before - kept))
    left = sum(each.skipped_s for each in stretches)
    sooner = tuple(
        each._replace(
            start_s=moved[each.start_s],
            duration_s=each.duration_s if isinf(each.end_s) else moved[each.end_s] - moved[each.start_s],
        )
        for each in triggers
    )
    first_s = moved.get(timing.calm_s + timing.first_s, timing.calm_s) - timing.calm_s
    cut = timing._replace(end_s=timing.end_s - left, until_s=timing.until_s - left, first_s=first_s)
    return Shortened(sooner, cut, tuple(stretches))


def grown(network: Network, course: Course, stretches: Iterable[Stretch]) -> list[float]:
    """Return by station how many more requests wait after all that was left out than the course says.

    Raises `BadCall` where something else than a queue still changed before, so that nobody knows what longer would come to.
    """
    more = [0.0] * len(network.stations)
    for each in stretches:
        early, late = (_places(course, each, part) for part in (0.5, 0.75))
        apart_s = (each.end_s - each.start_s) / 4
        arriving = max(1e-9, _mean(course.arriving, late))
        rates = (course.goodput, course.failed, *course.offered, *course.served, *course.refused, *course.retries)
        changing = any(abs(_mean(one, late) - _mean(one, early)) > _STEADY * max(arriving, _mean(one, late)) for one in rates)
        first = _places(course, each, 0.25)
        for place, waiting in enumerate(course.waiting):
            pace = (_mean(waiting, late) - _mean(waiting, early)) / apart_s
            before = (_mean(waiting, early) - _mean(waiting, first)) / apart_s
            changing |= abs(pace - before) > _STEADY * arriving
            if abs(pace) > _STEADY * arriving / 10:
                more[place] += pace * each.skipped_s
                changing |= pace < 0 or network.stations[place].slowing_s > 0 or network.stations[place].waiting is not None
        if changing:
            whole = format_duration(each.end_s - each.start_s + each.skipped_s)
            known = format_duration(each.end_s - each.start_s)
            raise BadCall(
                f"what happens lasts {whole}, of which {known} were simulated: it is not steady by then, so that nobody knows "
                f"what is at its end; say a duration of {format_duration(LONGEST_S)} at most"
            )
    return more


def during(course: Course, timing: Timing, stretches: Iterable[Stretch], seen: float) -> float:
    """Return the goodput while something happens, of which `seen` was simulated, with what was left out: as right before it."""
    length_s = timing.end_s - timing.first_s
    total = seen * length_s
    for each in stretches:
        if each.end_s <= timing.calm_s + timing.first_s:
            continue
        total += _mean(course.goodput, _places(course, each, 0.75)) * each.skipped_s
        length_s += each.skipped_s
    return total / length_s if length_s else seen


def _places(course: Course, stretch: Stretch, share: float) -> range:
    """Return the quarter of a stretch that begins after this share of it."""
    step_s = course.times_s[-1] / len(course.times_s)
    length_s = stretch.end_s - stretch.start_s
    first, last = ((stretch.start_s + part * length_s) / step_s for part in (share, share + 0.25))
    end = min(len(course.times_s), int(last + 1e-6))
    return range(max(0, min(round(first), end - 1)), end)


def _mean(values: Sequence[float], among: range) -> float:
    return float(sum(values[among.start : among.stop])) / len(among)
