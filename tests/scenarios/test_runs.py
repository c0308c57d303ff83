"""Runs are as long as they have to be, and calculated together where they are of one length."""

from collections.abc import Sequence

import pytest

from sosgraph.fluid.run import Courses
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.runs import ROUGH, Run, courses, of_one_length, requested
from sosgraph.scenarios.timing import LONGEST_S, Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger

_ONE = Network((Station("web", 1, 0.01),), (), (50.0,))
_OPEN = Timing(10.0, 10.0, 100.0, True)


class _Slow:
    """A stand-in for the fluid engine: a system that works off its queue for `needed_s` after what happens."""

    def __init__(self, needed_s: float) -> None:
        self.needed_s = needed_s
        self.calls: list[tuple[int, float]] = []

    def __call__(
        self,
        network: Network,
        scenarios: Sequence[Sequence[Trigger]],
        until_s: float,
        *,
        load_factors: Sequence[float],
        samples: int,
    ) -> Courses:
        """Return the same course for all scenarios."""
        self.calls.append((len(scenarios), until_s))
        times = [until_s * (place + 1) / samples for place in range(samples)]
        left = [max(0.0, 1 - max(0.0, time - 20) / self.needed_s) if time > 10 else 0.0 for time in times]
        good = [50.0 * (share == 0) for share in left]
        one: list[list[float]] = [[50.0] * samples]
        course = Course(times, one[0], good, [50 - each for each in good], one, one, [left], one, [], [], [])
        return Courses((course,) * len(scenarios), 1.0, samples, False)


@pytest.mark.parametrize(("needed_s", "until_s"), [(50.0, 100.0), (300.0, 400.0), (1500.0, LONGEST_S), (9000.0, 100.0)])
def test_what_gets_better_is_watched_longer(needed_s: float, until_s: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four times as long, until it is back or an hour is over; not at all where it would take hours."""
    monkeypatch.setattr("sosgraph.fluid.run.run", _Slow(needed_s))
    ((_, when),), _ = courses(_ONE, [Run((), _OPEN)], Means(), ROUGH)
    assert when.until_s == until_s


def test_a_time_that_is_asked_for_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much better it gets."""
    monkeypatch.setattr("sosgraph.fluid.run.run", _Slow(300.0))
    ((_, when),), _ = courses(_ONE, [Run((), _OPEN._replace(open=False))], Means(), ROUGH)
    assert when.until_s == 100.0


def test_runs_of_one_length_are_one_calculation(monkeypatch: pytest.MonkeyPatch) -> None:
    """Others are apart; the answers come in the order of the questions."""
    engine = _Slow(1.0)
    monkeypatch.setattr("sosgraph.fluid.run.run", engine)
    runs = [Run((), _OPEN), Run((), _OPEN._replace(until_s=50.0)), Run((), _OPEN)]
    found, coarse = courses(_ONE, runs, Means(), ROUGH)
    assert engine.calls == [(1, 60.0), (2, 110.0)] and not coarse
    assert [when.until_s for _, when in found] == [100.0, 50.0, 100.0]
    assert {run.timing.until_s for run in of_one_length(runs)} == {100.0} and of_one_length([]) == []


def test_a_run_that_reaches_its_bound_ends_there() -> None:
    """More requests than can be held: the timing is that of what was seen."""
    flood = Network((Station("web"), Station("db", 1, 1.0)), (Link(0, 1),), (1e6, 0.0))
    course, when = requested(flood, Run((), Timing(1.0, 0.0, 1000.0, True)), 1)
    assert course.stopped and when.until_s < 1000.0
