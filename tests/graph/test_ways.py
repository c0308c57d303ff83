"""Every way out, one shortest path for each first edge."""

from itertools import pairwise

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.ways import shortest_ways, ways


@given(st.integers(1, 8).flatmap(lambda size: st.tuples(
    st.lists(st.lists(st.integers(0, size - 1), max_size=4), min_size=size, max_size=size),
    st.sets(st.integers(0, size - 1)), st.sets(st.integers(0, size - 1)), st.sets(st.integers(0, size - 1)),
)))  # fmt: skip
def test_are_the_shortest_ones(drawn: tuple[list[list[int]], set[int], set[int], set[int]]) -> None:
    """Each is a path of the graph through what is allowed, and as long as networkx's; no first edge is left out."""
    adjacency, sources, targets, through = drawn
    targets -= sources
    found = list(ways(adjacency, sources, targets, through))
    allowed = (through - sources) | targets
    graph = networkx.DiGraph(
        [(tail, head) for tail in through - sources - targets for head in adjacency[tail] if head in allowed]
    )
    graph.add_nodes_from(allowed)
    expected = {}
    for source in sources:
        for head in set(adjacency[source]) & allowed:
            lengths = networkx.single_source_shortest_path_length(graph, head)
            reached = [length for target, length in lengths.items() if target in targets]
            if reached:
                expected[source, head] = min(reached) + 2
    assert {(path[0], path[1]): len(path) for path in found} == expected and len(found) == len(expected)
    for path in found:
        assert path[-1] in targets and not (sources | targets) & set(path[1:-1])
        assert all(head in adjacency[tail] for tail, head in pairwise(path))


@given(st.integers(1, 8).flatmap(lambda size: st.tuples(
    st.lists(st.lists(st.integers(0, size - 1), max_size=4), min_size=size, max_size=size),
    st.sets(st.integers(0, size - 1)), st.sets(st.integers(0, size - 1)), st.sets(st.integers(0, size - 1)),
)))  # fmt: skip
def test_the_shortest_way_to_each_target(drawn: tuple[list[list[int]], set[int], set[int], set[int]]) -> None:
    """As long as networkx's from the nearest source, through what is allowed alone."""
    adjacency, sources, targets, through = drawn
    targets -= sources
    found = shortest_ways(adjacency, sources, targets, through)
    graph = networkx.DiGraph([(tail, (head, "end")) for tail in sources | through for head in adjacency[tail]])
    graph.add_edges_from((tail, head) for tail in sources | through for head in adjacency[tail] if head in through - sources)
    graph.add_nodes_from(sources)
    lengths = networkx.multi_source_dijkstra_path_length(graph, sources) if sources else {}
    assert {target: len(path) - 1 for target, path in found.items()} == {
        target: lengths[target, "end"] for target in targets if (target, "end") in lengths
    }
    assert all(path[0] in sources and path[-1] == target and set(path[1:-1]) <= through for target, path in found.items())
