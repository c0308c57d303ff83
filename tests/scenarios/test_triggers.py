"""Scenarios as triggers: on stations, or on every call between two."""

import pytest

from sosgraph.errors import BadCall
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.triggers import triggers_of
from sosgraph.simulation.trigger import Trigger
from tests.yaml_architecture import architecture

_SHOP = """
    components:
      web: {entry: true, depends_on: [db, {any_of: [db, copy]}, {on: zone, kind: placement}]}
      db: {slo: 99%}
      copy: {slo: 99%}
      zone: {slo: 99%}
    """


def _found(text: str) -> tuple[Trigger, ...]:
    shop = architecture(_SHOP)
    (incident,) = incidents_of(shop, (), [parse_trigger(text)])
    return triggers_of(shop, incident.scenarios, 30.0)


def test_one_on_a_component_is_on_its_station() -> None:
    """Later by the time that the system is left alone at first."""
    assert _found("capacity-loss of db by 40% for 10s at 5s") == (Trigger("capacity-loss", 1, False, 35.0, 10.0, 0.4),)


def test_one_on_a_dependency_is_on_all_calls_that_go_that_way() -> None:
    """Be they alone or in a group."""
    assert [(each.place, each.on_link) for each in _found("outage of web -> db for 10s")] == [(0, True), (1, True)]


def test_where_no_request_goes_nothing_can_happen() -> None:
    """A zone carries, and is not called."""
    with pytest.raises(BadCall, match="no request goes that way"):
        _found("outage of web -> zone for 10s")
