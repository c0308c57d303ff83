"""Why does one component fall when another fails alone? A shortest chain of which every link falls."""

from collections.abc import Sequence
from itertools import pairwise

from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.structure.network import network
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.single_failures import single_failures


class Witnesses:
    """Chains from a component to what takes it down, through components that fall with it."""

    __slots__ = ("_adjacency", "_components", "_failures", "_index", "_kinds", "_names")

    def __init__(self, architecture: Architecture) -> None:
        graph = network(architecture).restricted(phases=("run",))
        self._components = architecture.components
        self._failures = single_failures(architecture)
        self._names = graph.names
        self._adjacency = graph.adjacency()
        self._index = {name: index for index, name in enumerate(graph.names)}
        self._kinds = {(edge.tail, edge.head): edge.kind for edge in reversed(graph.edges)}

    def chain(self, start: str, cause: str) -> tuple[str, ...]:
        """Return the shortest chain of callers and callees from `start` to `cause`, both included; empty when there is none."""

        def falls(vertex: int) -> bool:
            return self._failures.takes_down(cause, self._names[vertex])

        first = self._index[start]
        path = shortest_path(self._adjacency, first, self._index[cause], falls) if falls(first) else None
        return tuple(self._names[vertex] for vertex in path or ())

    def kinds(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return what passes along each link of a chain."""
        links = pairwise(chain)
        return tuple(self._kinds.get((self._index[caller], self._index[callee]), "call") for caller, callee in links)

    def places(self, chain: Sequence[str]) -> tuple[tuple[str, str, Pointer], ...]:
        """Return caller, callee and place of each link of a chain."""
        return tuple(
            (caller, callee, place_of_dependency(self._components[caller], callee, ("run",)))
            for caller, callee in pairwise(chain)
        )


def witnesses(architecture: Architecture) -> Witnesses:
    """Return the witnesses of an architecture, prepared once."""
    return architecture.once(Witnesses)
