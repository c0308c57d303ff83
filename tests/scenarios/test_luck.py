"""Luck: how many services end in a time, as against the requests that are there."""

from math import inf

import pytest

from sosgraph.scenarios.luck import at_least, luck
from sosgraph.scenarios.reading import windows
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Link, Network, Station

_TIMING = Timing(calm_s=10.0, end_s=10.0, until_s=110.0, open=False)


@pytest.mark.parametrize(
    ("count", "expected", "chance"),
    [
        (0, 0.0, 1.0),
        (5, 0.0, 0.0),
        (1, 0.1, 0.09516258196404048),  # 1 - e^-0.1
        (60, 50.0, 0.0922650519589330),  # all others as scipy.special.gammainc has them
        (40, 50.0, 0.9354296310788672),
        (599, 500.0, 9.41327829426706e-06),
        (100_000, 99_000.0, 7.574199211774686e-04),
        (10, 500.0, 1.0),
        (1_000_000, 300.0, 0.0),
    ],
)
def test_a_poisson_count(count: int, expected: float, chance: float) -> None:
    """As exactly as doubles have it."""
    assert at_least(count, expected) == pytest.approx(chance, rel=1e-9, abs=1e-12)


def _course(waiting: float, timeouts: float) -> Course:
    def even(*values: float) -> list[list[float]]:
        return [[value] * 120 for value in values]

    return Course(
        [1.0 + place for place in range(120)],
        *even(70.0, 10.0, 60.0),
        even(70.0, 200.0),
        even(70.0, 100.0),
        even(0.0, waiting),
        even(0.0, 100.0),
        even(130.0),
        even(timeouts),
        even(0.0),
    )


def _network(timeout_s: float) -> Network:
    return Network((Station("web"), Station("db", 1, 0.01, waiting=60)), (Link(0, 1, timeout_s=timeout_s),), (70.0, 0.0))


def test_luck_comes_so_often_in_the_time_that_is_watched() -> None:
    """100 s are 200 timeouts, of which 9.2 % are lucky ones."""
    course = _course(60.0, 90.0)
    found = luck(_network(0.5), course, _TIMING, windows(course, _TIMING))
    assert found is not None and (found.place, found.requests, found.within_s) == (1, 60, 0.5)
    assert found.times == pytest.approx(200 * 0.0922650519589330)


@pytest.mark.parametrize(("waiting", "timeouts", "timeout_s"), [(60.0, 0.0, 0.5), (60.0, 90.0, inf), (inf, 90.0, 0.5)])
def test_there_is_no_luck_where_nobody_gives_up(waiting: float, timeouts: float, timeout_s: float) -> None:
    """Nor where nobody can count who waits."""
    course = _course(waiting, timeouts)
    assert luck(_network(timeout_s), course, _TIMING, windows(course, _TIMING)) is None
