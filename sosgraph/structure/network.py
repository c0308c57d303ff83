"""The typed graph of an architecture: who needs whom, what passes, when, and how hard."""

from sosgraph.graph.structure import Edge, Graph
from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import all_uses


def network(architecture: Architecture) -> Graph:
    """Return the graph of all components in reading order, an edge for each dependency, fallback and zone of replicas.

    Members of redundancy groups are hard edges, fallbacks soft ones: whether one failure takes the caller down is
    what failure sets say, not the graph.
    """
    index = {name: number for number, name in enumerate(architecture.components)}
    edges = [
        Edge(index[name], index[use.callee], use.kind, use.phases, use.role in ("hard", "zone"))
        for name, named in all_uses(architecture).items()
        for use in named
    ]
    return Graph(tuple(architecture.components), tuple(edges))
