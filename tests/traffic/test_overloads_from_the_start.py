"""Overloads that need no disturbance, though first tries alone could be served: what makes them is named everywhere."""

import pytest

from sosgraph.analyses.load import ANALYSIS as LOAD
from sosgraph.analyses.metastability import ANALYSIS as METASTABILITY
from sosgraph.model.architecture import Architecture
from sosgraph.rules.saturated_component import check
from sosgraph.scenarios.fan_out import Means
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.simulated import simulated
from tests.yaml_architecture import architecture


def behind(call: str, rate: int = 120, more: str = "") -> Architecture:
    return architecture(f"""
    components:
      web: {{entry: {{rate: {rate}/s}}, depends_on: [{{on: db, timeout: 1s{call}}}]}}
      db: {{capacity: {{concurrency: 4, service_time: 20ms}}{more}}}
    """)


HEDGED = ", hedge: {after: 30ms}"
CHECKED = ", replicas: 2, health_check: {every: 2s, timeout: 60ms}"


@pytest.mark.parametrize(
    ("system", "named"),
    [
        (behind(HEDGED), ("hedge of web -> db",)),
        (behind("", 310, CHECKED), ("health check of db",)),
        (behind("", 210), ()),
        (behind(HEDGED, 210), ()),
    ],
    ids=["hedge", "health check", "nothing", "first tries alone are too many"],
)
def test_what_makes_it_keeps_it_alive(system: Architecture, named: tuple[str, ...]) -> None:
    """As of overloads that need a disturbance; nothing is named where first tries alone are more than can be served."""
    assert METASTABILITY.answer(system)[0].rows[0][1::5] == ("overloaded from the start", named)


def test_second_copies_are_said_to_be_no_retries() -> None:
    """The rule and the load say of what the 240/s are, of which 120/s arrive; with retries they are named as before."""
    (finding,) = check(behind(HEDGED))
    assert "is asked 240/s, second copies included, and" in finding.message and "send fewer second copies" in finding.message
    assert "240/s, second copies included, 120 % busy" in LOAD.answer(behind(HEDGED))[0].lead
    (finding,) = check(behind(", retry: {attempts: 3}", 199))
    assert "what is tried again included" in finding.message and "send less again" in finding.message


@pytest.mark.parametrize(("rate", "why"), [(120, ("web -> db sends 120/s second copies",)), (210, ())])
def test_rates_name_what_kept_it_down_before_anything_happened(rate: int, why: tuple[str, ...]) -> None:
    """As seeds do, which begin well."""
    system = behind(HEDGED, rate)
    (found,) = simulated(system, incidents_of(system, (), (parse_trigger("outage of db for 2s"),)), Means())
    assert found.sustained_by == why
