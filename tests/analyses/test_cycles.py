"""Cycles of hard dependencies against reachability by brute force."""

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.analyses.cycles import answer, dependency_cycles
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PHASES
from sosgraph.model.requirement import dependencies_of
from sosgraph.structure.single_failures import single_failures
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
    (table,) = answer(described)
    assert table.rows[0][:3] == (3, ("a", "b", "c"), "a -> b -> c -> a")


def test_phases_are_kept_apart() -> None:
    """A dependency that is only needed to start closes no cycle of the running system, and one is found where it is asked for."""
    described = architecture("components: {a: {depends_on: [b]}, b: {depends_on: [{on: a, phase: [start]}]}}")
    assert dependency_cycles(described) == ()
    assert answer(described)[0].notes == ("there is none",)
    assert dependency_cycles(described, ("start",)) == ()
    assert [cycle.components for cycle in dependency_cycles(described, ("run", "start"))] == [("test/a", "test/b")]
