"""The typed graph of an architecture: who needs whom, what passes, when, and how hard."""

from collections.abc import Iterator

from sosgraph.graph.structure import Edge, Graph
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component


def network(architecture: Architecture) -> Graph:
    """Return the graph of all components in reading order, an edge for each dependency, fallback and zone of replicas.

    Members of redundancy groups are hard edges, fallbacks soft ones: whether one failure takes the caller down is
    what failure sets say, not the graph.
    """
    index = {name: number for number, name in enumerate(architecture.components)}
    edges = [
        Edge(index[component.name], index[callee], kind, phases, hard)
        for component, callee, kind, phases, hard in _edges(architecture)
    ]
    return Graph(tuple(architecture.components), tuple(edges))


def _edges(architecture: Architecture) -> Iterator[tuple[Component, str, str, tuple[str, ...], bool]]:
    for component, dependency, hard in architecture.dependencies():
        yield component, dependency.callee, dependency.kind, dependency.phases, hard
        if dependency.fallback is not None:
            yield component, dependency.fallback.callee, dependency.kind, dependency.phases, False
    for component in architecture.components.values():
        if component.replicas is not None:
            for zone in dict.fromkeys(component.replicas.over[: component.replicas.count]):
                yield component, zone, "placement", ("run",), True
