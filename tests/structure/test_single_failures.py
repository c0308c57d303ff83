"""Failure sets against putting one part after another down."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import failure_function
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def fallen(text: str) -> dict[str, list[str]]:
    """Return for every component what takes it down alone, itself excluded."""
    described = architecture(text)
    failures = single_failures(described)
    return {
        described.label(name): [described.label(part) for part in failures.names(failures.sets[name]) if part != name]
        for name in described.components
    }


@settings(max_examples=60)
@given(drawn=architectures())
def test_failure_sets_are_what_falls_when_one_part_is_down(drawn: Architecture) -> None:
    """A part is in a component's set if and only if the component is down in the greatest solution without that part."""
    function = failure_function(drawn)
    failures = single_failures(drawn)
    assert failures.parts == function.names
    for variable, part in enumerate(function.names):
        solution = function.equations.greatest_solution([variable])
        for name, number in function.up.items():
            assert (failures.sets[name] >> failures.bit[part] & 1) == (not solution[number])
            if part in drawn.components:
                assert failures.takes_down(part, name) == (not solution[number])


@given(drawn=architectures())
def test_sets_of_requirements_are_those_of_their_owner(drawn: Architecture) -> None:
    """What breaks a requirement or all but enough copies breaks the owner, and nothing else but the owner itself does."""
    failures = single_failures(drawn)
    for name, component in drawn.components.items():
        union = 1 << failures.bit[name]
        for requirement in component.requires:
            union |= failures.of_requirement(requirement)
        if component.replicas is None:
            assert union | failures.sets[name] == failures.sets[name]
            assert union == failures.sets[name]


def test_redundancy_is_respected() -> None:
    """A member of a group takes nobody down, what all members share does, and so does the last copy that is needed."""
    assert fallen(
        """
        components:
          web: {depends_on: [{any_of: [a, b]}]}
          a: {depends_on: [dns]}
          b: {depends_on: [dns]}
          dns: {}
          pair: {replicas: {count: 2, need: 2}}
        """
    ) == {"web": ["dns"], "a": ["dns"], "b": ["dns"], "dns": [], "pair": ["pair#1", "pair#2"]}


def test_fallback_and_conditional_calls_keep_the_caller_up() -> None:
    """Coverage is taken as working and a call that not every request makes takes nobody down; a tolerance does not help."""
    assert fallen(
        """
        components:
          web:
            depends_on:
              - {on: a, fallback: {to: b, coverage: 50%}}
              - {on: c, probability: 99%}
              - {on: d, tolerance: 1d}
          a: {}
          b: {}
          c: {}
          d: {mttr: 1m}
        """
    ) == {"web": ["d"], "a": [], "b": [], "c": [], "d": []}


def test_members_of_a_hard_cycle_fall_together() -> None:
    """On a cycle each takes the others down, and nothing else does."""
    text = """
        components:
          a: {depends_on: [b]}
          b: {depends_on: [c]}
          c: {depends_on: [a]}
          d: {depends_on: [{any_of: [a, e]}]}
          e: {}
    """
    assert fallen(text) == {"a": ["b", "c"], "b": ["a", "c"], "c": ["a", "b"], "d": [], "e": []}
