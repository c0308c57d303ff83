"""For how long a run goes on."""

import pytest

from sosgraph.errors import BadCall
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.timing import Timing, calm_s, round_step_s, timing
from sosgraph.simulation.trigger import Trigger
from tests.yaml_architecture import architecture

_STORM = """
    components:
      web: {entry: {rate: LOAD}, depends_on: [{on: db, timeout: TIMEOUT, retry: {attempts: 2}}]}
      db: {capacity: {concurrency: 1, service_time: 10ms}}
    """


def _timing(load: str, *triggers: Trigger, until_s: float | None = None, timeout: str = "1s", more: str = "") -> Timing:
    found = architecture(f"{_STORM.replace('LOAD', load).replace('TIMEOUT', timeout)}{more}\n")
    return timing(found, network_of(found), triggers, until_s)


def test_it_is_calm_for_ten_timeouts_or_as_the_queue_takes() -> None:
    """At 99 % of its capacity a queue of 100/s takes 1 / (100 (1 - √0.99)²) = 397 s to settle."""
    assert _timing("50/s").calm_s == 10.0
    assert _timing("50/s", timeout="5s").calm_s == 60.0
    assert _timing("99/s").calm_s == 3600.0


def test_it_is_watched_as_long_as_the_backlog_takes() -> None:
    """30 s at 90/s are 2700 requests, for which the spare 10/s take 270 s: three times that, of the ten minutes at first."""
    assert _timing("50/s", Trigger("outage", 1, duration_s=10.0)) == Timing(10.0, 10.0, 130.0, True)
    assert _timing("90/s", Trigger("outage", 1, duration_s=30.0)).until_s == 630.0
    assert _timing("90/s", Trigger("latency", 1, duration_s=30.0)).until_s == 150.0


def test_autoscalers_have_time_to_act() -> None:
    """It is calm for two of their lags, and watched for five, in which the servers it takes may come."""
    scaled = "controllers: [{name: hpa, senses: db.cpu, acts: db.concurrency, lag: 3m, target: 70%}]"
    assert _timing("50/s", Trigger("outage", 1, duration_s=10.0), more=scaled) == Timing(600.0, 10.0, 910.0, True)


def test_what_is_asked_for_is_kept() -> None:
    """And no longer; a time within what happens shows nothing."""
    assert _timing("50/s", Trigger("outage", 1, duration_s=10.0), until_s=60.0) == Timing(10.0, 10.0, 60.0)
    with pytest.raises(BadCall, match="give more time"):
        _timing("50/s", Trigger("outage", 1, duration_s=10.0), until_s=5.0)
    with pytest.raises(BadCall, match="2h is the most after what happens"):
        _timing("50/s", until_s=1e9)


def test_what_never_ends_is_over_when_it_begins() -> None:
    """A cache is flushed in a moment."""
    assert _timing("50/s", Trigger("cache-flush", 1, start_s=5.0)).end_s == 5.0


def test_the_queue_that_settles_slowest_decides() -> None:
    """Not one that is overloaded, which never settles."""
    found = architecture(_STORM.replace("LOAD", "101/s").replace("TIMEOUT", "1s"))
    assert calm_s(found, network_of(found)) == 10.0


@pytest.mark.parametrize(
    ("seconds", "step"), [(0.9, 1.0), (1.0, 1.0), (1.2, 2.0), (3.0, 5.0), (0.00011, 0.0002), (700.0, 1000.0)]
)
def test_steps_are_round(seconds: float, step: float) -> None:
    """The next of 1, 2, 5 and so on."""
    assert round_step_s(seconds) == pytest.approx(step)
