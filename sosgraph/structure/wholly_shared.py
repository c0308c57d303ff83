"""What takes a whole redundancy group down by failing alone, so that the redundancy is an illusion."""

from collections.abc import Iterator
from dataclasses import dataclass

from sosgraph.model.architecture import Architecture
from sosgraph.source import Pointer
from sosgraph.structure.overlooked import Side, overlooked
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.witness import witnesses

_SIDES = 2


@dataclass(frozen=True, slots=True)
class SharedDependency:
    """`shared` failing alone takes the group of `owner` at `at` down; each of `chains` leads from the owner to it.

    `behind` are further components that do so only through `shared`. `hidden` says in words why it is easily
    overlooked. `group` are the words for the kind of group, `identity` the `id` of its model object.
    """

    owner: str
    group: str
    shared: str
    chains: tuple[tuple[str, ...], ...]
    behind: tuple[str, ...]
    hidden: tuple[str, ...]
    at: Pointer
    identity: int


def shared_dependencies(architecture: Architecture) -> tuple[SharedDependency, ...]:
    """Return what each redundancy group shares: groups, replicas over zones, primary and fallback, in reading order.

    Only the nearest is listed where one takes the other down; further ones are `behind` it.
    """
    return architecture.once(_found)


def _found(architecture: Architecture) -> tuple[SharedDependency, ...]:
    nearest = _Nearest(architecture)
    return tuple(shared for group in redundancy_groups(architecture) for shared in _shared(architecture, group, nearest))


class _Nearest:
    """Of what takes a group down, the nearest: whatever takes them down too stands behind them."""

    def __init__(self, architecture: Architecture) -> None:
        failures = single_failures(architecture)
        self._failures = failures
        self._components = sum(1 << failures.bit[name] for name in architecture.components)
        self._found: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {}

    def of(self, failures: int, owner: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Return each nearest component in the bit set `failures` but `owner`, and those behind it, in reading order."""
        wanted = failures & self._components & ~(1 << self._failures.bit[owner])
        if wanted not in self._found:
            self._found[wanted] = tuple(self._among(wanted))
        return self._found[wanted]

    def _among(self, wanted: int) -> Iterator[tuple[str, tuple[str, ...]]]:
        # Callers have larger sets than their callees; what one that was taken already contains stands behind it.
        names = self._failures.names(wanted)
        order = {name: position for position, name in enumerate(names)}
        sets = {name: self._failures.sets[name] & wanted for name in names}
        nearest, covered = [], 0
        for name in sorted(names, key=lambda name: (-sets[name].bit_count(), order[name])):
            if not covered >> self._failures.bit[name] & 1:
                nearest.append(name)
                covered |= sets[name]
        for name in sorted(nearest, key=order.__getitem__):
            yield name, self._failures.names(sets[name] & ~(1 << self._failures.bit[name]))


def _shared(architecture: Architecture, group: RedundancyGroup, nearest: _Nearest) -> Iterator[SharedDependency]:
    for name, behind in nearest.of(group.failures, group.owner.name):
        sides = _sides(architecture, group, name)
        hidden = overlooked(architecture, group.owner, sides)
        chains = tuple(side.chain for side in sides)
        yield SharedDependency(group.owner.name, group.words, name, chains, behind, hidden, group.at, group.identity)


def _sides(architecture: Architecture, group: RedundancyGroup, shared: str) -> list[Side]:
    """Return the first two members that `shared` takes down, each with a shortest chain to it."""
    bit = 1 << single_failures(architecture).bit[shared]
    found: dict[tuple[str, ...], Side] = {}
    for member in group.members:
        if member.failures & bit:
            chains = [chain for callee in member.callees if (chain := witnesses(architecture).chain(callee, shared))]
            if chains:
                side = Side(member.callees, (group.owner.name, *min(chains, key=len)))
                found.setdefault(side.chain, side)
        if len(found) == _SIDES:
            break
    return list(found.values())
