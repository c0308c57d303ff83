"""The shape of a whole system in numbers: how large, how deep, how entangled, how much falls with what."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from sosgraph.frozen import dataclass
from sosgraph.graph.components import cyclic_components
from sosgraph.graph.longest_chain import longest_chain
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import dependencies_of, groups_of
from sosgraph.structure.selected_dependencies import Selection, kinds_named, selected

_MANY = 64  # from this size on classes are decades


@dataclass(frozen=True, slots=True)
class Shape:
    """What the typed graph of an architecture looks like.

    `kinds` counts dependencies (fallbacks and zones of replicas included) by kind, most first; `hard` are those that are
    required. Of the hard dependencies needed while running, `chain` is a longest way, each strong component on it one step,
    and `circles` are the strong components with a cycle, the largest first. `groups` counts redundancy groups.
    """

    owners: int
    external: int
    kinds: tuple[tuple[str, int], ...]
    hard: int
    chain: tuple[tuple[str, ...], ...]
    circles: tuple[tuple[str, ...], ...]
    groups: int

    @property
    def depth(self) -> int:
        """How many dependencies are on the longest way."""
        return max(len(self.chain) - 1, 0)

    @property
    def in_circles(self) -> int:
        """How many components are on a cycle."""
        return sum(map(len, self.circles))


def shape(architecture: Architecture) -> Shape:
    """Return the shape of an architecture; linear in components and dependencies."""
    graph = selected(architecture, Selection())
    components = architecture.components.values()

    def named(found: Iterable[Sequence[int]]) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(graph.names[vertex] for vertex in each) for each in found)

    return Shape(
        owners=len({component.owner for component in components if component.owner is not None}),
        external=sum(component.external for component in components),
        kinds=tuple(_by_kind(architecture).most_common()),
        hard=sum(count for (role, *_), count in kinds_named(architecture).items() if role in ("hard", "zone")),
        chain=named(longest_chain(graph.adjacency)),
        circles=named(sorted(cyclic_components(graph.adjacency), key=lambda members: -len(members))),
        groups=sum(_groups(architecture)),
    )


def _by_kind(architecture: Architecture) -> Counter[str]:
    """Return how many dependencies there are of each kind."""
    found: Counter[str] = Counter()
    for (_, kind, *_), count in kinds_named(architecture).items():
        found[kind] += count
    return found


def _groups(architecture: Architecture) -> Iterable[int]:
    """Yield how many redundancy groups each component has that are needed while running."""
    for component in architecture.components.values():
        for requirement in component.requires:
            if isinstance(requirement, Dependency) and requirement.fallback is None:  # nearly all
                continue
            for group in groups_of(requirement):
                asked = [any("run" in one.phases for one in dependencies_of(member)) for member in group.among]
                yield group.need < sum(asked)
            asked_for = (one for one in dependencies_of(requirement) if "run" in one.phases)
            yield sum(one.fallback is not None for one in asked_for)
        replicas = component.replicas
        yield replicas is not None and replicas.need < replicas.count and bool(replicas.over)


def quantile(sizes: Sequence[int], percent: int) -> int:
    """Return the smallest of `sizes`, ascending and not empty, that at least `percent` (1 to 100) of them do not exceed."""
    return sizes[-(-percent * len(sizes) // 100) - 1]


def histogram(sizes: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    """Return lowest and highest size of each class, and how many there are of it, up to the class of the largest.

    Classes are 0, 1, 2 to 3, 4 to 7, …; where there are sizes of 64 and more 0, 1 to 9, 10 to 99, …
    """
    highest = max(sizes, default=0)
    base = 2 if highest < _MANY else 10
    lows = [0, 1]
    while lows[-1] * base <= highest:
        lows.append(lows[-1] * base)
    lows = lows if highest else [0]
    ends = [*lows[1:], lows[-1] * base or 1]
    found = Counter(bisect_right(lows, size) - 1 for size in sizes)
    return tuple((low, end - 1, found[place]) for place, (low, end) in enumerate(zip(lows, ends, strict=True)))
