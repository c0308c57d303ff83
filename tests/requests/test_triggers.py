"""What each trigger does while it lasts, and afterwards."""

import pytest

from sosgraph.errors import BadCall
from sosgraph.requests.run import run
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger

_NETWORK = Network((Station("front"), Station("back", 20, 0.1)), (Link(0, 1, timeout_s=2.0),), (100.0, 0.0))


def struck(kind: str, place: int, on_link: bool = False, **more: float) -> Course:
    """Return a course of 60 s in steps of 1 s; the trigger is there from 20 to 30 s."""
    return run(_NETWORK, [Trigger(kind, place, on_link, 20.0, 10.0, **more)], 3, 60.0, 1.0)


def test_an_outage_lets_requests_wait() -> None:
    """Nothing is served, all come in, and afterwards the backlog is worked off."""
    course = struck("outage", 1)
    assert max(course.served[1][20:30]) == 0 and course.waiting[1][29] > 900
    assert course.served[1][31] == pytest.approx(200, rel=0.2)


def test_an_outage_of_a_link_loses_attempts() -> None:
    """They time out, and nobody reaches the station."""
    course = struck("outage", 0, on_link=True)
    assert max(course.offered[1][21:29]) == 0 and course.waiting[1][29] < 1
    assert sum(course.timeouts[0][22:31]) == pytest.approx(900, rel=0.15)
    assert course.goodput[40] == pytest.approx(100, rel=0.4)


def test_less_capacity() -> None:
    """Of 200 a second 60 % are gone: 80 are left; a part of a server is a slower one."""
    course = struck("capacity-loss", 1, share=0.6)
    assert sum(course.served[1][22:30]) / 8 == pytest.approx(80, rel=0.1)
    network = Network((Station("one", 1, 0.01),), (), (100.0,))
    half = run(network, [Trigger("capacity-loss", 0, share=0.5)], 1, 50.0, 10.0)
    assert half.served[0][-1] == pytest.approx(50, rel=0.1)


def test_a_spike() -> None:
    """Half as much again arrives from outside, as long as it lasts."""
    course = struck("load-spike", 0, factor=1.5)
    assert sum(course.arriving[20:30]) / 10 == pytest.approx(150, rel=0.1)
    assert sum(course.arriving[31:60]) / 29 == pytest.approx(100, rel=0.1)


def test_latency() -> None:
    """On a link or of a station, every answer takes so much longer: as many more requests wait in the caller."""
    for place, on_link in ((1, False), (0, True)):
        course = struck("latency", place, on_link, delay_s=0.5)
        assert sum(course.waiting[0][22:30]) / 8 == pytest.approx(60, rel=0.2)


def test_a_pause_ends_in_a_burst() -> None:
    """Nothing comes in, and all that would have does at once."""
    course = struck("pause", 1)
    assert max(course.offered[1][20:29]) == 0
    assert course.offered[1][29] + course.offered[1][30] == pytest.approx(1100, rel=0.15)


def test_errors() -> None:
    """A share of the answers are errors."""
    for place, on_link in ((1, False), (0, True)):
        course = struck("error", place, on_link, share=0.3)
        assert sum(course.failed[20:30]) / 10 == pytest.approx(30, rel=0.25)


def test_two_at_once() -> None:
    """The one that ends first does not end the other."""
    both = [Trigger("outage", 1, start_s=20.0, duration_s=10.0), Trigger("outage", 1, start_s=25.0, duration_s=10.0)]
    course = run(_NETWORK, both, 3, 60.0, 1.0)
    assert max(course.served[1][20:35]) == 0


@pytest.mark.parametrize("trigger", [Trigger("plague", 0), Trigger("pause", 0, on_link=True), Trigger("outage", 5)])
def test_a_trigger_that_cannot_be(trigger: Trigger) -> None:
    """Is named."""
    with pytest.raises(BadCall, match=trigger.kind):
        run(_NETWORK, [trigger], 1, 1.0, 1.0)
