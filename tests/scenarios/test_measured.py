"""What a course comes to, on courses whose every value is known."""

from collections.abc import Callable
from math import inf

import pytest

from sosgraph.scenarios.measured import measured
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course

_WHEN = Timing(20, 10, 170)
"""Calm for 20 s, ten seconds of trigger, 160 s of afterwards."""


def course(good: Callable[[float], float], rate: float = 1000.0, latency_s: tuple[float, ...] = ()) -> Course:
    times = [float(second) for second in range(1, 191)]
    answered = [rate * good(time - 20) for time in times]
    failed = [rate - each for each in answered]
    return Course(times, [rate] * len(times), answered, failed, (), (), (), (), (), (), (), latency_s)


def test_nothing_happened() -> None:
    """All is answered, and nobody had to recover."""
    found = measured(course(lambda _: 1.0), _WHEN, False)
    assert (found.availability, found.goodput_per_s, found.recovery_s, found.p99_s) == (1, 1000, 0, None)


def test_what_was_before_is_not_counted() -> None:
    """Availability is of the 170 seconds from the trigger on; of these 10 are lost."""
    found = measured(course(lambda time: float(not 0 < time <= 10)), _WHEN, False)
    assert found.availability == pytest.approx(160 / 170) and found.goodput_per_s == 1000 and found.recovery_s == 0


@pytest.mark.parametrize("back_s", [20.0, 80.0, 120.0])
def test_recovery_is_when_it_stays_good(back_s: float) -> None:
    """Goodput is back for three seconds in between, which is no recovery; times are known as exactly as the step says."""
    found = measured(course(lambda time: float(time <= 0 or time > 10 + back_s or 15 < time <= 18)), _WHEN, False)
    assert back_s <= found.recovery_s <= back_s + found.step_s


def test_what_stays_down_never_recovers() -> None:
    """Be it in part."""
    assert measured(course(lambda time: float(time <= 0)), _WHEN, False).recovery_s == inf
    assert measured(course(lambda time: 1.0 if time <= 0 else 0.9), _WHEN, False).recovery_s == inf
    assert measured(course(lambda time: 1.0 if time <= 0 else 0.96), _WHEN, False).recovery_s == 0


def test_the_slowest_of_a_hundred() -> None:
    """Of what is answered; of a system that answers less than half it is never."""
    times = tuple(float(number) for number in range(1, 101))
    assert measured(course(lambda _: 1.0, latency_s=times), _WHEN, True).p99_s == 99
    assert measured(course(lambda time: float(time <= 0), latency_s=times), _WHEN, True).p99_s == inf


def test_chance_is_larger_where_less_arrives() -> None:
    """Three deviations of the 16 s at the end: 3 / √16,000 and 3 / √160."""
    many, few = (measured(course(lambda _: 1.0, rate), _WHEN, True).chance for rate in (1000, 10))
    assert many == pytest.approx(3 / 16000**0.5) and few == pytest.approx(3 / 160**0.5)
