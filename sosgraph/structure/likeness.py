"""How much the branches of a redundancy group have in common: what they need, compared pair by pair."""

from collections.abc import Iterable
from itertools import combinations, pairwise
from typing import NamedTuple

from sosgraph.graph.bit_sets import bit_set, members
from sosgraph.graph.failure_sets import in_at_least
from sosgraph.model.architecture import Architecture
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.resting import resting

MOST_BRANCHES = 100
"""Of groups of more branches, each is compared with the next only."""

_KEPT = 4_096  # sets of needs that are remembered at a time


class Likeness(NamedTuple):
    """How alike the branches of a group are: the similarity of the two least and of the two most alike, 1 is the same.

    `branches` has the callees of each, `shared` what two branches or more need, in reading order. `hands` are the teams and
    vendors, other than the owner's, that run something on two branches or more.
    """

    group: RedundancyGroup
    branches: tuple[tuple[str, ...], ...]
    least: float
    most: float
    shared: tuple[str, ...]
    hands: tuple[str, ...]

    @property
    def only_through_hands(self) -> bool:
        """Tell whether the branches share no component, but a vendor or a team."""
        return not self.shared and bool(self.hands)


def similarity(one: int, other: int) -> float:
    """Return Jaccard's index of two bit sets, not both empty: what is in both as a share of what is in either, from 0 to 1.

    Source: P. Jaccard, The distribution of the flora in the alpine zone, 1912.
    """
    return (one & other).bit_count() / (one | other).bit_count()


def likenesses(architecture: Architecture) -> tuple[Likeness, ...]:
    """Return for every redundancy group how alike its branches are, in reading order.

    A branch is a member; replicas on the same zone are one branch. It needs its callees, and all on which these may rest while
    running, whatever redundancy there is on the way; the owner of the group is left out.
    """
    needs = _Needs(architecture)
    return tuple(_likeness(architecture, group, needs) for group in redundancy_groups(architecture))


def _likeness(architecture: Architecture, group: RedundancyGroup, needs: "_Needs") -> Likeness:
    branches = tuple(member.callees for member in group.members)
    if group.words == "replicas":
        branches = tuple(dict.fromkeys(branches))
    sets = [needs.of(callees, group.owner.name) for callees in branches]
    pairs = combinations(sets, 2) if len(sets) <= MOST_BRANCHES else pairwise(sets)
    found = [similarity(one, other) for one, other in pairs] or [1.0]  # one branch is like itself
    shared = in_at_least(2, sets) if len(sets) > 1 else sets[0]
    several = [hand for (owner, hand), run in needs.hands.items() if owner != group.owner.owner and _in_two(sets, run)]
    names = tuple(needs.components[number].name for number in members(shared))
    return Likeness(group, branches, min(found), max(found), names, tuple(several))


def _in_two(sets: Iterable[int], run: int) -> bool:
    return sum(bool(bits & run) for bits in sets) > 1


class _Needs:
    """What components may rest on while running, as bit sets by position in reading order."""

    def __init__(self, architecture: Architecture) -> None:
        self.components = tuple(architecture.components.values())
        self._adjacency = resting(architecture)
        self._index = {component.name: number for number, component in enumerate(self.components)}
        self._known: dict[int, int] = {}
        self.hands = self._hands()

    def _hands(self) -> dict[tuple[str, str], int]:
        """Return what each owner runs, by name and words, vendors marked, in reading order."""
        found: dict[tuple[str, str], list[int]] = {}
        for number, component in enumerate(self.components):
            if component.owner is not None:
                words = f"vendor {component.owner}" if component.external else component.owner
                found.setdefault((component.owner, words), []).append(number)
        return {hand: bit_set(numbers) for hand, numbers in found.items()}

    def of(self, callees: Iterable[str], owner: str) -> int:
        """Return what a branch needs: `callees` and all below them, `owner` left out unless it is one of them."""
        needed = named = 0
        for callee in callees:
            number = self._index[callee]
            needed |= self._reached(number)
            named |= 1 << number
        return needed & ~(1 << self._index[owner]) | named

    def _reached(self, start: int) -> int:
        if start not in self._known:
            if len(self._known) == _KEPT:
                self._known.clear()
            seen = {start}
            pending = [start]
            while pending:
                for head in self._adjacency[pending.pop()]:
                    if head not in seen:
                        seen.add(head)
                        pending.append(head)
            self._known[start] = bit_set(seen)
        return self._known[start]
