"""Numbers for parts of an architecture: what is composed with them keeps the targets."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.structure.allocatable import fixed_components, with_own_numbers
from sosgraph.structure.allocated import METHODS, allocated
from sosgraph.structure.composites import composite_availability
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=60)
@given(drawn=architectures(max_components=6), target=st.sampled_from((1e-2, 1e-4)), data=st.data())
def test_composed_again_the_targets_are_kept(drawn: Architecture, target: float, data: st.DataObject) -> None:
    """All alike and least cost, whatever is replicated, asked seldom, tolerated or shared by several roots."""
    roots = data.draw(st.lists(st.sampled_from(list(drawn.components)), min_size=1, max_size=2, unique=True))
    found = allocated(drawn, dict.fromkeys(roots, Ratio(1 - target, target)), fixed_components(drawn), {})
    for method, numbers in found.numbers.items():
        reached = composite_availability(with_own_numbers(drawn, numbers), wanted=roots)
        for name in roots:
            if name not in found.impossible and method in ("all_alike", "least_cost"):
                assert reached[name].unavailability_low <= target * (1 + 1e-7)
    assert all(found.fixed[name] >= target for name in found.impossible)


def test_vendors_keep_their_number() -> None:
    """And one without a number is asked for one."""
    described = architecture("components: {a: {depends_on: [b, c]}, b: {external: true, sla: 99.9%}, c: {external: true}}")
    assert fixed_components(described) == {"test/b"}
    found = allocated(described, {"test/a": Ratio(0.99, 0.01)}, fixed_components(described), {})
    assert set(found.numbers["least_cost"]) == {"test/a", "test/c"} and found.fixed_parts == ("test/b",)
    assert found.fixed["test/a"] == pytest.approx(0.001) and set(found.numbers) == set(METHODS)


def test_a_published_number_of_copies_stays_one_of_all() -> None:
    """Three copies with one published number are one part."""
    described = architecture("components: {a: {availability: 100%, depends_on: [b]}, b: {slo: 99%, replicas: 3}}")
    changed = with_own_numbers(described, {"test/b": 0.02})
    assert composite_availability(changed)["test/b"].unavailability_low == pytest.approx(0.02)


def test_costs_need_a_number_to_choose() -> None:
    """A vendor's cannot be chosen."""
    described = architecture("components: {a: {depends_on: [b]}, b: {external: true, sla: 99.9%}}")
    with pytest.raises(BadCall, match="b has no number to be chosen here"):
        allocated(described, {"test/a": Ratio(0.99, 0.01)}, fixed_components(described), {"test/b": 2.0})
