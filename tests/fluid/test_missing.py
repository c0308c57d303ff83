"""Attempts that reach nobody hold who made them until their timeout."""

import pytest

import sosgraph.fluid.attempts as attempts
import sosgraph.fluid.callees as callees
import sosgraph.fluid.delay as delay
import sosgraph.fluid.lateness as lateness
from sosgraph.fluid.run import run
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import at, course
from tests.from_source import from_source

_CUT = Trigger("outage", 0, True, start_s=20.0, duration_s=1.0)


def _network(threads: int) -> Network:
    return Network(
        (Station("web", threads, 0.005, waiting=5), Station("db", 3, 0.01)), (Link(0, 1, timeout_s=30.0),), (20.0, 0.0)
    )


def test_threads_that_are_not_held_serve_on() -> None:
    """Twenty of forty are held; the others are enough."""
    found = course(_network(40), 60.0, _CUT)
    assert min(found.goodput[at(found, 23.0) : at(found, 49.0)]) == pytest.approx(20.0, rel=1e-3)


def test_held_threads_are_the_same_bytes_at_both_speeds(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the outage, after it, and when the threads come back."""
    network = _network(10)
    here = run(network, [[], [_CUT]], 60.0).courses
    assert here[0].goodput[at(here[1], 40.0)] > 1 > here[1].goodput[at(here[1], 40.0)]
    source = from_source("sosgraph.fluid", "overdue", "outcomes")
    for module in (attempts, lateness):
        monkeypatch.setattr(module, "overdue", source["overdue"])
    for module in (attempts, callees, delay):
        monkeypatch.setattr(module, "outcomes", source["outcomes"])
    monkeypatch.setattr(attempts, "COMPILED", False)
    assert run(network, [[], [_CUT]], 60.0).courses == here
