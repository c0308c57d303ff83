"""The components as vertices, and what is written about the dependencies on a chain of them."""

from collections.abc import Sequence
from itertools import pairwise

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.source import Pointer
from sosgraph.structure.callees import RUN
from sosgraph.structure.network import network
from sosgraph.structure.places import Written, written


class ChainLinks:
    """Looked up once for each architecture, whatever fails in it."""

    def __init__(self, architecture: Architecture) -> None:
        """Number the components."""
        self._architecture = architecture
        self.names = tuple(architecture.components)
        self.index = {name: index for index, name in enumerate(self.names)}
        self._plain: dict[int, tuple[tuple[str, int], ...] | None] = {}
        self._kinds: dict[tuple[int, int], str] | None = None
        self._written: dict[str, dict[str, Written]] = {}

    def plain(self, vertex: int) -> tuple[tuple[str, int], ...] | None:
        """Return the callees that a component needs while running and their vertices; None where not each alone is needed.

        The zones of its copies are not among them.
        """
        if vertex not in self._plain:
            component = self._architecture.components[self.names[vertex]]
            found = [need for need in component.requires if isinstance(need, Dependency)]
            redundant = len(found) < len(component.requires) or any(need.fallback is not None for need in found)
            if redundant:
                self._plain[vertex] = None
            else:
                needed = [need.callee for need in found if "run" in need.phases and need.probability is None]
                self._plain[vertex] = tuple((callee, self.index[callee]) for callee in needed)
        return self._plain[vertex]

    def kinds(self, chain: Sequence[str]) -> tuple[str, ...]:
        """Return what passes along each link of a chain."""
        if self._kinds is None:
            edges = network(self._architecture).restricted(phases=("run",)).edges
            self._kinds = {(edge.tail, edge.head): edge.kind for edge in reversed(edges)}
        known = self._kinds
        return tuple(known.get((self.index[caller], self.index[callee]), "call") for caller, callee in pairwise(chain))

    def places(self, chain: Sequence[str]) -> tuple[tuple[str, str, Pointer], ...]:
        """Return caller, callee and place of each link of a chain."""
        return tuple((caller, callee, self._place(caller, callee)) for caller, callee in pairwise(chain))

    def _place(self, caller: str, callee: str) -> Pointer:
        component = self._architecture.components[caller]
        if caller not in self._written:
            self._written[caller] = written(component, RUN)
        found = self._written[caller].get(callee)
        return component.at if found is None else found[0] / found[1]
