"""Cycles of chosen dependencies against reachability by brute force."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS, PHASES
from sosgraph.model.requirement import dependencies_of
from sosgraph.structure.callees import uses
from sosgraph.structure.dependency_cycles import cost, dependency_cycles
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def hard_edges(drawn: Architecture, phases: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return who needs whom in one of the phases, zones included; a fallback is not hard."""
    edges = set()
    for name, component in drawn.components.items():
        for requirement in component.requires:
            for dependency in dependencies_of(requirement):
                if set(phases) & set(dependency.phases):
                    edges.add((name, dependency.callee))
        if component.replicas is not None and "run" in phases:
            edges |= {(name, zone) for zone in component.replicas.over[: component.replicas.count]}
    return edges


def reached(edges: set[tuple[str, str]], start: str) -> set[str]:
    """Return what can be reached over one edge or more."""
    found: set[str] = set()
    while further := {head for tail, head in edges if (tail == start or tail in found) and head not in found}:
        found |= further
    return found


@settings(max_examples=80)
@given(drawn=architectures(), phases=st.lists(st.sampled_from(PHASES), min_size=1, max_size=2, unique=True).map(tuple))
def test_cycles_are_the_components_that_reach_themselves(drawn: Architecture, phases: tuple[str, ...]) -> None:
    """Each component that reaches itself is in one cycle, with what it reaches and is reached by; opening ends that."""
    edges = hard_edges(drawn, phases)
    below = {name: reached(edges, name) for name in drawn.components}
    cycles = dependency_cycles(drawn, phases)
    expected = {name: tuple(o for o in drawn.components if o in below[name] and name in below[o]) for name in below}
    assert [cycle.components for cycle in cycles] == list(dict.fromkeys(members for members in expected.values() if members))
    for cycle in cycles:
        hops = [(hop.caller, hop.callee) for hop in cycle.shortest]
        assert set(hops) <= edges
        assert [callee for _, callee in hops] == [caller for caller, _ in hops[1:] + hops[:1]]
        around = {name for hop in hops for name in hop}
        assert around <= set(cycle.components)
        assert cycle.together == all(single_failures(drawn).takes_down(one, other) for one in around for other in around)
        opening = {(hop.caller, hop.callee) for hop in cycle.opening}
        assert opening <= edges
        left = {edge for edge in edges if set(edge) <= set(cycle.components)} - opening
        assert not any(name in reached(left, name) for name in cycle.components)


def test_a_cycle_is_told_with_its_places() -> None:
    """The shortest way around names each dependency and the line on which it is written."""
    described = architecture(
        """
        components:
          a: {depends_on: [b]}
          b: {depends_on: [c, d]}
          c: {depends_on: [a]}
          d: {depends_on: [{on: a, soft: true}]}
        """
    )
    (cycle,) = dependency_cycles(described)
    assert cycle.components == ("test/a", "test/b", "test/c")
    assert [(hop.caller, hop.callee) for hop in cycle.shortest] == [
        ("test/a", "test/b"),
        ("test/b", "test/c"),
        ("test/c", "test/a"),
    ]
    assert [hop.at.path for hop in cycle.shortest] == [
        (0, "components", "a", "depends_on", 0, "on"),
        (0, "components", "b", "depends_on", 0, "on"),
        (0, "components", "c", "depends_on", 0, "on"),
    ]
    assert len(cycle.opening) == 1
    assert cycle.fewest


def test_phases_are_kept_apart() -> None:
    """A dependency that is only needed to start closes no cycle of the running system, and one is found where it is asked for."""
    described = architecture("components: {a: {depends_on: [b]}, b: {depends_on: [{on: a, phase: [start]}]}}")
    assert dependency_cycles(described) == ()
    assert dependency_cycles(described, ("start",)) == ()
    assert [cycle.components for cycle in dependency_cycles(described, ("run", "start"))] == [("test/a", "test/b")]


def named_edges(drawn: Architecture, kinds: tuple[str, ...] | None, hard: bool | None) -> set[tuple[str, str]]:
    """Return who names whom while running, of one of the kinds, fallbacks as soft ones."""
    return {
        (name, use.callee)
        for name, component in drawn.components.items()
        for use in uses(component)
        if "run" in use.phases
        and (kinds is None or use.kind in kinds)
        and (hard is None or hard == (use.role in ("hard", "zone")))
    }


@settings(max_examples=60)
@given(
    architectures(),
    st.none() | st.lists(st.sampled_from(KINDS), min_size=1, max_size=6).map(tuple),
    st.sampled_from((None, True)),
)
def test_only_the_kinds_asked_for_close_cycles(drawn: Architecture, kinds: tuple[str, ...] | None, hard: bool | None) -> None:
    """Kinds and hardness choose edges; what reaches itself over these is in a cycle."""
    edges = named_edges(drawn, kinds, hard)
    wanted = {name for name in drawn.components if name in reached(edges, name)}
    found = dependency_cycles(drawn, kinds=kinds, hard=hard)
    assert {name for cycle in found for name in cycle.components} == wanted


@settings(max_examples=60)
@given(architectures(), st.sampled_from(("start", "recover", "deploy", "observe")))
def test_a_cycle_through_a_phase_or_kind_has_such_a_dependency(drawn: Architecture, through: str) -> None:
    """The shortest cycle begins with one; strong components without one are left out, all others are there."""
    phases = ("run", through) if through in PHASES else ("run",)
    asked, edges = set(), set()
    for name, component in drawn.components.items():
        for use in uses(component):
            if set(phases) & set(use.phases) and (use.role in ("hard", "zone") or use.kind == through):
                edges.add((name, use.callee))
                if through in use.phases or use.kind == through:
                    asked.add((name, use.callee))
    wanted = {tail for tail, head in asked if tail in reached(edges, head) | {head}}
    found = dependency_cycles(drawn, phases, through=through)
    assert {name for cycle in found for name in cycle.components} >= wanted
    assert len(found) == len(
        {frozenset(other for other in reached(edges, one) if one in reached(edges, other)) for one in wanted}
    )
    for cycle in found:
        assert (cycle.shortest[0].caller, cycle.shortest[0].callee) in asked
        assert all((hop.caller, hop.callee) in edges for hop in cycle.shortest)


def test_what_is_easiest_to_do_without_opens_a_cycle() -> None:
    """Soft before hard, what can be kept before what cannot, inferred before all."""
    text = """
    components:
      a: {{depends_on: [{{on: b{0}}}]}}
      b: {{depends_on: [{{on: c{1}}}]}}
      c: {{depends_on: [{{on: a{2}}}]}}
    """
    for details in ((", soft: true", "", ""), (", kind: config", ", kind: auth", "")):
        for turn in range(3):
            turned = details[-turn:] + details[:-turn]
            (cycle,) = dependency_cycles(architecture(text.format(*turned)), hard=None)
            assert [hop.caller for hop in cycle.opening] == [f"test/{'abc'[turn]}"]
            assert cycle.exact


def test_the_cost_of_an_edge_is_that_of_the_worst_behind_it() -> None:
    """A hard call costs most, whatever else is named beside it."""
    described = architecture(
        """
        components:
          a: {depends_on: [{on: b, kind: config}, {any_of: [{on: b}, {on: c}]}, {on: c, soft: true, kind: observe}]}
          b: {}
          c: {}
        """
    )
    of = {
        callee: [use for use in uses(described.components["test/a"]) if use.callee == callee] for callee in ("test/b", "test/c")
    }
    assert cost(of["test/b"]) == 7
    assert cost(of["test/b"][:1]) == 5
    assert cost(of["test/c"][-1:]) == 1
    assert cost([of["test/b"][0]._replace(inferred=True)]) == 0
