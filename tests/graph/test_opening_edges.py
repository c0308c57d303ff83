"""Opening edges: no cycle is left, none is idle, and where they are called exact no fewer and no cheaper would do."""

from itertools import combinations, permutations

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.graph.opening_edges import opening_edges


def adjacencies(largest: int) -> st.SearchStrategy[list[list[int]]]:
    """Return graphs of up to `largest` vertices."""
    return st.integers(1, largest).flatmap(
        lambda size: st.lists(st.lists(st.integers(0, size - 1), unique=True, max_size=6), min_size=size, max_size=size)
    )


def edges_of(adjacency: list[list[int]]) -> set[tuple[int, int]]:
    """Return the edges as pairs."""
    return {(tail, head) for tail, heads in enumerate(adjacency) for head in heads}


def drawn_costs(data: st.DataObject, adjacency: list[list[int]]) -> dict[tuple[int, int], int]:
    """Draw what each edge costs, often nothing."""
    return {edge: data.draw(st.sampled_from((0, 0, 1, 3, 7))) for edge in sorted(edges_of(adjacency))}


@given(adjacencies(40), st.data())
def test_without_them_no_cycle_is_left(adjacency: list[list[int]], data: st.DataObject) -> None:
    """They are edges of the graph, in order, and what remains is acyclic, whatever they cost and however few steps there are."""
    steps = data.draw(st.sampled_from((0, 50, 1_000, 100_000)))
    opened = opening_edges(adjacency, range(len(adjacency)), drawn_costs(data, adjacency), steps).edges
    assert list(opened) == sorted(set(opened))
    assert edges_of(adjacency).issuperset(opened)
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(edges_of(adjacency).difference(opened)))


@given(adjacencies(40), st.sampled_from((0, 50, 1_000, 100_000)))
def test_none_of_them_is_idle(adjacency: list[list[int]], steps: int) -> None:
    """Each closes a cycle when it alone is put back."""
    opened = opening_edges(adjacency, range(len(adjacency)), steps=steps).edges
    rest = networkx.DiGraph(edges_of(adjacency).difference(opened))
    rest.add_nodes_from(range(len(adjacency)))
    assert all(networkx.has_path(rest, head, tail) for tail, head in opened)


@given(adjacencies(6))
def test_small_components_need_exactly_as_many(adjacency: list[list[int]]) -> None:
    """As many as run against the best of all orders, self edges besides."""
    opened, exact, at_least = opening_edges(adjacency, range(len(adjacency)))
    orders = permutations(range(len(adjacency)))
    assert exact
    assert at_least == len(opened)
    assert len(opened) == min(sum(place[tail] >= place[head] for tail, head in edges_of(adjacency)) for place in orders)


@given(adjacencies(6), st.data())
def test_of_the_fewest_the_cheapest_are_chosen(adjacency: list[list[int]], data: st.DataObject) -> None:
    """Fewest first, then least in all, against every order of the vertices."""
    costs = drawn_costs(data, adjacency)
    opened, exact, at_least = opening_edges(adjacency, range(len(adjacency)), costs)
    against = (
        [edge for edge in edges_of(adjacency) if place[edge[0]] >= place[edge[1]]]
        for place in permutations(range(len(adjacency)))
    )
    assert exact
    assert (at_least, sum(costs[edge] for edge in opened)) == min(
        (len(edges), sum(costs[edge] for edge in edges)) for edges in against
    )


@settings(max_examples=60)
@given(adjacencies(7), st.integers(0, 60))
def test_the_bound_holds_when_the_search_is_given_up(adjacency: list[list[int]], steps: int) -> None:
    """Fewer than the bound never open every cycle, and exact is only said where it is."""
    opened, exact, at_least = opening_edges(adjacency, range(len(adjacency)), steps=steps)
    orders = permutations(range(len(adjacency)))
    fewest = min(sum(place[tail] >= place[head] for tail, head in edges_of(adjacency)) for place in orders)
    assert at_least <= fewest <= len(opened)
    assert not exact or fewest == len(opened)


@given(adjacencies(8), st.data())
def test_only_edges_among_the_members_count(adjacency: list[list[int]], data: st.DataObject) -> None:
    """The answer is that of the graph without the other vertices."""
    members = data.draw(st.sets(st.integers(0, len(adjacency) - 1)))
    cut = [[head for head in heads if head in members] if tail in members else [] for tail, heads in enumerate(adjacency)]
    assert opening_edges(adjacency, members) == opening_edges(cut, members)


def test_the_exact_search_improves_on_the_greedy_order() -> None:
    """The greedy order opens 3 → 0 and 3 → 1; the one edge into 3 is enough."""
    assert opening_edges([[1, 2], [2], [3], [0, 1]], range(4)) == (((2, 3),), True, 1)


def test_the_cheap_edge_of_a_cycle_is_the_one_that_goes() -> None:
    """Of the three edges of a triangle each opens it."""
    for cheap in combinations(((0, 1), (1, 2), (2, 0)), 1):
        costs = {edge: 0 if edge in cheap else 5 for edge in ((0, 1), (1, 2), (2, 0))}
        assert opening_edges([[1], [2], [0]], range(3), costs).edges == cheap


def test_one_dear_edge_is_better_than_two_cheap_ones() -> None:
    """Fewest come before cheapest: the edge that two cycles share."""
    costs = {(0, 1): 9, (1, 0): 0, (1, 2): 0, (2, 0): 0}
    assert opening_edges([[1], [0, 2], [0]], range(3), costs) == (((0, 1),), True, 1)


def test_a_search_that_was_given_up_is_not_called_exact() -> None:
    """A hundred vertices with four edges each: what was found opens all, and the bound is less."""
    tangled = [sorted({(v * v * 3 + k * k * 31 + 7 * k * v + k) % 100 for k in range(4)} - {v}) for v in range(100)]
    opened, exact, at_least = opening_edges(tangled, range(100), steps=20_000)
    assert networkx.is_directed_acyclic_graph(networkx.DiGraph(edges_of(tangled).difference(opened)))
    assert not exact
    assert 0 < at_least < len(opened)


def test_a_large_dense_component_is_exact_where_short_cycles_tell() -> None:
    """Of forty vertices that all call one another every pair has to lose an edge."""
    dense = [[head for head in range(40) if head != tail] for tail in range(40)]
    opened, exact, _ = opening_edges(dense, range(40))
    assert len(opened) == 40 * 39 // 2
    assert exact


def test_one_edge_is_known_to_be_fewest_at_any_size() -> None:
    """A cycle of 50,000 vertices is opened by one edge."""
    opened, exact, _ = opening_edges([[(vertex + 1) % 50_000] for vertex in range(50_000)], range(50_000))
    assert len(opened) == 1
    assert exact
