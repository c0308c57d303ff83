"""What takes a whole redundancy group down by failing alone, so that the redundancy is an illusion."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sosgraph.frozen import dataclass
from sosgraph.graph.bit_sets import bit_set, members
from sosgraph.graph.failure_sets import transposed
from sosgraph.model.architecture import Architecture
from sosgraph.patience import interrupted
from sosgraph.source import Pointer
from sosgraph.structure.fallen import Fallen, brought_down_among, single_failures
from sosgraph.structure.fatal_losses import fatal_losses, fatal_losses_of
from sosgraph.structure.overlooked import Side, overlooked
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.witness import witnesses

_SIDES = 2
_AT_ONCE = 4_096  # components of which it is found which takes which down: so many bits for each of so many


@dataclass(frozen=True, slots=True)
class SharedDependency:
    """`shared` failing alone takes the group of `owner` at `at` down; each of `chains` leads from the owner to it (late: none).

    `every` member falls with it, as far as was found, else so many that too few are left. `behind` are further components that
    do so only through `shared`. `hidden` says in words why it is easily overlooked. `group` are the words for the kind of group,
    `identity` the `id` of its model object.
    """

    owner: str
    group: str
    shared: str
    every: bool
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
    return tuple(_shared_by(architecture, redundancy_groups(architecture), fatal_losses(architecture)))


def shared_by(architecture: Architecture, asked: Collection[tuple[int, str]]) -> tuple[SharedDependency, ...]:
    """Return, among others, what `shared_dependencies` says of groups, by identity, and components that may take them down.

    Few are looked at alone; asked about others later, all.
    """
    known = architecture.once(_Asked)
    if not known.asked.issuperset(asked):
        if known.asked:
            return shared_dependencies(architecture)
        identities = {identity for identity, _ in asked}
        groups = [group for group in redundancy_groups(architecture) if group.identity in identities]
        known.asked.update(asked)
        known.shared = tuple(_shared_by(architecture, groups, fatal_losses_of(architecture, groups), known.asked))
    return known.shared


class _Asked:
    """What was asked about first, and the answer."""

    def __init__(self, architecture: Architecture) -> None:
        """Start with nothing."""
        self.asked: set[tuple[int, str]] = set()
        self.shared: tuple[SharedDependency, ...] = ()


def _shared_by(
    architecture: Architecture,
    groups: Sequence[RedundancyGroup],
    fatal: Mapping[int, tuple[str, ...]],
    asked: Collection[tuple[int, str]] | None = None,
) -> Iterator[SharedDependency]:
    """Yield what the groups share; only what has to do with `asked`, where that is given."""
    groups = [group for group in groups if fatal[group.identity]]
    nearest = [list(each) for each in _nearest(architecture, groups, fatal)]
    if asked is not None:
        nearest = [
            [each for each in found if any((group.identity, name) in asked for name in (each[0], *each[1]))]
            for group, found in zip(groups, nearest, strict=True)
        ]
    asking: dict[str, list[int]] = {}
    for place, found in enumerate(nearest):
        for name, _ in found:
            asking.setdefault(name, []).append(place)
    # by what is shared, not by group: who falls with it is found once, and forgotten before the next
    sides: dict[tuple[int, str], list[Side]] = {}
    every: set[tuple[int, str]] = set()
    for fallen in single_failures(architecture).of_each(list(asking)):
        if interrupted():
            break  # what is left is told without its chains
        sides |= {(place, fallen.cause): _sides(architecture, groups[place], fallen) for place in asking[fallen.cause]}
        every |= {(place, fallen.cause) for place in asking[fallen.cause] if _all_lost(groups[place], fallen)}
    for place, group in enumerate(groups):
        for name, behind in nearest[place]:
            yield _shared(architecture, group, name, (place, name) in every, behind, sides.get((place, name), []))


_Nearest = tuple[tuple[str, tuple[str, ...]], ...]


def _nearest(
    architecture: Architecture, groups: Sequence[RedundancyGroup], fatal: Mapping[int, tuple[str, ...]]
) -> Iterator[_Nearest]:
    """Yield for each group the nearest of what takes it down, but the owner, and what stands behind: takes that down too."""
    wanted = [tuple(name for name in fatal[group.identity] if name != group.owner.name) for group in groups]
    known: dict[tuple[str, ...], _Nearest] = {}
    batch: list[tuple[str, ...]] = []
    names: dict[str, None] = {}
    for each in dict.fromkeys(wanted):
        if batch and len(names) + len(each) > _AT_ONCE:
            known |= _among(architecture, batch, list(names))
            batch, names = [], {}
        batch.append(each)
        names |= dict.fromkeys(each)
    known |= _among(architecture, batch, list(names))
    yield from map(known.__getitem__, wanted)


def _among(architecture: Architecture, asked: Sequence[tuple[str, ...]], names: Sequence[str]) -> dict[tuple[str, ...], _Nearest]:
    """Return the nearest of each of the tuples `asked`, all of which are among `names`."""
    bit = {name: place for place, name in enumerate(names)}
    down = dict(brought_down_among(architecture, names, names))
    sets = transposed([down[name] for name in names], len(names))
    found = {}
    for wanted in asked:
        # Callers have larger sets than their callees; what one that was taken already contains stands behind it.
        mask = bit_set(bit[name] for name in wanted)
        order = {name: position for position, name in enumerate(wanted)}
        inside = {name: sets[bit[name]] & mask for name in wanted}
        nearest, covered = [], 0
        for name in sorted(wanted, key=lambda name: (-inside[name].bit_count(), order[name])):
            if not covered >> bit[name] & 1:
                nearest.append(name)
                covered |= inside[name]
        behind = {name: sorted((names[each] for each in members(inside[name])), key=order.__getitem__) for name in nearest}
        found[wanted] = tuple(
            (name, tuple(other for other in behind[name] if other != name)) for name in sorted(nearest, key=order.__getitem__)
        )
    return found


def _shared(
    architecture: Architecture, group: RedundancyGroup, name: str, every: bool, behind: tuple[str, ...], sides: list[Side]
) -> SharedDependency:
    hidden = overlooked(architecture, group.owner, sides) if sides else ()
    chains = tuple(side.chain for side in sides)
    return SharedDependency(group.owner.name, group.words, name, every, chains, behind, hidden, group.at, group.identity)


def _all_lost(group: RedundancyGroup, fallen: Fallen) -> bool:
    return all(member.lost(fallen) for member in group.members)


def _sides(architecture: Architecture, group: RedundancyGroup, fallen: Fallen) -> list[Side]:
    """Return the first two members that are `fallen`, each with a shortest chain to the cause."""
    found: dict[tuple[str, ...], Side] = {}
    for member in group.members:
        if member.lost(fallen):
            chains = [chain for callee in member.callees if (chain := witnesses(architecture).chain(callee, fallen.cause))]
            if chains:
                side = Side(member.callees, (group.owner.name, *min(chains, key=len)))
                found.setdefault(side.chain, side)
        if len(found) == _SIDES:
            break
    return list(found.values())
