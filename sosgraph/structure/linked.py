"""Who leads to whom by chosen dependencies, and a finding for a path along them that should not be there."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from sosgraph.finding import Finding, Note
from sosgraph.graph.ways import shortest_ways, ways
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PHASES
from sosgraph.structure.selected_dependencies import Selected, Selection, selected

_SHOWN = 10


class Linked(NamedTuple):
    """An architecture as a graph of components, numbered in reading order."""

    architecture: Architecture
    graph: Selected

    @property
    def everybody(self) -> range:
        """The numbers of all components."""
        return range(len(self.graph.names))

    def label(self, number: int) -> str:
        """Return how people call a component."""
        return self.architecture.label(self.graph.names[number])

    def ways(self, sources: Collection[int], targets: Collection[int], through: Collection[int]) -> Iterator[list[int]]:
        """Yield a shortest path for each dependency by which a source leads to a target, as `graph.ways` says."""
        return ways(self.graph.adjacency, sources, targets, through)

    def shortest_ways(self, sources: Collection[int], targets: Collection[int], through: Collection[int]) -> dict[int, list[int]]:
        """Return a shortest path for each target that a source leads to, as `graph.ways` says."""
        return shortest_ways(self.graph.adjacency, sources, targets, through)

    def words(self, path: Sequence[int]) -> str:
        """Return `a -> b -> c`, the middle left out of a long one."""
        names = [self.label(number) for number in path]
        shown = names if len(names) <= _SHOWN else [*names[: _SHOWN - 1], "…", names[-1]]
        return " -> ".join(shown)

    def breach(self, path: Sequence[int], message: str) -> Finding:
        """Return the finding that this path is there: at its first hop, with the further ones as notes."""
        first, *further = self.hops(path)
        return Finding(first.at, message, tuple(further))

    def hops(self, path: Sequence[int], branch: int = 0) -> tuple[Note, ...]:
        """Return a note for each hop of a path, where it is written."""
        return tuple(Note(self.graph.behind[hop][0].at, self.words(hop), branch) for hop in pairwise(path))


def linked(architecture: Architecture, kinds: Sequence[str] = (), phases: Sequence[str] = (), hard: bool | None = None) -> Linked:
    """Return the architecture as a graph of its dependencies of these kinds, in these phases; none of one asks for all.

    `hard`: only those without which the caller may be down; else soft ones and fallbacks too.
    """
    chosen = Selection(tuple(phases) or PHASES, tuple(kinds) or None, hard)
    return Linked(architecture, selected(architecture, chosen))
