"""The structure function of components, against that of all parts."""

from hypothesis import given

from sosgraph.graph.falling import Falling
from sosgraph.model.architecture import Architecture
from sosgraph.structure.component_function import component_function
from sosgraph.structure.function import failure_function
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@given(drawn=architectures())
def test_whatever_components_fail_the_same_is_down(drawn: Architecture) -> None:
    """Each component alone: the components and the groups that fall with it by the structure function of all parts."""
    small, whole = component_function(drawn), failure_function(drawn)
    count, falling = len(drawn.components), Falling(small.equations)
    assert small.equations.variables == count
    for place, name in enumerate(drawn.components):
        fallen, expected = falling.with_variable(place), whole.equations.greatest_solution([whole.part[name]])
        value = [number not in fallen for number in range(len(small.equations))]
        assert value[count : 2 * count] == [expected[whole.up[each]] for each in drawn.components]
        known = small.group.keys() & whole.group.keys()
        assert all(value[small.group[identity]] == expected[whole.group[identity]] for identity in known)


def test_copies_on_the_same_zones_are_one_number() -> None:
    """However many components have them, and whatever the copies are; other zones or needs are another number."""
    described = architecture("""
        components:
          a: {kind: zone}
          b: {kind: zone}
          one: {replicas: {count: 2, over: [a, b]}}
          other: {replicas: {count: 2, over: [a, b], common_cause: 5%}, availability: 99%}
          both: {replicas: {count: 2, need: 2, over: [a, b]}}
    """)
    function = component_function(described)
    number = [function.group[id(described.components[f"test/{name}"].replicas)] for name in ("one", "other", "both")]
    assert number[0] == number[1] != number[2]
    assert len(function.equations) == 5 + 5 + 2
