"""What a course comes to, on courses whose every value is known."""

from collections.abc import Callable
from math import inf

import pytest

from sosgraph.scenarios.measured import measured, surprising
from sosgraph.scenarios.prediction import Interval
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
    """Of what is answered; where clearly more than one of a hundred is not, the slowest of them never is."""
    times = tuple(float(number) for number in range(1, 101))
    assert measured(course(lambda _: 1.0, latency_s=times), _WHEN, True).p99_s == 99
    for share, p99_s in ((0.0, inf), (0.54, inf), (0.93, inf), (0.95, 99)):
        assert (
            measured(course(lambda time, share=share: 1.0 if time <= 0 else share, latency_s=times), _WHEN, True).p99_s == p99_s
        )


def test_chance_is_larger_where_less_arrives() -> None:
    """Three deviations of the 16 s at the end: 3 / √16,000 and 3 / √160."""
    many, few = (measured(course(lambda _: 1.0, rate), _WHEN, True).chance for rate in (1000, 10))
    assert many == pytest.approx(3 / 16000**0.5) and few == pytest.approx(3 / 160**0.5)


def test_a_slow_queue_is_off_by_more() -> None:
    """Three deviations of what it wobbles over 16 s and over the whole run; what is within them is back."""
    steady = measured(course(lambda _: 1.0), _WHEN, True)
    found = measured(course(lambda _: 1.0), _WHEN, True, wobble_s=0.16)
    assert steady.swing == 0 and found.chance**2 - steady.chance**2 == pytest.approx(9 * 0.16 / 16)
    assert 0 < found.swing < found.chance
    assert not surprising("availability", Interval(0.8, 0.8), 0.8 * (1 - found.swing / 2), found)
    assert surprising("availability", Interval(0.8, 0.8), 0.8 * (1 - found.swing / 2), steady)
    assert measured(course(lambda time: 1.0 if time <= 0 else 0.9), _WHEN, False, wobble_s=1.0).recovery_s == 0


def test_a_difference_that_nobody_sees_is_none() -> None:
    """A hundredth of a percent, or one request: nothing and next to nothing are the same, up and down; more is not."""
    for rate, least, least_per_s in ((1000.0, 1e-4, 0.1), (1.0, 1 / 170, 1 / 16)):
        found = measured(course(lambda _: 0.0, rate), _WHEN, True)
        assert (found.least, found.least_per_s) == pytest.approx((least, least_per_s))
        for name, one in (("availability", least), ("goodput_per_s", least_per_s)):
            assert not surprising(name, Interval(0.0, 0.0), one * 0.9, found)
            assert not surprising(name, Interval(one * 0.9, one), 0.0, found)
            assert surprising(name, Interval(0.0, 0.0), one * 1.1, found)
            assert surprising(name, Interval(one * 2, one * 3), 0.0, found)


@pytest.mark.parametrize(("value", "other"), [(0.51, False), (0.49, True), (1.99, False), (2.01, True), (inf, True)])
def test_a_response_time_may_be_twice_as_long_or_as_short(value: float, other: bool) -> None:
    """As documented; where none was to be expected, none surprises nobody."""
    found = measured(course(lambda _: 1.0), _WHEN, True)
    assert surprising("p99_s", Interval(1.0, 1.0), value, found) is other
    assert not surprising("p99_s", Interval(inf, inf), inf, found)


def test_few_requests_say_nothing() -> None:
    """None at all in rates, 30 where each is simulated: then a run tells nothing about what was predicted."""
    times = [float(second) for second in range(1, 191)]
    for rate, timed, few in ((0.1, True, True), (0.2, True, False), (0.001, False, True), (0.1, False, False)):
        even = [rate] * len(times)
        course = Course(times, even, even, [0.0] * len(times), (), (), (), (), (), (), ())
        assert measured(course, _WHEN, timed).stopped.startswith("too few requests to say") is few
