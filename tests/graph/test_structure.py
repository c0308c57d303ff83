"""Graphs: restricting, reversing, and the doors to networkx and igraph."""

import igraph
import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.structure import Edge, Graph

KINDS = ("call", "data", "dns")
PHASES = ("start", "run", "recover")


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a graph of up to six vertices, with parallel edges and self edges."""
    names = draw(st.lists(st.text("abcdé-", min_size=1), unique=True, min_size=1, max_size=6))
    vertices = st.integers(0, len(names) - 1)
    phases = st.lists(st.sampled_from(PHASES), unique=True).map(tuple)
    edges = draw(st.lists(st.builds(Edge, vertices, vertices, st.sampled_from(KINDS), phases, st.booleans()), max_size=12))
    return Graph(tuple(names), tuple(edges))


@given(
    graphs(),
    st.none() | st.sets(st.sampled_from(KINDS)),
    st.none() | st.sets(st.sampled_from(PHASES)),
    st.none() | st.booleans(),
)
def test_an_edge_is_kept_exactly_when_it_passes_every_condition(
    graph: Graph, kinds: set[str] | None, phases: set[str] | None, hard: bool | None
) -> None:
    """Kind among the kinds, a phase in common, hard as asked; no condition, no loss; reading order and vertices stay."""
    kept = graph.restricted(kinds, phases, hard)
    wanted = []
    for edge in graph.edges:
        if kinds is not None and edge.kind not in kinds:
            continue
        if phases is not None and not phases & set(edge.phases):
            continue
        if hard is not None and edge.hard is not hard:
            continue
        wanted.append(edge)
    assert kept.names == graph.names
    assert list(kept.edges) == wanted


def test_heads_are_in_reading_order_without_repeats() -> None:
    """What is written first comes first, however often it is written."""
    edges = tuple(
        Edge(tail, head, kind, ("run",), True) for tail, head, kind in ((0, 2, "a"), (0, 1, "a"), (0, 2, "b"), (1, 1, "a"))
    )
    assert Graph(("x", "y", "z"), edges).adjacency() == [[2, 1], [1], []]


@given(graphs())
def test_reversing_turns_every_edge_and_twice_changes_nothing(graph: Graph) -> None:
    """The callees of the reversed graph are the callers of the graph."""
    turned = graph.reversed()
    pairs = {(head, tail) for tail, heads in enumerate(turned.adjacency()) for head in heads}
    assert pairs == {(edge.tail, edge.head) for edge in graph.edges}
    assert turned.reversed() == graph


@given(graphs())
def test_networkx_sees_the_same_graph(graph: Graph) -> None:
    """Names, parallel edges and attributes survive the way to networkx."""
    foreign = graph.to_networkx()
    assert isinstance(foreign, networkx.MultiDiGraph)
    assert tuple(foreign.nodes) == graph.names
    place = {name: at for at, name in enumerate(graph.names)}
    back = [
        Edge(place[tail], place[head], found["kind"], found["phases"], found["hard"])
        for tail, head, found in foreign.edges(data=True)
    ]
    assert sorted(back) == sorted(graph.edges)


@given(graphs())
def test_igraph_sees_the_same_graph(graph: Graph) -> None:
    """Names, positions, parallel edges and attributes survive the way to igraph."""
    foreign = graph.to_igraph()
    assert isinstance(foreign, igraph.Graph)
    assert foreign.is_directed()
    assert tuple(foreign.vs["name"]) == graph.names
    assert tuple(Edge(e.source, e.target, e["kind"], e["phases"], e["hard"]) for e in foreign.es) == graph.edges
