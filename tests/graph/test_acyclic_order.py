"""Orders that few edges run against, and one kept while edges are added, at both speeds."""

from types import ModuleType

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph import acyclic_order
from tests.graph.speeds import SOURCE

SPEEDS = [pytest.param(acyclic_order, id="installed"), pytest.param(SOURCE["acyclic_order"], id="interpreted")]
EDGES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda edge: edge[0] != edge[1]), unique=True)


def heads_of(edges: list[tuple[int, int]]) -> dict[int, list[int]]:
    """Return the heads of each of ten vertices."""
    return {vertex: sorted(head for tail, head in edges if tail == vertex) for vertex in range(10)}


@pytest.mark.parametrize("kernel", SPEEDS)
@given(edges=EDGES)
def test_every_vertex_has_a_place_and_what_runs_along_is_acyclic(kernel: ModuleType, edges: list[tuple[int, int]]) -> None:
    """Without the edges against the order no cycle is left; without cycles there are none against it."""
    heads = heads_of(edges)
    order = kernel.acyclic_order(heads, dict.fromkeys(edges, 1))
    assert sorted(order) == list(range(10))
    wrong = kernel.against(heads, order)
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(set(edges).difference(wrong)))
    assert bool(wrong) == (not networkx.is_directed_acyclic_graph(networkx.DiGraph(edges)))


@pytest.mark.parametrize("kernel", SPEEDS)
@given(edges=EDGES, order=st.permutations(range(10)), data=st.data())
def test_sifting_never_makes_it_heavier(
    kernel: ModuleType, edges: list[tuple[int, int]], order: list[int], data: st.DataObject
) -> None:
    """All vertices are still there, and what runs against the order weighs no more than before."""
    weights = {edge: data.draw(st.integers(1, 5)) for edge in edges}
    heads = heads_of(edges)
    found = kernel.sifted(heads, order, weights)
    assert sorted(found) == list(range(10))
    before, after = (sum(weights[edge] for edge in kernel.against(heads, one)) for one in (order, found))
    assert after <= before


def test_sifting_finds_the_one_vertex_that_stands_wrong() -> None:
    """The last of ten in a row stands first."""
    row = {vertex: [vertex + 1] if vertex < 9 else [] for vertex in range(10)}
    assert acyclic_order.sifted(row, [9, *range(9)], {(vertex, vertex + 1): 1 for vertex in range(9)}) == list(range(10))


@pytest.mark.parametrize("kernel", SPEEDS)
@given(edges=EDGES)
def test_an_edge_is_taken_exactly_when_it_closes_no_cycle(kernel: ModuleType, edges: list[tuple[int, int]]) -> None:
    """One after the other, against networkx."""
    kept = kernel.KeptOrder(heads_of([]), range(10))
    taken: networkx.DiGraph[int] = networkx.DiGraph()
    taken.add_nodes_from(range(10))
    for tail, head in edges:
        closes = networkx.has_path(taken, head, tail)
        assert kept.takes(tail, head) == (not closes)
        if not closes:
            taken.add_edge(tail, head)


def test_light_edges_run_against_the_order() -> None:
    """Of two edges there and back the lighter one is the one that goes."""
    assert acyclic_order.against({0: [1], 1: [0]}, acyclic_order.acyclic_order({0: [1], 1: [0]}, {(0, 1): 5, (1, 0): 1})) == [
        (1, 0)
    ]
    assert acyclic_order.against({0: [1], 1: [0]}, acyclic_order.acyclic_order({0: [1], 1: [0]}, {(0, 1): 1, (1, 0): 5})) == [
        (0, 1)
    ]


@given(EDGES, st.data())
def test_both_speeds_find_the_same_orders(edges: list[tuple[int, int]], data: st.DataObject) -> None:
    """Greedily, and sifted."""
    weights = {edge: data.draw(st.integers(1, 3)) for edge in edges}
    heads, source = heads_of(edges), SOURCE["acyclic_order"]
    order = acyclic_order.acyclic_order(heads, weights)
    assert order == source.acyclic_order(heads, weights)
    assert acyclic_order.sifted(heads, order, weights) == source.sifted(heads, order, weights)
