"""Redundancy groups: which there are, and what takes all of one down."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.fatal_losses import fatal_losses
from sosgraph.structure.function import structure_function
from sosgraph.structure.redundancy import redundancy_groups
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=100)
@given(drawn=architectures())
def test_a_group_falls_with_what_it_says(drawn: Architecture) -> None:
    """A component is in the failures of a group if and only if its outage, outlasting every tolerance, makes the group false."""
    function = structure_function(drawn)
    fatal = fatal_losses(drawn)
    long = [variable for variable, name in enumerate(function.names) if name.startswith("outage of")]
    for group in redundancy_groups(drawn):
        assert 1 <= group.need < len(group.members)
        number = function.group[group.identity]
        for name in drawn.components:
            solution = function.equations.greatest_solution([function.part[name], *long])
            falls = name in fatal[group.identity]
            assert falls == (not solution[number]), (group.owner.name, group.words, name)


def test_groups_come_in_reading_order_with_their_words() -> None:
    """Groups that survive a loss, nested ones, fallbacks, and replicas on zones; what needs all of its members is none."""
    described = architecture(
        """
        components:
          web:
            depends_on:
              - {any_of: [a, {at_least: 2, of: [b, c, d]}]}
              - {all_of: [a, b]}
              - {on: c, fallback: {to: d, coverage: 90%}}
            replicas: {count: 3, need: 2, over: [a, b]}
          a: {}
          b: {}
          c: {replicas: {count: 2}}
          d: {replicas: {count: 2, need: 2, over: [a, b]}}
        """
    )
    found = [(group.owner.name, group.words, group.need) for group in redundancy_groups(described)]
    assert found == [
        ("test/web", "any of", 1),
        ("test/web", "at least 2 of", 2),
        ("test/web", "fallback", 1),
        ("test/web", "replicas", 2),
    ]
    replicas = list(redundancy_groups(described))[-1]
    assert [member.callees for member in replicas.members] == [("test/a",), ("test/b",), ("test/a",)]
    assert fatal_losses(described)[replicas.identity] == ("test/a",)


def test_what_is_not_needed_while_running_is_no_redundancy() -> None:
    """A choice between two ways to start keeps nothing up that runs."""
    text = "components: {web: {depends_on: [{any_of: [{on: a, phase: [start]}, {on: b, phase: [start]}]}]}, a: {}, b: {}}"
    assert list(redundancy_groups(architecture(text))) == []
