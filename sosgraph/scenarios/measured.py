"""What a simulated run comes to, in the same properties that composition predicts."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from math import ceil, hypot, inf, log10, sqrt
from typing import NamedTuple

from sosgraph.scenarios.prediction import ANSWERED, GOODPUT_OFF, Interval, Prediction
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course

PROPERTIES = Prediction._fields
"""The names of what is predicted and measured, in the order in which it is told."""
_SLACK = {"availability": 0.01, "goodput_per_s": GOODPUT_OFF, "p99_s": 1.0, "recovery_s": 0.05, "beyond": 0.0}
"""How much of what is predicted a value may be off before that counts: what the two simulations differ by, and more."""
_BACK = 0.95
_TENTH = 10
_COUNTED = 3000
_LEAST = 1e-4  # a share that is none: it is told as 0 %
_ENOUGH = 30  # requests of one run; of rates, one
_DEVIATIONS = 3


class Measured(NamedTuple):
    """The values of `Prediction` in one run: `p99_s` None where no request was timed, `recovery_s` infinite where never.

    `step_s` is how exactly times are known, `chance` by which share the goodput may be off by chance alone, `swing` the
    availability, `stopped` why the run says nothing: it ended before its time, or hardly anything came (else empty). `hit` are
    the components that fail their callers because of what happens, though nothing connects them with it. Less than `least`, a
    share, or `least_per_s`, a rate, is none: as many are told as 0 %, or come to less than one request.
    """

    availability: float
    goodput_per_s: float
    p99_s: float | None
    recovery_s: float
    step_s: float
    chance: float = 0.0
    stopped: str = ""
    swing: float = 0.0
    hit: tuple[str, ...] = ()
    least: float = 0.0
    least_per_s: float = 0.0

    @property
    def beyond(self) -> float:
        """How many are hit."""
        return float(len(self.hit))


def measured(course: Course, timing: Timing, timed: bool, wobble_s: float = 0.0) -> Measured:
    """Return what a run comes to; `timed` tells whether single requests were simulated.

    `wobble_s` is the relative variance of the share that is answered in time, as a mean over one second.
    """
    first = bisect_right(course.times_s, timing.calm_s * (1 + 1e-9))
    ended = bisect_right(course.times_s, (timing.calm_s + timing.end_s) * (1 + 1e-9))
    arriving, good = (sum(each[first:]) for each in (course.arriving, course.goodput))
    last = max(1, (len(course.times_s) - ended) // _TENTH)
    step_s = course.times_s[-1] / len(course.times_s) if course.times_s else 0.0
    wide = _window(course.arriving, step_s)
    share = _shares(course, wide)
    asked = arriving * step_s
    least = max(_LEAST, 1 / asked) if asked else 0.0
    usual = share[max(0, first - 1)] if share else 1.0
    usual = usual if usual > least else 0.0
    back = _BACK * usual * max(0.0, 1 - _swing(wobble_s, wide * step_s))
    low = [place for place in range(ended + wide - 1, len(share)) if share[place] < back]
    lowest = low[-1] if low else ended - 1
    recovery_s = inf if lowest == len(share) - 1 else (lowest - ended + 1) * step_s
    goodput = sum(course.goodput[-last:]) / last
    availability = min(1.0, good / arriving) if arriving else 1.0
    came = sum(course.arriving[-last:]) / last
    p99_s = _p99(course, goodput, came) if timed else None
    chance = hypot(_DEVIATIONS / sqrt(max(1.0, came * last * step_s)), _swing(wobble_s, last * step_s))
    swing = _swing(wobble_s, (len(course.times_s) - first) * step_s)
    least_per_s = max(_LEAST * came, 1 / (last * step_s)) if asked else 0.0
    few = f"too few requests to say: {asked:.2g} in all" if asked < (_ENOUGH if timed else 1.0) else ""
    stopped = course.stopped or few
    return Measured(availability, goodput, p99_s, recovery_s, wide * step_s, chance, stopped, swing, (), least, least_per_s)


def _swing(wobble_s: float, seconds: float) -> float:
    """Return by which share a mean over so many seconds may be off by chance."""
    return _DEVIATIONS * sqrt(wobble_s / seconds) if seconds else 0.0


def _window(arriving: Sequence[float], step_s: float) -> int:
    """Return in how many steps so many requests arrive that chance does not look like an outage; a tenth of all at most."""
    mean = sum(arriving) / max(1, len(arriving)) * step_s
    return max(1, min(ceil(_COUNTED / mean) if mean else 1, len(arriving) // _TENTH))


def _shares(course: Course, wide: int) -> list[float]:
    """Return by time which share of what arrived in the `wide` steps before was answered."""
    came, went = ([0.0, *accumulate(each)] for each in (course.arriving, course.goodput))
    sums = [(came[place] - came[max(0, place - wide)], went[place] - went[max(0, place - wide)]) for place in range(1, len(came))]
    return [answered / arrived if arrived else 1.0 for arrived, answered in sums]


def _p99(course: Course, good: float, arriving: float) -> float:
    """Return the 99 % quantile of the response times of what is answered; infinite where clearly more than 1 % is not."""
    if good < ANSWERED * arriving or not course.latency_s:
        return inf
    return float(course.latency_s[int(0.99 * (len(course.latency_s) - 1))])


def surprising(name: str, predicted: Interval, value: float, found: Measured) -> bool:
    """Tell whether a value of what was found lies outside of what is predicted, by more than the slack of its property."""
    slack = _SLACK[name]
    if name == "recovery_s":
        return value > predicted.high * (1 + slack) + 2 * found.step_s
    if name == "p99_s":  # a time, which may be so many times as long or as short
        return not predicted.low / (1 + slack) <= value <= predicted.high * (1 + slack)
    if name in ("availability", "goodput_per_s"):
        chance, least = (found.chance, found.least_per_s) if name == "goodput_per_s" else (found.swing, found.least)
        low, high = (end * max(slack, chance) for end in predicted)
        return not predicted.low - max(low, least) <= value <= predicted.high + max(high, least)
    return not predicted.low * (1 - slack) <= value <= predicted.high * (1 + slack)


def nines(predicted: Interval, value: float, requests: float) -> float:
    """Return how many nines fewer (below zero) or more a share is than predicted; 0 within the interval.

    The logarithm of the ratio of what fails; of `requests`, less than one failing cannot be seen.
    """
    nearest = min(max(value, predicted.low), predicted.high)
    least = 1 / max(requests, 1.0)
    return log10(max(1 - nearest, least) / max(1 - value, least))
