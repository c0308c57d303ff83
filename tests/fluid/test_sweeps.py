"""Loads up and down, and triggers of all sizes and durations."""

from math import inf

import pytest

from sosgraph.errors import BadCall
from sosgraph.fluid.recovery import recovered_s, stuck
from sosgraph.fluid.sweeps import hysteresis, tipping
from sosgraph.simulation.course import Course
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import DB, outage, storm


def test_a_storm_has_a_memory() -> None:
    """300/s and one retry: falls by itself between 292 and 294, and recovers at 140, below the hidden capacity of 150.

    Half a minute of 320/s brings it down for certain; one of 296/s does not, request by request.
    """
    found = hysteresis(storm(1.0), [100, 140, 160, 220, 280, 290, 296, 320], 600.0)
    assert (found.recovers, found.collapses) == (140, 296)
    assert found.up[:6] == pytest.approx([1] * 6, rel=1e-3) and found.down[2:] == pytest.approx([0] * 6, abs=1e-3)
    assert found.area == pytest.approx((290 - 150) / 220, abs=0.06)


def test_without_retries_there_is_none() -> None:
    """What goes up comes down the same way."""
    found = hysteresis(storm(1.0, attempts=1), [50, 100, 150, 200], 200.0)
    assert found.area == pytest.approx(0, abs=0.01) and found.collapses == inf and found.recovers == 200


def test_the_shortest_outage_that_tips_is_found_by_bisection() -> None:
    """O-5: between half a second and two at 280/s."""
    found = tipping(storm(), outage(20, 1), [1.0], [0.5, 2.0], 80.0)
    assert found.stuck == ((False, True),)
    assert 0.5 < found.shortest_s[0] < 2


def test_a_larger_trigger_needs_less_time() -> None:
    """The boundary falls: a loss of 10 % brings a load of 230/s down never, all of it sooner than half."""
    found = tipping(storm(230.0), Trigger("capacity-loss", DB, start_s=20), [0.1, 0.5, 1.0], [1.0, 8.0], 150.0)
    assert found.stuck[0] == (False, False) and found.shortest_s[0] == inf
    assert found.shortest_s[1] > found.shortest_s[2] > 0.5


def test_what_cannot_be_swept_is_said() -> None:
    """No loads, no durations, an outage of several sizes."""
    for wrong in (
        lambda: hysteresis(storm(), [], 10.0),
        lambda: tipping(storm(), outage(1, 1), [0.5, 1.0], [1.0], 10.0),
        lambda: tipping(storm(), outage(1, 1), [1.0], [], 10.0),
    ):
        with pytest.raises(BadCall, match="sweep"):
            wrong()


def made(goodput: list[float]) -> Course:
    times = [float(place + 1) for place in range(len(goodput))]
    return Course(times, [10.0] * len(times), goodput, [], [], [], [], [], [], [], [])


def test_recovery_is_from_when_on_all_is_well() -> None:
    """A relapse does not count, and whoever is not well at the end has not recovered."""
    well = made([10, 10, 0, 10, 3, 9.6, 10, 10])
    assert recovered_s(well, 3) == 3 and not stuck(well)
    assert recovered_s(made([10, 10, 0]), 2) == inf and stuck(made([10, 10, 0]))
    assert recovered_s(made([10, 10]), 5) == 0
