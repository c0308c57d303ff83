"""Components as people name them: what is meant, what is asked about when nothing is said, and what a refusal says."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings

from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.selection import (
    answerable,
    answerable_components,
    selected,
    selected_component,
    selected_components,
    selected_parts,
    topmost,
)
from sosgraph.structure.composites import composite_availability, journey_availability
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
components:
  web: {entry: true, depends_on: [cart, {on: ads, soft: true}]}
  cart: {slo: 99.9%, depends_on: [db]}
  ads: {slo: 99%, depends_on: [db]}
  checkout: {slo: 99.95%, depends_on: [db]}
  batch: {depends_on: [db]}
  tool: {slo: 99%}
  report: {depends_on: [db]}
  db: {availability: 99.9%, slo: 99.5%}
journeys:
  buy: {through: [web, report], slo: 99.5%}
"""


def short(names: Sequence[str]) -> list[str]:
    return [name.removeprefix("test/") for name in names]


def test_no_promise_is_hidden_by_an_entry() -> None:
    """Entries, and what is on a journey or promises something and is not needed by these; not what is only its promise."""
    assert short(answerable_components(architecture(SHOP), ())) == ["web", "ads", "checkout", "report"]


def test_of_a_cycle_the_first_is_asked_about() -> None:
    """Two that promise and need each other are one question; so is one that an entry needs in the end."""
    circle = "components: {a: {slo: 99%, depends_on: [b]}, b: {slo: 99%, depends_on: [a]}ENTRY}"
    assert short(answerable_components(architecture(circle.replace("ENTRY", "")), ())) == ["a"]
    entered = circle.replace("ENTRY", ", e: {entry: true, depends_on: [m]}, m: {depends_on: [b]}")
    assert short(answerable_components(architecture(entered), ())) == ["e"]


def test_a_circle_that_nobody_else_needs_is_asked_about() -> None:
    """Where nothing is promised: all of it, as one that nobody needs is; not what it needs, and nothing else without it."""
    circle = "components: {web: {depends_on: [probe, db]}, probe: {depends_on: [web]}, db: {}MORE}"
    assert short(answerable_components(architecture(circle.replace("MORE", "")), ())) == ["web", "probe"]
    assert short(answerable_components(architecture(circle.replace("MORE", ", mail: {}")), ())) == ["web", "probe", "mail"]


@settings(max_examples=60)
@given(drawn=architectures())
def test_what_is_topmost_is_above_all_else(drawn: Architecture) -> None:
    """Everything is reached from it; whoever reaches one of it is reached from that one."""
    callees: dict[str, set[str]] = {name: set() for name in drawn.components}
    for caller, dependency, _ in drawn.dependencies():
        callees[caller.name].add(dependency.callee)
    reached = {name: {name, *callees[name]} for name in callees}
    for _ in callees:
        reached = {name: found.union(*(reached[each] for each in found)) for name, found in reached.items()}
    found = topmost(drawn, drawn.components)
    assert found == tuple(name for name in callees if all(other in reached[name] for other in callees if name in reached[other]))
    assert set().union(*(reached[name] for name in found)) == set(callees)


def below(described: Architecture, name: str) -> set[str]:
    """Return what `name` needs hard while running, in the end."""
    found: set[str] = set()
    pending = [name]
    while pending:
        component: Component = described.components[pending.pop()]
        hard = [
            each for caller, each, needed in described.dependencies() if needed and caller is component and "run" in each.phases
        ]
        zones = component.replicas.over if component.replicas is not None else ()
        callees = {each.callee for each in hard} | {each.fallback.callee for each in hard if each.fallback is not None} | {*zones}
        pending.extend(callees - found)
        found |= callees
    return found


@settings(max_examples=60)
@given(drawn=architectures())
def test_every_promise_is_asked_about_or_below_what_is(drawn: Architecture) -> None:
    """Or it is the only number of a component that needs nobody; and no promise is asked about that an entry needs."""
    asked = answerable_components(drawn, ())
    covered = set(asked).union(*(below(drawn, name) for name in asked))
    heads = {journey.through[0] for journey in drawn.journeys.values() if journey.through}
    for component in drawn.components.values():
        if component.availability_slos and below(drawn, component.name):
            assert component.name in covered
        if component.entry is not None or component.name in heads:
            assert component.name in asked


def test_journeys_systems_and_patterns() -> None:
    """A component before a journey before a system before a pattern."""
    described = architecture(SHOP)
    chosen = answerable(described, ["buy", "c*", "test"])
    assert short(chosen.names) == ["journey buy", "cart", "checkout", "web", "ads", "report"]
    assert chosen.architecture.components["journey buy"].requires and "journey buy" not in described.components
    assert len(selected(described, ["test"]).names) == len(described.components) == len(selected_components(described, ()))
    assert answerable(described, ["web"]).architecture is described
    with pytest.raises(BadCall):
        selected_components(described, ["buy"])


@settings(max_examples=60)
@given(drawn=architectures())
def test_a_journey_is_up_when_all_that_it_goes_through_is(drawn: Architecture) -> None:
    """Its composite is that of the journey."""
    for name, reached in journey_availability(drawn).items():
        if name in drawn.components or any(full.endswith(f"/{name}") for full in drawn.components):
            continue
        extended, (journey,) = selected(drawn, [f"journey {name}"])
        found = composite_availability(extended, wanted=[journey])[journey]
        assert found.unavailability_high == pytest.approx(reached.unavailability_high, rel=1e-9, abs=1e-15)


def test_a_system_or_a_journey_is_no_component() -> None:
    """Where one component is asked for, what is called so is named as what it is, and no other name is guessed."""
    both = architecture("system: q\ncomponents: {a: {}, b: {}}\njourneys: {buy: {through: [a]}}")
    with pytest.raises(BadCall, match=r"^'q' is a system, and a component is asked for here; in it there are q/a, q/b$"):
        selected_parts(both, ["q"])
    for name in ("buy", "journey buy"):
        with pytest.raises(BadCall, match=rf"^'{name}' is a journey, and a component is asked for here; in it there are q/a$"):
            selected_components(both, [name])
    many = architecture("system: q\ncomponents: {" + ", ".join(f"part-{number}: {{}}" for number in range(20)) + "}")
    with pytest.raises(BadCall, match=r"q/part-7 and 12 more$"):
        selected_component(many, "q")


def test_a_refusal_says_what_there_is() -> None:
    """The nearest name, journeys too; else the names that there are."""
    with pytest.raises(BadCall, match="no component is called 'chekout'; did you mean 'checkout'"):
        selected_components(architecture(SHOP), ["chekout"])
    with pytest.raises(BadCall, match=r"called 'xyz-12'; there are web, cart, ads, checkout, batch, tool, report, db$"):
        answerable(architecture(SHOP), ["xyz-12"])
    many = architecture("components: {" + ", ".join(f"part-{number}: {{}}" for number in range(20)) + "}")
    with pytest.raises(BadCall, match="and 12 more, which 'sosgraph composite-slo' lists"):
        selected_components(many, ["zzz"])
