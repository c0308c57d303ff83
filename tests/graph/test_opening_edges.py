"""Opening edges: no cycle is left, and for small components no fewer would do."""

from itertools import permutations

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.cycles import opening_edges


def adjacencies(largest: int) -> st.SearchStrategy[list[list[int]]]:
    """Return graphs of up to `largest` vertices."""
    return st.integers(1, largest).flatmap(
        lambda size: st.lists(st.lists(st.integers(0, size - 1), unique=True, max_size=6), min_size=size, max_size=size)
    )


def edges_of(adjacency: list[list[int]]) -> set[tuple[int, int]]:
    """Return the edges as pairs."""
    return {(tail, head) for tail, heads in enumerate(adjacency) for head in heads}


@given(adjacencies(40))
def test_without_them_no_cycle_is_left(adjacency: list[list[int]]) -> None:
    """They are edges of the graph, in order, and what remains is acyclic."""
    opened = opening_edges(adjacency, range(len(adjacency))).edges
    assert list(opened) == sorted(set(opened))
    assert edges_of(adjacency).issuperset(opened)
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(edges_of(adjacency).difference(opened)))


@given(adjacencies(40))
def test_none_of_them_is_idle(adjacency: list[list[int]]) -> None:
    """Each closes a cycle when it alone is put back."""
    opened = opening_edges(adjacency, range(len(adjacency))).edges
    rest = networkx.DiGraph(edges_of(adjacency).difference(opened))
    rest.add_nodes_from(range(len(adjacency)))
    assert all(networkx.has_path(rest, head, tail) for tail, head in opened)


@given(adjacencies(6))
def test_small_components_need_exactly_as_many(adjacency: list[list[int]]) -> None:
    """As many as run against the best of all orders, self edges besides."""
    opened, exact = opening_edges(adjacency, range(len(adjacency)))
    orders = permutations(range(len(adjacency)))
    assert exact
    assert len(opened) == min(sum(place[tail] >= place[head] for tail, head in edges_of(adjacency)) for place in orders)


@given(adjacencies(8), st.data())
def test_only_edges_among_the_members_count(adjacency: list[list[int]], data: st.DataObject) -> None:
    """The answer is that of the graph without the other vertices."""
    members = data.draw(st.sets(st.integers(0, len(adjacency) - 1)))
    cut = [[head for head in heads if head in members] if tail in members else [] for tail, heads in enumerate(adjacency)]
    assert opening_edges(adjacency, members) == opening_edges(cut, members)


def test_the_exact_search_improves_on_the_greedy_order() -> None:
    """The greedy order opens 3 → 0 and 3 → 1; the one edge into 3 is enough."""
    assert opening_edges([[1, 2], [2], [3], [0, 1]], range(4)) == (((2, 3),), True)


def test_a_search_that_was_given_up_is_not_called_exact() -> None:
    """Twenty-four vertices are few, but 129 edges across each other are many."""
    tangled = [sorted({(v * 7 + k * k * 5 + 3 * k * v + k) % 24 for k in range(9)} - {v}) for v in range(24)]
    opened, exact = opening_edges(tangled, range(24))
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(edges_of(tangled).difference(opened)))
    assert not exact


def test_a_large_dense_component_is_not_called_exact() -> None:
    """Of forty vertices that all call one another half the edges go; nobody searched for fewer."""
    dense = [[head for head in range(40) if head != tail] for tail in range(40)]
    opened, exact = opening_edges(dense, range(40))
    assert len(opened) == 40 * 39 // 2
    assert not exact


def test_one_edge_is_known_to_be_fewest_at_any_size() -> None:
    """A cycle of 50,000 vertices is opened by one edge."""
    opened, exact = opening_edges([[(vertex + 1) % 50_000] for vertex in range(50_000)], range(50_000))
    assert len(opened) == 1
    assert exact
