"""Which redundancy groups are made of least? Told from components alone, so that only these need become equations."""

from collections.abc import Collection, Iterable
from itertools import accumulate
from typing import NamedTuple

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Requirement, dependencies_of
from sosgraph.structure.below import only
from sosgraph.structure.callees import rests_on
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.resting import resting

_OF_TOLERANCE = 3
"""Numbers of the structure function that all who tolerate the same of one callee have in common; one more at most."""
_OF_CALL = 9
"""Numbers that stand, at most, for a call with a fallback, a share of requests or errors."""


class _Own(NamedTuple):
    """Between how many and how many numbers stand for a component alone, besides those for each of `tolerated`."""

    least: int
    most: int
    tolerated: tuple[tuple[str, float], ...]


class _Size(NamedTuple):
    """Between how many and how many numbers of the structure function a group is made of."""

    least: int
    most: int


def with_smallest_groups(architecture: Architecture, identities: Collection[int], most: int) -> Architecture:
    """Return the part of an architecture with those of the groups `identities` that are made of fewest numbers.

    All those that are made of `most` numbers of the structure function together, and possibly more. Of an owner on which none
    of them rests, only its groups are left.
    """
    search = _Search(architecture)
    left = [group for group in redundancy_groups(architecture) if group.identity in identities]
    limit = max(16 * most // len(left), 1)
    sizes = search.take(left, limit)
    while left and limit < most and sum(size.least for _, size in sizes) <= most:
        limit = min(4 * limit, most)  # what is made of more never fits
        sizes += search.take(left, limit)
    # By its lower bound no more groups fit than these; the k-th smallest size is at most the k-th smallest upper bound.
    fitting = sum(total <= most for total in accumulate(sorted(size.least for _, size in sizes)))
    if not left and fitting == len(sizes):
        return architecture
    enough = min([most, *sorted(size.most for _, size in sizes)[fitting:]])
    if enough > limit:
        sizes += search.take(left, enough)
    return _holding(architecture, [group.owner for group, size in sizes if size.least <= enough])


class _Search:
    """What groups are made of, looked at as far as asked."""

    def __init__(self, architecture: Architecture) -> None:
        self._place = {name: place for place, name in enumerate(architecture.components)}
        self._callees = resting(architecture)
        self._own = _Owns(architecture)

    def take(self, groups: list[RedundancyGroup], limit: int) -> list[tuple[RedundancyGroup, _Size]]:
        """Take those of `groups` away that may be made of no more than `limit` numbers, and return them with their sizes."""
        sizes = [(group, self._size(group, limit)) for group in groups]
        groups[:] = [group for group, size in sizes if size.least > limit]
        return [(group, size) for group, size in sizes if size.least <= limit]

    def _size(self, group: RedundancyGroup, limit: int) -> _Size:
        """Return of how many numbers a group is made, itself included; where that are more than `limit`, of some above it."""
        pending = list(dict.fromkeys([self._place[callee] for member in group.members for callee in member.callees]))
        seen = set(pending)
        least, most, tolerated = 1, self._of_group(group), set[tuple[str, float]]()
        for place in pending:  # grows while it is walked
            own = self._own[place]
            least += own.least
            if least > limit:
                break
            most += own.most
            tolerated.update(own.tolerated)
            further = [callee for callee in self._callees[place] if callee not in seen]
            seen.update(further)
            pending.extend(further)
        return _Size(least + _OF_TOLERANCE * len(tolerated), most + (_OF_TOLERANCE + 1) * len(tolerated))

    def _of_group(self, group: RedundancyGroup) -> int:
        """Return how many numbers stand for a group at most, without what its members are made of."""
        if isinstance(group.declared, Replicas):
            return 2 * group.declared.count + 3
        needs = [need for need in group.owner.requires if not _is_single(need)]
        return sum(map(_at_most, needs)) + (_OF_TOLERANCE + 1) * sum(1 for need in needs for _ in dependencies_of(need))


class _Owns(dict[int, _Own]):
    """How many numbers stand for the component at a place, counted when asked for."""

    def __init__(self, architecture: Architecture) -> None:
        super().__init__()
        self._by_name = architecture.components
        self._components = tuple(architecture.components.values())

    def __missing__(self, place: int) -> _Own:
        component = self._components[place]
        least = most = 2  # its part, and whether it is up
        tolerated = []
        for need in component.requires:
            most += _at_most(need)
            for each in (need,) if isinstance(need, Dependency) else dependencies_of(need):
                mttr_s = self._by_name[each.callee].own.mttr_s
                if each.tolerance_s is not None and "run" in each.phases and mttr_s:
                    least += 1
                    tolerated.append((each.callee, each.tolerance_s))
        replicas = component.replicas
        if replicas is not None:
            copies = replicas.count * (2 if replicas.over else 1) + int(replicas.count > 1)
            least, most = least + copies, most + copies + 2
        self[place] = _Own(least, most, tuple(tolerated))
        return self[place]


def _at_most(need: Requirement) -> int:
    """Return how many numbers a requirement becomes at most, what several have in common left out."""
    if isinstance(need, Dependency):
        plain = need.fallback is None and need.probability is None and need.failure_mode is None
        return int(need.tolerance_s is not None) if plain else _OF_CALL + 1
    parts = need.among if isinstance(need, AtLeast) else (need.requirement,)
    return 1 + sum(map(_at_most, parts))


def _holding(architecture: Architecture, owners: Iterable[Component]) -> Architecture:
    """Return the part of an architecture in which these owners have their groups, and what these rest on."""
    bare = {
        owner.name: replace(owner, requires=tuple(need for need in owner.requires if not _is_single(need)), uses=())
        for owner in owners
    }
    rested_on = list(dict.fromkeys(callee for owner in bare.values() for callee in rests_on(owner)))
    whole = set(rested_on)
    for name in rested_on:  # grows while it is walked
        further = [callee for callee in rests_on(architecture.components[name]) if callee not in whole]
        whole.update(further)
        rested_on.extend(further)
    alone = {name: owner for name, owner in bare.items() if name not in whole}
    return only(architecture.extended(alone), whole | alone.keys())


def _is_single(need: object) -> bool:
    return isinstance(need, Dependency) and need.fallback is None
