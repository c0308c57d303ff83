"""Paths and reachable sets against networkx."""

from itertools import pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.bit_sets import members
from sosgraph.graph.reachability import reachable_sets, shortest_path

ADJACENCIES = st.integers(1, 10).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), unique=True, max_size=3), min_size=size, max_size=size)
)


def oracle(adjacency: list[list[int]]) -> "networkx.DiGraph[int]":
    """Return the same graph in networkx."""
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_nodes_from(range(len(adjacency)))
    graph.add_edges_from((tail, head) for tail, heads in enumerate(adjacency) for head in heads)
    return graph


@given(ADJACENCIES)
def test_a_vertex_reaches_its_descendants_and_itself(adjacency: list[list[int]]) -> None:
    """For all vertices, cycles or not."""
    graph = oracle(adjacency)
    assert [set(members(bits)) for bits in reachable_sets(adjacency)] == [
        {vertex} | networkx.descendants(graph, vertex) for vertex in range(len(adjacency))
    ]


@given(ADJACENCIES, st.data())
def test_a_path_is_the_first_of_the_shortest_allowed_ones(adjacency: list[list[int]], data: st.DataObject) -> None:
    """Only vertices between the ends must be allowed; among equals reading order decides; None when there is no way."""
    vertices = st.integers(0, len(adjacency) - 1)
    source, target, barred = data.draw(vertices), data.draw(vertices), data.draw(st.sets(vertices))
    graph = oracle(adjacency)
    graph.remove_nodes_from(barred - {source, target})
    found = shortest_path(adjacency, source, target, lambda vertex: vertex not in barred)
    if not networkx.has_path(graph, source, target):
        assert found is None
        return
    rank = {(tail, head): at for tail, heads in enumerate(adjacency) for at, head in enumerate(heads)}
    ways = networkx.all_shortest_paths(graph, source, target)
    assert found == min(ways, key=lambda way: [rank[edge] for edge in pairwise(way)])
