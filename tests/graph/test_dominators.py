"""What every path leads through."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.dominators import immediate_dominators
from sosgraph.graph.reachability import shortest_path

GRAPHS = st.integers(1, 8).flatmap(
    lambda size: st.lists(st.lists(st.integers(0, size - 1), max_size=3, unique=True), min_size=size, max_size=size)
)


@given(drawn=GRAPHS)
def test_dominators_are_on_every_path(drawn: list[list[int]]) -> None:
    """Without any of the dominators of a vertex there is no path to it, without any other vertex there is one."""
    reached = [vertex for vertex in range(len(drawn)) if shortest_path(drawn, 0, vertex) is not None]
    place = {vertex: index for index, vertex in enumerate(reached)}
    adjacency = [[place[head] for head in drawn[vertex]] for vertex in reached]
    found = immediate_dominators(adjacency)
    assert found[0] == 0
    for vertex in range(1, len(adjacency)):
        above = {vertex}
        while 0 not in above:
            above.add(next(found[one] for one in above if found[one] not in above))
        for other in range(1, len(adjacency)):
            if other != vertex:
                around = shortest_path(adjacency, 0, vertex, lambda one, other=other: one != other)  # type: ignore[misc]
                assert (around is None) == (other in above)
