"""Which few failures defeat a group that should survive them."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from sosgraph.equations import Equations, Gate
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import failure_function
from sosgraph.structure.joint_failures import ORDER, claimed, joint_failures
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def found(text: str) -> list[tuple[str, tuple[int, ...], int]]:
    """Return the joint failures of the only group that has some, without the name of the system."""
    (joint,) = joint_failures(architecture(text)).values()
    assert joint.complete
    return [(" ".join(name.partition("/")[2] for name in each.failed), each.fallen, each.enough) for each in joint.found]


def test_what_two_of_three_share_is_one_of_two_failures() -> None:
    """A group of three of which one is enough should survive two failures, but not these."""
    text = """
    components:
      web: {depends_on: [{any_of: [a, b, c]}]}
      a: {depends_on: [dns]}
      b: {depends_on: [x]}
      c: {depends_on: [zone]}
      x: {depends_on: [dns]}
      dns: {depends_on: [power]}
      zone:
      power:
    """
    assert found(text) == [("dns", (0, 1), 2)]


def test_two_zones_may_carry_three_members() -> None:
    """A combination counts though none of it takes two members down alone."""
    text = """
    components:
      web: {depends_on: [{any_of: [a, b, c]}]}
      a: {depends_on: [east]}
      b: {depends_on: [west]}
      c: {depends_on: [{any_of: [east, west]}]}
      east:
      west:
    """
    assert found(text) == [("east west", (0, 1, 2), 2)]


def test_the_fewest_failures_come_first() -> None:
    """Two of five are needed: two zones take four down; either of them and two more do, too."""
    text = """
    components:
      web: {depends_on: [{at_least: 2, of: [a, b, c, d, e]}]}
      a: {depends_on: [east]}
      b: {depends_on: [east]}
      c: {depends_on: [west]}
      d: {depends_on: [west]}
      e:
      east:
      west:
    """
    assert found(text) == [("east west", (0, 1, 2, 3), 2), ("east", (0, 1), 3), ("west", (2, 3), 3)]


@pytest.mark.parametrize(
    ("replicas", "survives"),
    [
        ("count: 3, over: [a, b, c]", 2),
        ("count: 6, over: [a, b, c]", 2),
        ("count: 5, need: 2, over: [a, b, c]", 1),
        ("count: 3, need: 2, over: [a, b]", 1),
        ("count: 2, over: [a]", 1),
        ("count: 3, need: 2, over: [a, b, c, d]", 1),
    ],
)
def test_replicas_claim_to_survive_zones(replicas: str, survives: int) -> None:
    """Not copies: several on one zone are meant to fall with it. One at least, else they need not stand on zones."""
    described = architecture(f"components: {{db: {{replicas: {{{replicas}}}}}, a: {{}}, b: {{}}, c: {{}}, d: {{}}}}")
    assert [claimed(group) for group in redundancy_groups(described)] == [survives]
    assert joint_failures(described) == {}


def test_zones_that_share_their_power_are_fewer() -> None:
    """Replicas over three zones survive two of them, but not what two of them need and the third."""
    text = """
    components:
      db: {replicas: {count: 6, over: [a, b, c]}}
      a: {depends_on: [power]}
      b: {depends_on: [power]}
      c:
      power:
    """
    assert found(text) == [("power", (0, 1), 2)]


@settings(max_examples=80)
@given(drawn=architectures())
def test_they_are_what_cut_sets_of_few_components_contain(drawn: Architecture) -> None:
    """A group has joint failures just when fewer components than it should survive take it down, no single one being enough.

    And not by taking one down that alone takes the group down.
    """
    joint = joint_failures(drawn)
    for group in redundancy_groups(drawn):
        if claimed(group) < 2:
            assert group.identity not in joint
            continue
        minimal = small_cut_sets_of(drawn, group)
        told = joint[group.identity].found if group.identity in joint else ()
        assert min((each.enough for each in told), default=0) == min(map(len, minimal), default=0)
        for each in told:
            assert len(each.fallen) > len(each.failed)
            assert any(set(each.failed) <= set(names) and len(names) == each.enough for names in minimal)


def small_cut_sets_of(drawn: Architecture, group: RedundancyGroup) -> list[tuple[str, ...]]:
    """Return the minimal sets of few components that take a group down though what alone takes it down stays up."""
    function = failure_function(drawn)
    variables = function.equations.variables
    number = function.group[group.identity]
    names = [name for name in drawn.components if name != group.owner.name]
    gates = list(function.equations.gates)
    for name in names:
        if not function.equations.greatest_solution([function.part[name]])[number]:
            gates[function.up[name] - variables] = Gate(0, ())
    spared = Equations(variables, tuple(gates))

    def falls(chosen: tuple[str, ...]) -> bool:
        return not spared.greatest_solution(function.part[name] for name in chosen)[number]

    orders = range(2, min(claimed(group), ORDER) + 1)
    sets = [chosen for order in orders for chosen in combinations(names, order) if falls(chosen)]
    return [chosen for chosen in sets if not any(falls(some) for some in combinations(chosen, len(chosen) - 1))]
