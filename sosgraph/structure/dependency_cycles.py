"""Who depends on whom in a circle: strong components of chosen dependencies, a shortest cycle, and what would open them."""

from collections.abc import Collection, Mapping, Sequence

from sosgraph.frozen import dataclass
from sosgraph.graph.components import cyclic_components
from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.structure.callees import Use
from sosgraph.structure.fallen import falling_pairs
from sosgraph.structure.selected_dependencies import Selected, Selection, selected

_ROLES = ("hard", "soft", "fallback", "zone")
_HARD = ("hard", "zone")
_EASY_KINDS = ("observe", "config", "train", "embed")


@dataclass(frozen=True, slots=True)
class Hop:
    """One dependency on a cycle, and where it is written."""

    caller: str
    callee: str
    at: Pointer
    kind: str = "call"


@dataclass(frozen=True, slots=True)
class DependencyCycle:
    """A strong component: its members in reading order, and one shortest cycle, of what falls together where there is one.

    `opening` are dependencies whose removal opens every cycle in it, none of them in vain; fewer than `at_least` cannot do
    it. `exact` tells whether no others are fewer, or as few and easier to do without (`cost`). `together` tells whether whatever
    is on the shortest cycle takes all of it down by failing alone, while running.
    """

    components: tuple[str, ...]
    shortest: tuple[Hop, ...]
    opening: tuple[Hop, ...]
    at_least: int
    exact: bool
    together: bool

    @property
    def fewest(self) -> bool:
        """Whether fewer dependencies than `opening` cannot open it."""
        return self.at_least == len(self.opening)


def dependency_cycles(
    architecture: Architecture,
    phases: tuple[str, ...] = ("run",),
    *,
    kinds: tuple[str, ...] | None = None,
    hard: bool | None = True,
    through: str | None = None,
) -> tuple[DependencyCycle, ...]:
    """Return the strong components of the chosen dependencies, in reading order of their first members.

    A dependency is chosen when it is needed in one of `phases`, is of one of `kinds` (None: any), and as `hard` says (None:
    hard or soft; fallbacks are soft). With `through`, a kind or a phase, only strong components with such a dependency are
    returned, the shortest cycle goes through one, and those of that kind count though they are soft: phases
    `("run", "start")` through `"start"` are the cycles that can keep the system from starting.
    """
    return cycles_of(architecture, Selection(phases, kinds, hard, through))


def cycles_of(architecture: Architecture, selection: Selection) -> tuple[DependencyCycle, ...]:
    """Return the strong components of what `selection` takes, in reading order of their first members."""
    return cycles_in(architecture, selected(architecture, selection), selection)


def cycles_in(architecture: Architecture, graph: Selected, selection: Selection) -> tuple[DependencyCycle, ...]:
    """Return the same for a `graph` that holds already what `selection` takes."""
    found = graph.cyclic(selection)
    falling = _falling(architecture, graph, found) if found and selection.through is None else None
    tight = {member: circle for circle in cyclic_components(falling or []) for member in circle}
    return tuple(_cycle(graph, selection, members, falling, tight) for members in found)


def _cycle(
    graph: Selected,
    selection: Selection,
    members: Sequence[int],
    falling: Sequence[Sequence[int]] | None,
    tight: Mapping[int, Sequence[int]],
) -> DependencyCycle:
    from sosgraph.graph.cycles import shortest_cycle, shortest_cycle_with
    from sosgraph.graph.opening_edges import opening_edges

    circle = next((tight[member] for member in members if member in tight), None)
    if selection.through is not None:
        around = shortest_cycle_with(graph.adjacency, members, graph.asked(members, selection))
    elif circle is not None and falling is not None:
        around = shortest_cycle(falling, circle)
    else:
        around = shortest_cycle(graph.adjacency, members)
    opened = opening_edges(graph.adjacency, members, _costs(graph, members))
    return DependencyCycle(
        components=tuple(graph.names[member] for member in members),
        shortest=tuple(hop(graph, tail, head) for tail, head in zip(around, around[1:] + around[:1], strict=True)),
        opening=tuple(hop(graph, tail, head) for tail, head in opened.edges),
        at_least=opened.at_least,
        exact=opened.exact,
        together=circle is not None,
    )


def hop(graph: Selected, tail: int, head: int) -> Hop:
    """Return the edge as the dependency behind it that is hardest to do without."""
    use = min(graph.behind[tail, head], key=lambda use: _ROLES.index(use.role))
    return Hop(graph.names[tail], graph.names[head], use.at, use.kind)


def cost(uses: Collection[Use]) -> int:
    """Return how much is in the way of leaving out the dependencies behind one edge, 0 to 7: that of the worst of them.

    Nothing where it was only inferred and may not be there at all; else 1, 2 more unless what passes can be kept (observe,
    config, train, embed: the caller may use the last that it got), and 4 more where it is hard.
    """
    return max([0 if use.inferred else 1 + 4 * (use.role in _HARD) + 2 * (use.kind not in _EASY_KINDS) for use in uses])


def _costs(graph: Selected, members: Sequence[int]) -> dict[tuple[int, int], int]:
    inside = frozenset(members)
    edges = ((tail, head) for tail in members for head in graph.adjacency[tail] if head in inside)
    return {edge: cost(graph.behind[edge]) for edge in edges}


def _falling(architecture: Architecture, graph: Selected, cycles: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the adjacency of the vertices in `cycles`, with those heads only whose failure alone takes the tail down."""
    names = graph.names
    tails = [member for members in cycles for member in members]
    pairs = falling_pairs(architecture, ((names[head], names[tail]) for tail in tails for head in graph.adjacency[tail]))
    falling: list[list[int]] = [[] for _ in graph.adjacency]
    for tail in tails:
        falling[tail] = [head for head in graph.adjacency[tail] if (names[head], names[tail]) in pairs]
    return falling
