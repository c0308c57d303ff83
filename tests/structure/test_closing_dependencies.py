"""Repairs, watches and configurations that fall with what they serve, against propagation by hand."""

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS, Dependency
from sosgraph.model.requirement import AtLeast, Requirement, dependencies_of
from sosgraph.structure.closing_dependencies import Closing, unconfigurable, unrepairable, unseen
from tests.start_systems import holds, start_systems
from tests.yaml_architecture import architecture

PHASES = st.sampled_from((("run",), ("run",), ("recover",), ("run", "recover"), ("start",)))


def fallen_with(drawn: Architecture, cause: str) -> set[str]:
    """Return what is down when `cause` fails alone, itself included."""
    up = set(drawn.components) - {cause}
    while down := {name for name in up if any(holds(need, "run", up) is False for need in drawn.components[name].requires)}:
        up -= down
    return set(drawn.components) - up


def blind(requirement: Requirement) -> Requirement:
    """Return the requirement with those of kind observe asked for in no phase of which anybody asks."""
    if isinstance(requirement, AtLeast):
        return replace(requirement, among=tuple(map(blind, requirement.among)))
    assert isinstance(requirement, Dependency)
    return replace(requirement, phases=()) if requirement.kind == "observe" else requirement


def edges(found: tuple[Closing, ...]) -> set[tuple[str, str]]:
    """Return callers and callees."""
    return {(closing.caller, closing.use.callee) for closing in found}


def named(drawn: Architecture, kind: str) -> set[tuple[str, str]]:
    """Return callers and callees of the dependencies of a kind; a fallback stands in as the kind that it replaces."""
    return {
        (name, callee)
        for name, component in drawn.components.items()
        for need in component.requires
        for one in dependencies_of(need)
        if one.kind == kind
        for callee in (one.callee, *([one.fallback.callee] if one.fallback is not None else []))
        if callee != name
    }


@settings(max_examples=80)
@given(drawn=start_systems(6, PHASES))
def test_what_cannot_recover_is_what_cannot_by_hand(drawn: Architecture) -> None:
    """A component is among them if and only if, with all that falls with it down, what it needs to recover does not hold."""
    by_hand = set()
    for name, component in drawn.components.items():
        left = set(drawn.components) - fallen_with(drawn, name)
        if any(holds(need, "recover", left) is False for need in component.requires):
            by_hand.add(name)
    found = unrepairable(drawn)
    assert {closing.caller for closing in found} == by_hand
    for closing in found:
        assert closing.fallen in fallen_with(drawn, closing.caller)
        assert closing.chain[0] == closing.fallen and closing.chain[-1] == closing.caller


@settings(max_examples=80)
@given(drawn=start_systems(6, PHASES))
def test_a_source_of_configuration_falls_with_what_it_configures(drawn: Architecture) -> None:
    """Those and no others, in whatever phase they are needed."""
    expected = {(caller, callee) for caller, callee in named(drawn, "config") if callee in fallen_with(drawn, caller)}
    assert edges(unconfigurable(drawn)) == expected


@settings(max_examples=80)
@given(drawn=start_systems(6, PHASES))
def test_a_watch_falls_with_what_it_watches(drawn: Architecture) -> None:
    """In either direction, but not only because it watches, alone or in a group; a pair once."""
    components = drawn.components.items()
    other = Architecture({name: replace(one, requires=tuple(map(blind, one.requires))) for name, one in components})

    def falls(fallen: str, cause: str) -> bool:
        return fallen in fallen_with(drawn, cause) & fallen_with(other, cause)

    expected = {frozenset(pair) for pair in named(drawn, "observe") if falls(*pair) or falls(*reversed(pair))}
    found = unseen(drawn)
    assert {frozenset(edge) for edge in edges(found)} == expected and len(found) == len(expected)
    for closing in found:
        assert {closing.fallen, closing.cause} == {closing.caller, closing.use.callee}
        assert closing.chain[0] == closing.fallen and closing.chain[-1] == closing.cause


def without(drawn: Architecture, question: Callable[[Architecture], tuple[Closing, ...]], kind: str) -> tuple[Closing, ...]:
    """Return the answer about the same architecture in which dependencies of `kind` are calls."""
    assert kind in KINDS
    components = {
        name: replace(
            component,
            requires=tuple(replace(need, kind="call") if isinstance(need, Dependency) else need for need in component.requires),
        )
        for name, component in drawn.components.items()
    }
    return question(Architecture(components))


def test_only_the_kind_makes_it_one() -> None:
    """The same needs as calls are nobody's watch and nobody's configuration."""
    described = architecture(
        """
        components:
          a: {depends_on: [{on: b, kind: observe}, {on: c, kind: config}]}
          b: {depends_on: [a]}
          c: {depends_on: [a]}
        """
    )
    assert edges(unseen(described)) == {("test/a", "test/b")} and without(described, unseen, "observe") == ()
    assert edges(unconfigurable(described)) == {("test/a", "test/c")} and without(described, unconfigurable, "config") == ()
