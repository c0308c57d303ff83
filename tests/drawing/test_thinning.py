"""Arrows that follow from others are left out."""

import networkx
from hypothesis import given

from sosgraph.drawing.scene import Edge, Node, Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.thinning import thinned
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look
from tests.strategies import architectures


def graph(picture: Scene) -> networkx.DiGraph:
    found = networkx.DiGraph()
    found.add_nodes_from(picture.names())
    found.add_edges_from((edge.tail, edge.head) for edge in picture.edges if edge.style == "hard")
    return found


@given(architectures())
def test_reaches_what_it_reached(architecture: Architecture) -> None:
    """Whoever could be reached over hard arrows still can; where there is no cycle, not one arrow more is left (networkx)."""
    before = scene(architecture)
    after, words = thinned(before)
    whole, less = graph(before), graph(after)
    assert networkx.transitive_closure(whole).edges == networkx.transitive_closure(less).edges
    assert bool(words) == (len(after.edges) < len(before.edges))
    if networkx.is_directed_acyclic_graph(whole):
        assert less.edges == networkx.transitive_reduction(whole).edges


def test_what_is_marked_stays() -> None:
    """And so does what is soft."""
    look = Look("test", "seen")
    nodes = tuple(Node(name, name) for name in "abc")
    ways = (Edge("a", "b"), Edge("b", "c"))
    for way in (Edge("a", "c", looks=(look,)), Edge("a", "c", "soft")):
        assert thinned(Scene("s", nodes=nodes, edges=(*ways, way)))[0].edges == (*ways, way)
    assert thinned(Scene("s", nodes=nodes, edges=(*ways, Edge("a", "c"))))[1] == "without 1 dependency that follow from others"
