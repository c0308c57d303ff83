"""How often a component is down by itself, against its composite when it rests on nothing."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.own_part import own_part
from sosgraph.structure.own_unavailability import own_unavailability, part_unavailability
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=60)
@given(drawn=architectures())
def test_it_is_the_composite_of_the_component_alone(drawn: Architecture) -> None:
    """Copies and their common cause included; what is not known has no number."""
    for name, component in drawn.components.items():
        own = own_part(component)
        if own.ratio is None:
            assert own_unavailability(component) is None
            continue
        replicas = replace(component.replicas, over=()) if component.replicas is not None else None
        alone = replace(component, requires=(), uses=(), replicas=replicas, slos=component.slos if own.source == "slo" else ())
        (composite,) = composite_availability(Architecture({name: alone}, (alone.system,))).values()
        if own_part(alone) == own:
            assert own_unavailability(component) == pytest.approx(composite.unavailability_low, abs=1e-15)


def test_a_replica_fails_as_often_as_its_number_says() -> None:
    """Of a number of all copies together nothing is known of one."""
    described = architecture(
        """
        components:
          each: {availability: 99%, replicas: {count: 2, common_cause: 10%}}
          all: {slo: 99%, replicas: {count: 2}}
        """
    )
    assert part_unavailability(described, "test/each#2") == pytest.approx(0.01)
    assert part_unavailability(described, "test/each") == pytest.approx(0.001 + 0.999 * (0.009 / 0.999) ** 2)
    assert part_unavailability(described, "test/all#1") is None
    assert part_unavailability(described, "test/all") == pytest.approx(0.01)
