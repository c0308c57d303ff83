"""Whether a system came back, and when."""

from math import inf

from sosgraph.simulation.course import Course

WELL = 0.95
"""From this share of what arrives on that is answered without error, a system counts as well."""
_LAST = 0.05  # of the time


def stuck(course: Course) -> bool:
    """Return whether goodput is still low at the end: over the last twentieth of the time."""
    last = max(1, round(len(course.times_s) * _LAST))
    return sum(course.goodput[-last:]) < WELL * sum(course.arriving[-last:])


def recovered_s(course: Course, since_s: float) -> float:
    """Return how long after `since_s` the system has been well for good; infinite where it is not at the end."""
    since = inf
    for time_s, arriving, good in zip(course.times_s, course.arriving, course.goodput, strict=True):
        if good < WELL * arriving:
            since = inf
        elif since == inf:
            since = time_s
    return max(0.0, since - since_s)
