"""The dependencies that a question is about, by kind and phase, as a graph."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sosgraph.frozen import dataclass
from sosgraph.graph.components import cyclic_components
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PHASES, Dependency
from sosgraph.model.slo import NOWHERE
from sosgraph.structure.callees import RUN, Use, all_uses, uses, uses_of_need, zones_of


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


class Behind(dict[tuple[int, int], list[Use]]):
    """The dependencies behind each edge of a graph, in reading order, found for one caller after another when asked for."""

    def __init__(self, architecture: Architecture, selection: Selection) -> None:
        """Remember what to look at."""
        super().__init__()
        self._uses = all_uses(architecture)
        self._names = tuple(architecture.components)
        self._index = {name: number for number, name in enumerate(self._names)}
        self._taken = _Taken(selection)
        self._looked_at: set[int] = set()

    def __missing__(self, edge: tuple[int, int]) -> list[Use]:
        """Return those behind `edge`; raises `KeyError` where it is no edge."""
        tail = edge[0]
        if tail in self._looked_at:
            raise KeyError(edge)
        self._looked_at.add(tail)
        for use in self._uses[self._names[tail]]:
            if self._taken[use.role, use.kind, use.phases, use.inferred]:
                self.setdefault((tail, self._index[use.callee]), []).append(use)
        return self[edge]


class Selected(NamedTuple):
    """The graph of what a selection takes: heads of every tail, in reading order; `behind` has each edge asked for."""

    names: tuple[str, ...]
    adjacency: list[list[int]]
    behind: Behind

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


@dataclass(frozen=True, slots=True)
class _By:
    selection: Selection

    def __call__(self, architecture: Architecture) -> Selected:
        return _selected(architecture, self.selection)


def _selected(architecture: Architecture, selection: Selection) -> Selected:
    index = {name: number for number, name in enumerate(architecture.components)}
    taken = _Taken(selection)
    copies: dict[tuple[str, ...], dict[int, None]] = {}  # many replicas stand on the same zones
    adjacency = []
    for component in architecture.components.values():
        heads: dict[int, None] = {}
        for need in component.requires:
            if isinstance(need, Dependency) and need.fallback is None:  # nearly all
                if taken["hard", need.kind, need.phases, need.inferred]:
                    heads[index[need.callee]] = None
            else:
                heads.update({index[use.callee]: None for use in uses_of_need(need) if selection.takes(use)})
        for need in component.uses:
            if taken["soft", need.kind, need.phases, need.inferred]:
                heads[index[need.callee]] = None
                if need.fallback is not None:
                    heads[index[need.fallback.callee]] = None
        replicas = component.replicas
        if replicas is not None and replicas.over and taken["zone", "placement", RUN, False]:
            over = replicas.zones
            if over not in copies:
                copies[over] = {index[zone]: None for zone in zones_of(replicas)}
            heads.update(copies[over])
        adjacency.append(list(heads))
    return Selected(tuple(index), adjacency, Behind(architecture, selection))


Kind = tuple[str, str, tuple[str, ...], bool]
"""Role, kind, phases of a callee that is named, and whether that is inferred: all that selections look at."""


class _Taken(dict[Kind, bool]):
    """Whether a selection takes what is named so."""

    def __init__(self, selection: Selection) -> None:
        super().__init__()
        self._selection = selection

    def __missing__(self, kind: Kind) -> bool:
        self[kind] = self._selection.takes(Use("", NOWHERE, "", *kind))
        return self[kind]


def cyclic_sizes(architecture: Architecture, selection: Selection) -> list[int]:
    """Return how many components the strong components with a cycle that counts have."""
    named = (Use("", NOWHERE, "", *kind) for kind in kinds_named(architecture))
    if not any(selection.takes(use) and selection.asks_for(use) for use in named):
        return []
    return list(map(len, selected(architecture, selection).cyclic(selection)))


def kinds_named(architecture: Architecture) -> Mapping[Kind, int]:
    """Return how many callees are named in each role, of each kind, for which phases, inferred or not; found once."""
    return architecture.once(_kinds_named)


def _kinds_named(architecture: Architecture) -> Counter[Kind]:
    found: Counter[Kind] = Counter()
    for component in architecture.components.values():
        plain = [need for need in component.requires if isinstance(need, Dependency) and need.fallback is None]
        if component.uses or component.replicas is not None or len(plain) < len(component.requires):
            found.update([(use.role, use.kind, use.phases, use.inferred) for use in uses(component)])
        else:  # nearly all
            found.update([("hard", need.kind, need.phases, need.inferred) for need in plain])
    return found
