"""Only some dependencies count: what is left of the structure."""

from collections.abc import Collection

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import KINDS, PHASES, Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.structure.effects import effects
from sosgraph.structure.outage import Outage
from sosgraph.structure.restricted import always_asked, restricted
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def holds(need: Requirement, phase: str, kinds: Collection[str], up: Collection[str]) -> bool | None:
    """Tell whether a requirement holds in a phase while just `up` are up; None when it asks nothing then. By definition."""
    if isinstance(need, Dependency):
        if phase not in need.phases:
            return None
        ways = [need.callee, need.callee if need.fallback is None else need.fallback.callee]
        return need.kind not in kinds or need.probability is not None or any(way in up for way in ways)
    assert not isinstance(need, Negation), "none is drawn"
    asked = [answer for part in need.among if (answer := holds(part, phase, kinds, up)) is not None]
    return sum(asked) >= min(need.need, len(asked)) if asked else None


def stands(component: Component, kinds: Collection[str], phases: Collection[str], up: Collection[str]) -> bool:
    """Tell whether all that counts holds for a component while just `up` are up."""
    if any(holds(need, phase, kinds, up) is False for need in component.requires for phase in phases):
        return False
    replicas = component.replicas
    if replicas is None or not replicas.over or "run" not in phases or "placement" not in kinds:
        return True
    return sum(replicas.over[copy % len(replicas.over)] in up for copy in range(replicas.count)) >= replicas.need


def down(drawn: Architecture, failed: Collection[str], kinds: Collection[str], phases: Collection[str]) -> set[str]:
    """Return who is down while `failed` are: all are up at first, and whoever lacks something goes down, until none does."""
    up = set(drawn.components) - set(failed)
    while True:
        left = {name for name in up if stands(drawn.components[name], kinds, phases, up)}
        if left == up:
            return set(drawn.components) - up
        up = left


@settings(max_examples=100)
@given(drawn=architectures(), kinds=st.sets(st.sampled_from(KINDS)), phases=st.sets(st.sampled_from(PHASES), min_size=1))
def test_failure_sets_are_those_of_the_dependencies_that_count(drawn: Architecture, kinds: set[str], phases: set[str]) -> None:
    """Brute force: one component after another fails, and what needs it by a dependency that counts goes down after it."""
    failures = single_failures(restricted(drawn, kinds, sorted(phases)))
    for cause in drawn.components:
        fallen = {name for name in drawn.components if failures.takes_down(cause, name)}
        assert fallen == down(drawn, [cause], kinds, phases)


@settings(max_examples=60)
@given(drawn=architectures(), failed=st.sets(st.integers(0, 7), min_size=1), phases=st.sets(st.sampled_from(PHASES), min_size=1))
def test_what_fails_at_once_takes_down_what_the_dependencies_that_count_say(
    drawn: Architecture, failed: set[int], phases: set[str]
) -> None:
    """Brute force with several components down at once."""
    names = tuple(drawn.components)
    parts = tuple(dict.fromkeys(names[place % len(names)] for place in sorted(failed)))
    (effect,) = effects(restricted(drawn, None, sorted(phases)), [Outage("all of them", parts)])
    fallen = {name for place, name in enumerate(names) if effect.down >> place & 1}
    assert fallen == down(drawn, parts, KINDS, phases)


@given(drawn=architectures())
def test_all_kinds_while_running_are_the_whole(drawn: Architecture) -> None:
    """Restricting to everything changes no failure set, and restricting to nothing leaves every component alone."""
    assert single_failures(restricted(drawn, KINDS)).sets == single_failures(drawn).sets
    alone = single_failures(restricted(drawn, ()))
    assert all(alone.takes_down(cause, name) == (cause == name) for cause in drawn.components for name in drawn.components)


@pytest.mark.parametrize(("kinds", "fallen"), [(("call",), {"b"}), (("dns",), {"a", "b"}), (("call", "dns"), {"a", "b", "g"})])
def test_what_does_not_count_holds(kinds: tuple[str, ...], fallen: set[str]) -> None:
    """A group of a call and a look-up survives the loss of either as long as only one of them counts."""
    described = architecture(
        """
        components:
          g: {depends_on: [{any_of: [a, {on: b, kind: dns}]}]}
          a: {depends_on: [{on: b, kind: dns}]}
          b: {}
        """
    )
    failures = single_failures(restricted(described, kinds))
    assert {name[5:] for name in described.components if failures.takes_down("test/b", name)} == fallen


def test_calls_are_asked_always_only_where_some_are_conditional() -> None:
    """The caller then falls with its callee; without such a call there is nothing to ask."""
    described = architecture("components: {a: {depends_on: [{on: b, probability: 1%}]}, b: {}}")
    asked = always_asked(described)
    assert asked is not None and single_failures(asked).takes_down("test/b", "test/a")
    assert always_asked(architecture("components: {a: {depends_on: [b]}, b: {}}")) is None
