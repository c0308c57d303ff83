"""Who falls with one part alone: against the failure sets of all pairs, and without ever holding all pairs."""

import tracemalloc
from collections.abc import Callable, Iterable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings

from sosgraph.analyses import cycles, dominators, shared_dependencies
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast
from sosgraph.rules import contradictory_slo, hidden_shared_dependency, tier_inversion, unknown_matters
from sosgraph.structure import fallen
from sosgraph.structure.fallen import SingleFailures, falling_pairs, possible_pairs, single_failures
from tests import single_failures as oracle
from tests.strategies import architectures

Question = Callable[[Architecture], Iterable[Any]]


@settings(max_examples=60)
@given(drawn=architectures())
def test_what_falls_with_one_part_is_what_has_it_in_its_set(drawn: Architecture) -> None:
    """Of components, replicas and common causes; asked together, in pairs and one by one they agree."""
    everything = oracle.single_failures(drawn)
    asked = single_failures(drawn)
    for part in everything.parts:
        down = asked.of(part).sets
        assert {name for name in drawn.components if down[name]} == {
            name for name in drawn.components if everything.sets[name] >> everything.bit[part] & 1
        }
    together = {each.cause: each.sets for each in SingleFailures(drawn).of_each(list(drawn.components))}
    assert together == {name: asked.of(name).sets for name in drawn.components}
    pairs = list(product(drawn.components, repeat=2))
    falling = falling_pairs(drawn, pairs)
    assert falling == {pair for pair in pairs if everything.takes_down(*pair)}
    assert all(possible_pairs(drawn, [pair]) == [pair] for pair in falling)


def test_what_cannot_fall_with_another_is_told_from_the_graph() -> None:
    """Only who rests on another, however far below, may fall with it."""
    chain = {
        name: Component(name, "test", requires=tuple(Dependency(callee) for callee in callees))
        for name, callees in (("web", ("api",)), ("api", ("db",)), ("db", ()))
    }
    described = Architecture(chain, ("test",))
    assert possible_pairs(described, [("db", "web")]) == [("db", "web")]
    assert possible_pairs(described, [("web", "db")]) == []


@settings(max_examples=40)
@given(drawn=architectures())
def test_requirements_break_as_their_sets_say(drawn: Architecture) -> None:
    """With the one event as with its bit among all."""
    everything = oracle.single_failures(drawn)
    for part in drawn.components:
        down = single_failures(drawn).of(part)
        for component in drawn.components.values():
            for requirement in component.requires:
                assert down.of_requirement(requirement) == everything.of_requirement(requirement) >> everything.bit[part] & 1


def test_what_is_remembered_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a chain all callers fall with the last; what was asked before is forgotten when too much is held."""
    monkeypatch.setattr(fallen, "_KEPT", 100)
    size = 60
    chain = {
        f"t/{place}": Component(f"t/{place}", "t", requires=(Dependency(f"t/{place + 1}"),) if place + 1 < size else ())
        for place in range(size)
    }
    asked = single_failures(Architecture(chain, ("t",)))
    for place in range(size):
        assert asked.takes_down(f"t/{place}", "t/0") and asked.takes_down(f"t/{place}", f"t/{place}")
        assert asked._held == sum(len(found.sets) for found in asked._known.values()) <= 100


def triples(count: int) -> Architecture:
    """Return so many systems of three, each of which chooses between two that share nothing."""
    components: dict[str, Component] = {}
    for number in range(count):
        a, b, c = (f"t/{letter}{number}" for letter in "abc")
        components[a] = Component(a, "t", requires=(AtLeast(1, (Dependency(b), Dependency(c))),))
        components |= {b: Component(b, "t"), c: Component(c, "t")}
    return Architecture(components, ("t",))


def peak(question: Question, count: int) -> int:
    """Return the most octets that a question takes of so many systems of three."""
    described = triples(count)
    tracemalloc.start()
    try:
        list(question(described))
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "question",
    [
        cycles.ANALYSIS.answer,
        dominators.ANALYSIS.answer,
        shared_dependencies.ANALYSIS.answer,
        contradictory_slo.check,
        hidden_shared_dependency.check,
        tier_inversion.check,
        unknown_matters.check,
    ],
)
def test_memory_grows_with_the_components_not_with_their_pairs(question: Question) -> None:
    """Four times as many take four times as much, where all pairs would take sixteen times as much."""
    assert peak(question, 8_000) < 6 * peak(question, 2_000)
