"""How often luck alone answers in time where rates say that a system stays down: rates are means, and leave luck out."""

from math import exp, inf, isinf, lgamma, log, sqrt
from typing import NamedTuple

from sosgraph.scenarios.reading import Windows, mean
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network

_FAR = 10  # standard deviations


class Luck(NamedTuple):
    """Station `place` serves the `requests` that are there `within_s` with a `chance`, and so in `times` such times that pass."""

    place: int
    requests: int
    within_s: float
    chance: float
    times: float


def luck(network: Network, course: Course, timing: Timing, at: Windows) -> Luck | None:
    """Return how often luck is expected after what happens, at the call that is given up most often; None where none is.

    All who wait in a queue are late together, or in time together. To come back by luck, a system needs answers in time for about
    as long as a caller waits for one: by Markov's inequality that is no likelier than the mean of such times that pass, `times`.
    """
    given_up = [mean(each, at.after) for each in course.timeouts]
    most = max(range(len(given_up)), key=lambda place: (given_up[place], -place), default=-1)
    if most < 0 or not given_up[most] or isinf(network.links[most].timeout_s):
        return None
    place, within_s = network.links[most].callee, network.links[most].timeout_s
    waiting, served = (mean(channel[place], at.after) for channel in (course.waiting, course.served))
    if isinf(waiting):
        return None
    chance = at_least(round(waiting), served * within_s)
    return Luck(place, round(waiting), within_s, chance, chance * (timing.until_s - timing.end_s) / within_s)


def at_least(count: int, expected: float) -> float:
    """Return the chance that a Poisson count is `count` or more; so many exponential services of busy servers end in a time."""
    if count <= 0 or count < expected - _FAR * sqrt(expected):
        return 1.0
    if not expected:
        return 0.0
    term = exp(count * log(expected) - expected - lgamma(count + 1.0))
    total, before = 0.0, -inf
    while total > before:
        before, total = total, total + term
        count += 1
        term *= expected / count
    return min(total, 1.0)
