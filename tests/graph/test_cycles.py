"""Cycles against networkx's enumeration of all of them."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.cycles import Cycles, cycles, shortest_cycle, shortest_cycle_with

ADJACENCIES = st.integers(1, 6).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), unique=True), min_size=size, max_size=size)
)


def all_cycles(adjacency: list[list[int]]) -> list[tuple[int, ...]]:
    """Return all elementary cycles from their smallest vertex on, the shortest first, then lexicographically."""
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_edges_from((tail, head) for tail, heads in enumerate(adjacency) for head in heads)
    turned = []
    for cycle in networkx.simple_cycles(graph):
        first = cycle.index(min(cycle))
        turned.append(tuple(cycle[first:] + cycle[:first]))
    return sorted(turned, key=lambda cycle: (len(cycle), cycle))


def complete_graph(size: int) -> list[list[int]]:
    """Return the graph in which every vertex calls every other."""
    return [[head for head in range(size) if head != tail] for tail in range(size)]


@given(ADJACENCIES)
def test_the_shortest_cycle_is_the_first_of_all(adjacency: list[list[int]]) -> None:
    """Shortest, then lexicographically smallest; the empty list when there is no cycle."""
    wanted = all_cycles(adjacency)
    assert shortest_cycle(adjacency, range(len(adjacency))) == (list(wanted[0]) if wanted else [])


@given(ADJACENCIES)
def test_the_shortest_cycle_through_a_vertex_is_the_first_that_has_it(adjacency: list[list[int]]) -> None:
    """It starts at its own smallest vertex, not at the one asked for."""
    wanted = all_cycles(adjacency)
    for vertex in range(len(adjacency)):
        through = [list(cycle) for cycle in wanted if vertex in cycle]
        assert shortest_cycle(adjacency, range(len(adjacency)), vertex) == (through[0] if through else [])


@given(ADJACENCIES, st.data())
def test_a_shortest_cycle_with_one_of_some_edges_begins_with_it(adjacency: list[list[int]], data: st.DataObject) -> None:
    """As short as the first of all that have one of the edges; empty when none has."""
    edges = [(tail, head) for tail, heads in enumerate(adjacency) for head in heads]
    asked = data.draw(st.lists(st.sampled_from(edges), unique=True)) if edges else []
    having = [one for one in all_cycles(adjacency) if not set(asked).isdisjoint(zip(one, one[1:] + one[:1], strict=True))]
    found = shortest_cycle_with(adjacency, range(len(adjacency)), asked)
    assert len(found) == (len(having[0]) if having else 0)
    if having:
        first = found.index(min(found))
        assert tuple(found[first:] + found[:first]) in having
        assert (found[0], found[1 % len(found)]) in asked


@given(ADJACENCIES)
def test_all_cycles_are_found_when_there_is_room(adjacency: list[list[int]]) -> None:
    """With neither bound reached it is networkx's set, in order, and called complete."""
    assert cycles(adjacency, range(len(adjacency)), at_most=1_000) == Cycles(tuple(all_cycles(adjacency)), True)


@given(ADJACENCIES, st.integers(0, 8))
def test_with_little_room_the_first_are_found_and_completeness_is_honest(adjacency: list[list[int]], at_most: int) -> None:
    """Exactly as many cycles as there is room for is complete, one more is not."""
    wanted = all_cycles(adjacency)
    assert cycles(adjacency, range(len(adjacency)), at_most) == Cycles(tuple(wanted[:at_most]), len(wanted) <= at_most)


@given(ADJACENCIES, st.integers(1, 6))
def test_longer_ones_are_not_looked_for(adjacency: list[list[int]], longest: int) -> None:
    """Those of so many vertices or less, and complete when these are all of them."""
    wanted = tuple(cycle for cycle in all_cycles(adjacency) if len(cycle) <= longest)
    assert cycles(adjacency, range(len(adjacency)), 1_000, longest=longest) == Cycles(wanted, True)


@given(ADJACENCIES, st.integers(1, 12))
def test_with_few_steps_nothing_false_is_said(adjacency: list[list[int]], steps: int) -> None:
    """What is found is the beginning of all, or a single cycle; complete only when it is all; something if there is any."""
    wanted = all_cycles(adjacency)
    found, complete = cycles(adjacency, range(len(adjacency)), at_most=1_000, steps=steps)
    assert list(found) == wanted[: len(found)] or (len(found) == 1 and found[0] in wanted)
    assert bool(found) == bool(wanted)
    assert not complete or list(found) == wanted


@given(ADJACENCIES, st.data())
def test_only_members_take_part(adjacency: list[list[int]], data: st.DataObject) -> None:
    """Cycles among some vertices are those that never leave them."""
    members = data.draw(st.sets(st.integers(0, len(adjacency) - 1)))
    wanted = [cycle for cycle in all_cycles(adjacency) if members.issuperset(cycle)]
    assert cycles(adjacency, members, at_most=1_000) == Cycles(tuple(wanted), True)


def test_a_dense_component_is_cut_short_and_says_so() -> None:
    """Forty vertices that all call one another have more cycles than there are atoms; both bounds hold."""
    dense = complete_graph(40)
    assert cycles(dense, range(40)) == Cycles(tuple((0, head) for head in range(1, 21)), False)
    found, complete = cycles(dense, range(40), at_most=10**9, steps=2_000)
    assert 0 < len(found) <= 3_000
    assert not complete


def test_a_long_cycle_is_found_whole() -> None:
    """Neither direction of the numbers makes one cycle of 50,000 vertices hard."""
    size = 50_000
    assert cycles([[(v + 1) % size] for v in range(size)], range(size)) == Cycles((tuple(range(size)),), True)
    assert shortest_cycle([[(v - 1) % size] for v in range(size)], range(size)) == [0, *range(size - 1, 0, -1)]


def test_two_long_cycles_with_a_vertex_in_common_are_both_found() -> None:
    """Lengths between that of the first and that of the second are skipped."""
    adjacency = [[v + 1] for v in range(4_000)] + [[0]]
    adjacency[1_000].append(0)
    found, complete = cycles(adjacency, range(4_001))
    assert [len(cycle) for cycle in found] == [1_001, 4_001]
    assert complete
