"""What courses say that are drawn by hand."""

from collections.abc import Callable
from math import inf

import pytest

from sosgraph.fluid.run import run as in_rates
from sosgraph.requests.run import run as by_request
from sosgraph.scenarios.reading import Ending, holds_more_s, reading, windows
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger

_TIMING = Timing(20.0, 10.0, 100.0)


def _course(answered: Callable[[int], float], waiting: Callable[[int], float] = lambda second: 0.0) -> Course:
    """Return a course of 120 s in which 100/s arrive; `answered` and `waiting` are by second on the clock of what happens."""
    times = [float(second) for second in range(1, 121)]
    good = [100 * answered(second - 21) for second in range(1, 121)]
    failed = [100 - each for each in good]
    queue = [waiting(second - 21) for second in range(1, 121)]
    some = [[100.0] * 120]
    return Course(times, [100.0] * 120, good, failed, some, some, [queue], some, [], [], [])


def test_windows_follow_the_clock() -> None:
    """Before: the second half of the calm; during: while it happens; the end: its last tenth."""
    at = windows(_course(lambda second: 1.0), _TIMING)
    assert at.before == range(9, 19) or at.before == range(10, 20)
    assert at.during.stop - at.during.start == 10 and at.after == range(111, 120)


@pytest.mark.parametrize(("rate", "back_s"), [(5.0, 30 / 9), (20.0, 20.0)])
def test_back_is_when_the_backlog_is_gone_however_few_arrive(rate: float, back_s: float) -> None:
    """M/M/1 of 50/s works off what came in 30 s in 30 ρ / (1 - ρ); 400 arrivals, 80 s of 5/s, are no part of that."""
    network = Network((Station("web"), Station("db", 1, 0.02)), (Link(0, 1, timeout_s=1.0),), (rate, 0.0))
    timing = Timing(10.0, 30.0, 270.0)
    for seed in range(1, 6):
        course = by_request(network, [Trigger("outage", 1, start_s=10.0, duration_s=30.0)], seed, 280.0, 0.5)
        found = reading(course, timing)
        assert found.ending is Ending.BACK and found.back_s is not None and found.back_s <= 1.5 * back_s


@pytest.mark.parametrize(
    ("first_s", "end_s", "during", "more_s"),
    [
        (0.0, 10.0, range(20, 30), 0.0),
        (0.5, 10.0, range(21, 30), 0.0),
        (0.5, 9.5, range(21, 29), 0.0),
        (0.2, 0.4, range(20, 21), 1.0),
        (3.0, 3.4, range(23, 24), 1.0),
    ],
)
def test_during_holds_what_lies_in_between(first_s: float, end_s: float, during: range, more_s: float) -> None:
    """No second of before or after, but where what happens is shorter than one: that is told."""
    timing = Timing(20.0, end_s, 100.0, first_s=first_s)
    course = _course(lambda second: 1.0)
    assert windows(course, timing).during == during and holds_more_s(course, timing) == more_s


@pytest.mark.parametrize(
    ("answered", "ending", "back_s"),
    [
        (lambda second: 1.0, Ending.BACK, 0.0),
        (lambda second: float(not 0 <= second < 10), Ending.BACK, pytest.approx(0.0, abs=8)),
        (lambda second: float(not 0 <= second < 50), Ending.BACK, pytest.approx(40.0, abs=8)),
        (lambda second: float(second < 0), Ending.STUCK, None),
        (lambda second: 1.0 if second < 0 else 0.7, Ending.PARTLY, None),
        (lambda second: 0.1, Ending.NEVER, None),
        (lambda second: 1.0 if second < -6 else 0.46, Ending.NEVER, None),
        (lambda second: 1.0 if second < 0 or second > 99 else 0.0, Ending.STUCK, None),
    ],
)
def test_endings(answered: Callable[[int], float], ending: Ending, back_s: float | None) -> None:
    """Back at 95 %, stuck below half, and nothing is called back that was only there for a moment."""
    found = reading(_course(answered), _TIMING)
    assert (found.ending, found.back_s) == (ending, back_s)


@pytest.mark.parametrize(
    ("waiting", "improving"),
    [(lambda second: 1000.0 - 5 * second, True), (lambda second: 1000.0, False), (lambda second: 1000.0 + second, False)],
)
def test_what_gets_better_is_told_apart(waiting: Callable[[int], float], improving: bool) -> None:
    """A queue that gets shorter and would be empty within an hour is no end yet."""
    found = reading(_course(lambda second: float(second < 0), waiting), _TIMING)
    assert found.improving is improving and found.ending is (Ending.BETTER if improving else Ending.STUCK)


def test_chance_does_not_get_better() -> None:
    """A third is answered, now more and now less of it: that the last of it is more than what was before is luck."""
    swings = lambda second: 1.0 if second < 0 else 0.33 + (0.1 if second % 11 < 5 else -0.1) + (0.03 if second > 90 else 0.0)  # noqa: E731
    found = reading(_course(swings), _TIMING)
    assert found.ending is Ending.STUCK and not found.improving


def test_chance_is_no_outage() -> None:
    """Of few requests, now more and now fewer end in a second than arrive in it."""
    times = [float(second) for second in range(1, 121)]
    good = [(3.0, 7.0, 5.0, 4.0, 6.0)[second % 5] for second in range(120)]
    one: list[list[float]] = [[5.0] * 120]
    course = Course(times, [5.0] * 120, good, [0.0] * 120, one, one, one, one, [], [], [])
    assert reading(course, _TIMING)[:1] == (Ending.BACK,) and reading(course, _TIMING).back_s == 0.0


@pytest.mark.parametrize(
    ("waiting", "ending"),
    [
        (lambda second: 3.0 * max(0, second), Ending.PARTLY),
        (lambda second: 1.0 * max(0, second), Ending.BACK),  # 1 % of what arrives
        (lambda second: 500.0 if second > 10 else 0.0, Ending.BACK),
        (lambda second: 3.0 * max(0, min(second, 100 - second)), Ending.BACK),
    ],
)
def test_nothing_is_back_while_a_queue_grows(waiting: Callable[[int], float], ending: Ending) -> None:
    """However much is answered: a queue that is as long as it was, or gets shorter again, is none that grows."""
    assert reading(_course(lambda second: 0.97, waiting), _TIMING).ending is ending


def test_second_copies_that_are_more_than_can_be_served_keep_it_from_coming_back() -> None:
    """Of 240/s each is sent twice once all take 50 ms, where 400/s can be served and nobody gives up; once is no such load."""
    timing = Timing(20.0, 10.0, 130.0)
    for hedge_s, ending in ((0.05, Ending.PARTLY), (inf, Ending.BACK)):
        network = Network((Station("web"), Station("db", 4, 0.01)), (Link(0, 1, hedge_s=hedge_s),), (240.0, 0.0))
        triggers = [Trigger("outage", 1, start_s=timing.calm_s, duration_s=timing.end_s)]
        courses = [*in_rates(network, [triggers], timing.whole_s).courses]
        courses += [by_request(network, triggers, seed, timing.whole_s, 0.5) for seed in range(3)]
        assert {reading(each, timing).ending for each in courses} == {ending}


def test_an_empty_course_says_that_nothing_came() -> None:
    """As when its bound is reached at once."""
    assert reading(Course([], [], [], [], [], [], [], [], [], [], []), _TIMING).ending is Ending.NEVER


def test_during_is_while_something_happens() -> None:
    """What happens from second 4 to 10 is not watered down by the good seconds before it."""
    good = [50.0] * 24 + [0.0] * 6 + [50.0] * 90
    times = [float(second) for second in range(1, 121)]
    some = [[50.0] * 120]
    course = Course(times, [50.0] * 120, good, [50.0 - each for each in good], some, some, some, some, [], [], [])
    assert reading(course, _TIMING._replace(first_s=4.0)).during == 0.0
    assert reading(course, _TIMING).during == 20.0


def test_who_was_asked_nothing_afterwards_is_undecided() -> None:
    """It neither came back nor stays down."""
    busy = [50.0] * 30 + [0.0] * 90
    some = [[0.0] * 120]
    course = Course([float(second) for second in range(1, 121)], busy, busy, [0.0] * 120, some, some, some, some, [], [], [])
    assert reading(course, _TIMING).ending is Ending.UNDECIDED


def test_who_answers_all_but_little_was_overloaded_and_not_down() -> None:
    """9.98 of 10/s, and ever more wait; or 2 of 10/s."""
    for good, overloaded in ((9.98, True), (2.0, False)):
        queue = [[3.0 * second for second in range(120)]]
        course = Course(
            [float(second) for second in range(1, 121)],
            [10.0] * 120,
            [good] * 120,
            [0.0] * 120,
            queue,
            queue,
            queue,
            queue,
            [],
            [],
            [],
        )
        said = reading(course, _TIMING)
        assert said.ending is Ending.NEVER and said.overloaded is overloaded
