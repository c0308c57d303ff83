"""The dependencies that a question is about, by kind and phase, as a graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sosgraph.graph.components import cyclic_components
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PHASES
from sosgraph.structure.callees import Use, all_uses


class Selection(NamedTuple):
    """Which dependencies count: needed in one of `phases`, of one of `kinds`, hard or soft; None asks for nothing.

    With `through`, a kind or a phase, only those cycles count that have such a dependency; one of that kind counts though it
    is soft. Without `inferred`, what an importer only inferred does not count. Fallbacks are soft, zones of replicas hard.
    """

    phases: tuple[str, ...] = ("run",)
    kinds: tuple[str, ...] | None = None
    hard: bool | None = True
    through: str | None = None
    inferred: bool = True

    def takes(self, use: Use) -> bool:
        """Tell whether the dependency counts."""
        return (
            any(phase in self.phases for phase in use.phases)
            and (self.kinds is None or use.kind in self.kinds)
            and (self.hard is None or (use.role in ("hard", "zone")) == self.hard or use.kind == self.through)
            and (self.inferred or not use.inferred)
        )

    def asks_for(self, use: Use) -> bool:
        """Tell whether a cycle with this dependency is one of those that count."""
        return self.through is None or self.through == use.kind or self.through in use.phases


VIEWS = {
    "running": Selection(),
    "call": Selection(kinds=("call",), hard=None),
    "call+config": Selection(PHASES, ("call", "config"), hard=None, through="config"),
    "start": Selection(("run", "start"), through="start", inferred=False),
    "recover": Selection(("run", "recover"), through="recover"),
    "observe": Selection(through="observe"),
    "deploy": Selection(("run", "deploy"), through="deploy"),
}
"""What readers ask for, by the word they would use."""


class Selected(NamedTuple):
    """The graph of what a selection takes: heads of every tail, the dependencies behind each edge, in reading order."""

    names: tuple[str, ...]
    adjacency: list[list[int]]
    behind: dict[tuple[int, int], list[Use]]

    def cyclic(self, selection: Selection) -> list[list[int]]:
        """Return the strong components with a cycle that counts, ordered by smallest member, members ascending."""
        found = cyclic_components(self.adjacency)
        return found if selection.through is None else [members for members in found if self.asked(members, selection)]

    def asked(self, members: Sequence[int], selection: Selection) -> list[tuple[int, int]]:
        """Return the edges among `members` that a cycle must have one of; every edge of a strong component is on a cycle."""
        inside = frozenset(members)
        return [
            (tail, head)
            for tail in members
            for head in self.adjacency[tail]
            if head in inside and any(selection.asks_for(use) for use in self.behind[tail, head])
        ]


def selected(architecture: Architecture, selection: Selection) -> Selected:
    """Return the graph of the dependencies that `selection` takes, vertices in reading order, found once."""
    return architecture.once(_By(selection))


@dataclass(frozen=True)
class _By:
    selection: Selection

    def __call__(self, architecture: Architecture) -> Selected:
        return _selected(architecture, self.selection)


def _selected(architecture: Architecture, selection: Selection) -> Selected:
    named = architecture.once(_named)
    behind: dict[tuple[int, int], list[Use]] = {}
    adjacency: list[list[int]] = [[] for _ in architecture.components]
    taken = {kind: selection.takes(use) for kind, use in named.kinds.items()}
    for edge, kind, use in named.uses:
        if taken[kind]:
            if edge not in behind:
                behind[edge] = []
                adjacency[edge[0]].append(edge[1])
            behind[edge].append(use)
    return Selected(tuple(architecture.components), adjacency, behind)


def cyclic_sizes(architecture: Architecture, selection: Selection) -> list[int]:
    """Return how many components the strong components with a cycle that counts have."""
    uses_of = architecture.once(_named).kinds.values()
    if not any(selection.takes(use) and selection.asks_for(use) for use in uses_of):
        return []
    return list(map(len, selected(architecture, selection).cyclic(selection)))


_Kind = tuple[str, str, tuple[str, ...], bool]


class _Named(NamedTuple):
    """All callees that are named, each with its edge; `kinds` has one use for each way in which selections tell them apart."""

    uses: list[tuple[tuple[int, int], _Kind, Use]]
    kinds: dict[_Kind, Use]


def _named(architecture: Architecture) -> _Named:
    index = {name: number for number, name in enumerate(architecture.components)}
    found = []
    kinds: dict[_Kind, Use] = {}
    for name, named in all_uses(architecture).items():
        tail = index[name]
        for use in named:
            kind: _Kind = (use.role, use.kind, use.phases, use.inferred)
            kinds.setdefault(kind, use)
            found.append(((tail, index[use.callee]), kind, use))
    return _Named(found, kinds)
