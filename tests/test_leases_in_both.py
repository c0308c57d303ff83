"""Leases after an outage of one period: by request all have lapsed, by rates 1 - 1/e, as the page of `simulate` says."""

from math import exp

import pytest

from sosgraph.scenarios.incident import incidents_of
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.triggers import triggers_of
from sosgraph.simulation.course import Course
from tests.yaml_architecture import architecture

_CALM_S, _UNTIL_S = 20.0, 110.0


def test_how_many_have_lapsed_and_when_goodput_is_back() -> None:
    """Who lost one asks once in its timeout of 1 s: as many a second as have none; goodput is back 32 s or a minute after."""
    from sosgraph.fluid.run import run as in_rates
    from sosgraph.requests.run import run as by_request

    system = architecture("""
    components:
      web: {entry: {rate: 80/s}, depends_on: [{on: db, timeout: 300ms}]}
      db: {capacity: {concurrency: 4, service_time: 20ms}, leases: {count: 100, period: 10s, timeout: 1s}}
    scenarios: {away: {on: db, kind: outage, for: 10s}}
    """)
    network, (incident,) = network_of(system), incidents_of(system, (), ())
    triggers = triggers_of(system, incident.scenarios, _CALM_S)
    rates = in_rates(network, [triggers], _UNTIL_S, samples=220).courses[0]
    requests = by_request(network, triggers, 1, _UNTIL_S, 0.5)
    assert _lapsed(rates) == pytest.approx(100 * (1 - exp(-1)), rel=0.05) and _lapsed(requests) == pytest.approx(100, rel=0.1)
    assert _back_s(rates) == pytest.approx(32, abs=2) and _back_s(requests) > 55


def _lapsed(course: Course) -> float:
    """Return how many attempts a second are made to re-establish leases in the second after the end."""
    asked = course.lapsed[1]
    return sum(float(asked[place]) for place in (60, 61)) / 2


def _back_s(course: Course) -> float:
    """Return how long after the end of the outage hardly anything had been answered for the last time."""
    low = [time for time, good in zip(course.times_s, course.goodput, strict=True) if time > _CALM_S and good < 60]
    return max(low) - _CALM_S - 10
