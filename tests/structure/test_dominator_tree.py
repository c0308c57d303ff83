"""The dominator tree of an entry, against networkx and against leaving each component out."""

import networkx
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import uses
from sosgraph.structure.dominator_tree import dominator_tree
from tests.strategies import architectures


def hard_graph(drawn: Architecture) -> "networkx.DiGraph[str]":
    """Return who needs whom while running, fallbacks left out."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(drawn.components)
    for name, component in drawn.components.items():
        graph.add_edges_from(
            (name, one.callee) for one in uses(component) if one.role in ("hard", "zone") and "run" in one.phases
        )
    return graph


@settings(max_examples=80)
@given(drawn=architectures(max_components=10))
def test_the_tree_is_that_of_networkx(drawn: Architecture) -> None:
    """For every component as entry."""
    graph = hard_graph(drawn)
    for entry in drawn.components:
        tree = dominator_tree(drawn, entry)
        expected = {name: above for name, above in networkx.immediate_dominators(graph, entry).items() if name != entry}
        assert tree.above == expected
        assert set(tree.names) == {entry, *expected} and tree.names[0] == entry


@settings(max_examples=80)
@given(drawn=architectures(max_components=8))
def test_beyond_a_chokepoint_is_what_is_lost_without_it(drawn: Architecture) -> None:
    """Leave a component out: what the entry no longer reaches lies beyond it, and nothing else does."""
    graph = hard_graph(drawn)
    for entry in drawn.components:
        tree = dominator_tree(drawn, entry)
        reached = networkx.descendants(graph, entry) - {entry}
        points = tree.chokepoints()
        for name in reached:
            without = graph.copy()
            without.remove_node(name)
            lost = reached - networkx.descendants(without, entry) - {name}
            assert points.get(name, 0) == len(lost)
            assert tree.beyond(name) == tuple(other for other in drawn.components if other in lost)
            assert all(name in tree.before(other) for other in lost)
        assert list(points.values()) == sorted(points.values(), reverse=True)
