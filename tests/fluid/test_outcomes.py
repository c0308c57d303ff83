"""What becomes of attempts: the same bytes at both speeds."""

import pytest

import sosgraph.fluid.attempts as attempts
import sosgraph.fluid.callees as callees
import sosgraph.fluid.delay as delay
import sosgraph.fluid.lateness as lateness
import sosgraph.fluid.outcomes as outcomes
import sosgraph.fluid.overdue as overdue
from sosgraph.fluid.run import run
from sosgraph.simulation.network import Link, Network, Station
from tests.fluid.systems import outage
from tests.from_source import from_source


def every_kind() -> Network:
    """Return services of several kinds that call one another with timeouts, retries of several classes, pauses and guards."""
    kinds = [Station(str(place), (None, 1, 4, 1)[place % 4], 0.004, waiting=(None, 20)[place % 2]) for place in range(12)]
    calls = [(caller, callee) for caller in range(12) for callee in range(caller + 1, 12) if (caller * 5 + callee) % 3]
    links = tuple(
        Link(
            caller,
            callee,
            probability=0.4,
            timeout_s=(0.1, 0.3, float("inf"))[callee % 3],
            attempts=(1, 3, 20)[caller % 3],
            backoff_s=(0.0, 0.1)[callee % 2],
            jitter=(0.0, 1.0)[caller % 2],
            cancels=callee % 4 == 1,
            budget=(None, 0.2)[callee % 5 == 4],
            throttle=(float("inf"), 2.0)[callee % 5 == 3],
            hedge_s=(float("inf"), 0.05)[callee % 5 == 2],
        )
        for caller, callee in calls
    )
    return Network(tuple(kinds), links, (150.0, *[5.0] * 11))


def test_a_run_is_the_same_bytes_at_both_speeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every kind of attempt, as they are and in an outage."""
    network, scenarios = every_kind(), [[], [outage(1.0, 0.5, 7)]]
    here = run(network, scenarios, 4.0).courses
    assert any(map(any, here[1].timeouts)) and any(map(any, here[1].retries))
    source = from_source("sosgraph.fluid", "overdue", "outcomes")
    for module in (attempts, lateness):
        monkeypatch.setattr(module, "overdue", source["overdue"])
    for module in (attempts, callees, delay):
        monkeypatch.setattr(module, "outcomes", source["outcomes"])
    monkeypatch.setattr(attempts, "COMPILED", False)
    assert outcomes.COMPILED == overdue.COMPILED
    assert run(network, scenarios, 4.0).courses == here
