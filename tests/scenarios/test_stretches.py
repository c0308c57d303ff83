"""What lasts long is cut to what can be told apart, and nothing but the cut changes."""

import pytest

from sosgraph.errors import BadCall
from sosgraph.fluid.run import run
from sosgraph.scenarios.backlog import backlog
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.reading import Ending, reading, windows
from sosgraph.scenarios.settings import parse_setting, with_settings
from sosgraph.scenarios.simulated import Simulated, simulated
from sosgraph.scenarios.stretches import Stretch, grown, shortened
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.network import Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.yaml_architecture import architecture

_STORM = """
    components:
      web: {entry: {rate: 280/s}, depends_on: [{on: db, timeout: 1s}]}
      db: {capacity: {concurrency: 3, service_time: 10ms}}
    """
_ONE = Network((Station("web", 1, 0.01),), (), (50.0,))


def _outage(duration: str, *settings: str) -> Simulated:
    found = with_settings(architecture(_STORM), map(parse_setting, settings))
    return simulated(found, incidents_of(found, (), (parse_trigger(f"outage of db for {duration}"),)), Means())[0]


def test_what_is_short_is_left_as_it_is() -> None:
    """An hour is simulated whole."""
    trigger, timing = Trigger("outage", 0, start_s=10.0, duration_s=3600.0), Timing(10.0, 3600.0, 3720.0)
    assert shortened((trigger,), timing) == ((trigger,), timing, ())


def test_what_is_long_keeps_its_beginning_and_its_end() -> None:
    """Of a day ten minutes are left, and of what comes later the distance to its end."""
    one, two = Trigger("outage", 0, start_s=10.0, duration_s=86400.0), Trigger("error", 0, start_s=86410.0, duration_s=5.0)
    cut = shortened((one, two), Timing(10.0, 86405.0, 86525.0, True))
    assert cut.triggers == (one._replace(duration_s=600.0), two._replace(start_s=610.0))
    assert cut.timing == Timing(10.0, 605.0, 725.0, True) and cut.stretches == (Stretch(10.0, 610.0, 85800.0),)


def test_before_is_the_same_however_long_it_lasts() -> None:
    """With room for 100 requests nothing changes while an outage lasts: a month of it is as ten minutes of it."""
    hour, month = _outage("1h", "db.queue=100"), _outage("30d", "db.queue=100")
    assert month.reading.before == pytest.approx(hour.reading.before, rel=1e-6) == pytest.approx(280, rel=0.001)
    assert month.reading.ending is hour.reading.ending is Ending.BACK
    assert month.reading.during < hour.reading.during < 1 and month.backlog is None


def test_a_backlog_is_worked_off_by_spare_capacity() -> None:
    """Eight hours at 280/s are 8,064,000 requests, for which the spare 20/s take 403,200 s: an estimate."""
    found = _outage("8h")
    assert found.backlog is not None and found.reading.before == pytest.approx(280, rel=0.001)
    assert found.backlog.requests == pytest.approx(8_064_000, rel=0.01)
    assert found.backlog.back_s == pytest.approx(403_200, rel=0.01)


def test_where_retries_fill_it_there_is_no_estimate() -> None:
    """What waits gets more, not less."""
    assert _outage("8h", "web -> db retry.attempts=2").backlog is None


def test_a_course_that_is_back_is_as_late_as_what_was_left_out() -> None:
    """Ten minutes at 50/s, where 100/s can be served, are back ten minutes later; 50 minutes more make it five times more."""
    trigger, timing = Trigger("outage", 0, start_s=10.0, duration_s=600.0), Timing(10.0, 600.0, 1800.0)
    course = run(_ONE, [[trigger]], timing.whole_s, samples=1000).courses[0]
    more = grown(_ONE, course, [Stretch(10.0, 610.0, 3000.0)])
    assert more == [pytest.approx(150_000, rel=0.01)]
    said = reading(course, timing)._replace(ending=Ending.BACK, back_s=600.0)
    left = backlog(_ONE, course, timing, said, windows(course, timing), more)
    assert left is not None and left.back_s == pytest.approx(3600, rel=0.02)


def test_what_still_changes_is_refused() -> None:
    """A load that came only just before says nothing about an hour."""
    late = Trigger("load-spike", 0, start_s=500.0, factor=3.0)
    course = run(_ONE, [[late]], 700.0, samples=700).courses[0]
    with pytest.raises(BadCall, match="say a duration of 1h at most"):
        grown(_ONE, course, [Stretch(10.0, 610.0, 3000.0)])


def test_what_begins_late_is_told_of_its_own_time() -> None:
    """Ten seconds after five minutes, and two hours after three: nothing is answered meanwhile, calm before or left out."""
    for late, most in (("10s at 5m", 5.0), ("2h at 3h", 0.1)):
        said = _outage(late).reading
        assert said.before == pytest.approx(280, rel=0.001) and said.during < most
