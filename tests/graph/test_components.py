"""Strong components against networkx."""

from types import ModuleType

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph import components
from sosgraph.graph.components import cyclic_components, postorder, strong_components
from tests.graph.speeds import SOURCE

at_both_speeds = pytest.mark.parametrize("door", [components, SOURCE["components"]], ids=["installed", "interpreted"])
LONG = 200_000
ADJACENCIES = st.integers(1, 12).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), unique=True, max_size=3), min_size=size, max_size=size)
)


def oracle(adjacency: list[list[int]]) -> "networkx.DiGraph[int]":
    """Return the same graph in networkx."""
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(adjacency)))
    graph.add_edges_from((tail, head) for tail, heads in enumerate(adjacency) for head in heads)
    return graph


@given(ADJACENCIES)
def test_components_are_those_of_networkx_callees_before_callers(adjacency: list[list[int]]) -> None:
    """Every vertex in one component, ascending, and no edge to a component that comes later."""
    found = strong_components(adjacency)
    assert sorted(found) == sorted(sorted(part) for part in networkx.strongly_connected_components(oracle(adjacency)))
    turn = {vertex: at for at, component in enumerate(found) for vertex in component}
    assert all(turn[head] <= turn[tail] for tail, heads in enumerate(adjacency) for head in heads)


@at_both_speeds
@given(ADJACENCIES, st.integers(1, 20))
def test_leaves_that_come_first_can_be_left_out(door: ModuleType, adjacency: list[list[int]], leaves: int) -> None:
    """They would be the first components."""
    heads = [[vertex % leaves, *(leaves + head for head in row)] for vertex, row in enumerate(adjacency)]
    whole = [*([] for _ in range(leaves)), *heads]
    found = door.strong_components(whole)
    assert found[:leaves] == [[leaf] for leaf in range(leaves)]
    assert door.strong_components(whole, leaves) == found[leaves:]


@given(ADJACENCIES)
def test_cyclic_components_hold_exactly_the_vertices_on_cycles(adjacency: list[list[int]]) -> None:
    """Ordered by smallest member; a self edge is a cycle."""
    found = cyclic_components(adjacency)
    on_cycles = {vertex for cycle in networkx.simple_cycles(oracle(adjacency)) for vertex in cycle}
    assert {vertex for component in found for vertex in component} == on_cycles
    assert [component[0] for component in found] == sorted(component[0] for component in found)


@given(ADJACENCIES)
def test_postorder_puts_heads_first_unless_they_lead_back(adjacency: list[list[int]]) -> None:
    """An edge to a later vertex closes a cycle: its two ends are in one component."""
    order = postorder(adjacency)
    assert sorted(order) == list(range(len(adjacency)))
    turn = {vertex: at for at, vertex in enumerate(order)}
    home = {vertex: at for at, component in enumerate(strong_components(adjacency)) for vertex in component}
    assert all(turn[head] < turn[tail] or home[head] == home[tail] for tail, heads in enumerate(adjacency) for head in heads)


def test_long_chains_and_long_cycles_need_no_recursion() -> None:
    """The depth of the graph is not the depth of the stack."""
    chain = [[vertex + 1] for vertex in range(LONG - 1)] + [[]]
    assert strong_components(chain) == [[vertex] for vertex in reversed(range(LONG))]
    assert postorder(chain) == list(reversed(range(LONG)))
    chain[-1].append(0)
    assert strong_components(chain) == [list(range(LONG))]
