"""The longest way through a graph whose strong components count once, against networkx."""

from itertools import pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.longest_chain import longest_chain

GRAPHS = st.integers(0, 9).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, max(size - 1, 0)), max_size=3, unique=True), min_size=size, max_size=size)
)


@given(adjacency=GRAPHS)
def test_it_is_a_longest_path_of_the_condensation(adjacency: list[list[int]]) -> None:
    """Its links are edges between strong components, and no path has more of them."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(range(len(adjacency)))
    graph.add_edges_from((tail, head) for tail, heads in enumerate(adjacency) for head in heads)
    condensed = networkx.condensation(graph) if adjacency else graph
    found = longest_chain(adjacency)
    assert len(found) == len(networkx.dag_longest_path(condensed))
    assert all(set(each) in list(networkx.strongly_connected_components(graph)) for each in found)
    for one, other in pairwise(found):
        assert any(head in other for tail in one for head in adjacency[tail])


def test_a_long_chain_needs_no_recursion() -> None:
    """Twenty thousand links."""
    assert len(longest_chain([[vertex + 1] for vertex in range(20_000)] + [[]])) == 20_001
