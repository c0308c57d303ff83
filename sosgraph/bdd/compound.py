"""Compound families: sets of variables in which a family may stand where a variable could.

What is independent of the rest of a system has a family of its own (a module), and takes one place in the family above it:
ten modules of a hundred sets each are a thousand nodes, and 10^20 sets. Nodes are as in `families.py`, modules first.
"""

from array import array
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sosgraph.bdd.families import BASE, EMPTY, Families

if TYPE_CHECKING:
    from sosgraph.bdd.solved_module import Part

Number = TypeVar("Number", int, float)


class Compound(NamedTuple):
    """A family of sets. `leaves[level]` is a variable or, as `~node`, the family of an earlier node.

    `group[level]` numbers the families that stand for themselves: a level belongs to one of them.
    """

    level: Sequence[int]
    taken: Sequence[int]
    left: Sequence[int]
    leaves: Sequence[int]
    group: Sequence[int]
    root: int

    def total(self, each: Sequence[Number], one: Number) -> list[Number]:
        """Return by node the sum over its sets of the product of `each[variable]`; of the empty set it is `one`."""
        found = [one - one, one]
        leaves = self.leaves
        for level, taken, left in zip(self.level[2:], self.taken[2:], self.left[2:], strict=True):
            leaf = leaves[level]
            found.append((each[leaf] if leaf >= 0 else found[~leaf]) * found[taken] + found[left])
        return found

    def last_uses(self) -> Sequence[int]:
        """Return by node the last one that has it as a child or as its leaf: whatever is found for it is of no use after that."""
        last = array("i", [0]) * len(self.level)
        for node in range(2, len(last)):
            leaf = self.leaves[self.level[node]]
            if leaf < 0:
                last[~leaf] = node
            last[self.taken[node]] = last[self.left[node]] = node
        return last

    def extremes(self, each: Sequence[int]) -> tuple[list[int], list[int]]:
        """Return by node the least and the greatest sum of `each[variable]` over one of its sets."""
        least, greatest = [0, 0], [0, 0]
        for level, taken, left in zip(self.level[2:], self.taken[2:], self.left[2:], strict=True):
            leaf = self.leaves[level]
            low, high = (each[leaf], each[leaf]) if leaf >= 0 else (least[~leaf], greatest[~leaf])
            low, high = low + least[taken], high + greatest[taken]
            least.append(low if left == EMPTY else min(low, least[left]))
            greatest.append(high if left == EMPTY else max(high, greatest[left]))
        return least, greatest

    def through(self, variables: Collection[int]) -> "Compound":
        """Return the sets made of `variables` only."""
        place = [EMPTY, BASE]
        taken, left = list(self.taken), list(self.left)
        for node in range(2, len(taken)):
            leaf = self.leaves[self.level[node]]
            allowed = leaf in variables if leaf >= 0 else place[~leaf] != EMPTY
            taken[node], left[node] = place[taken[node]], place[left[node]]
            place.append(node if allowed and taken[node] != EMPTY else left[node])
        return self._replaced(taken, left, place)

    def containing(self, variable: int) -> "Compound":
        """Return the sets with `variable` among them."""
        chain: dict[int, int] = {}  # by group the level that must be taken
        for level, leaf in enumerate(self.leaves):
            if leaf == variable or (leaf < 0 and ~leaf > BASE and self.group[self.level[~leaf]] in chain):
                chain[self.group[level]] = level
        if self.root <= BASE or self.group[self.level[self.root]] not in chain:
            return self._replaced(self.taken, self.left, [EMPTY] * len(self.level))
        # A node below the level that must be taken stays what it is, and counts for nothing where it is reached otherwise.
        place = list(range(len(self.level)))
        place[BASE] = EMPTY
        taken, left = list(self.taken), list(self.left)
        for node in range(2, len(taken)):
            level = self.level[node]
            wanted = chain.get(self.group[level], level)
            if level > wanted:
                place[node] = EMPTY
            elif level < wanted:
                taken[node], left[node] = place[taken[node]], place[left[node]]
                place[node] = node if taken[node] != EMPTY else left[node]
            elif self.group[level] in chain:
                left[node] = EMPTY
                leaf = self.leaves[level]
                if leaf < 0 and place[~leaf] == EMPTY:
                    place[node] = EMPTY
        return self._replaced(taken, left, place)

    def _replaced(self, taken: Sequence[int], left: Sequence[int], place: Sequence[int]) -> "Compound":
        leaves = [leaf if leaf >= 0 else ~place[~leaf] for leaf in self.leaves]
        return trimmed(self.level, taken, left, leaves, self.group, place[self.root])


def trimmed(
    level: Sequence[int], taken: Sequence[int], left: Sequence[int], leaves: Sequence[int], group: Sequence[int], root: int
) -> Compound:
    """Return the compound family of the nodes that `root` needs, renumbered."""
    needed = bytearray(max(root, BASE) + 1)
    needed[root] = 1
    for node in range(root, BASE, -1):
        if needed[node]:
            needed[taken[node]] = needed[left[node]] = 1
            leaf = leaves[level[node]]
            if leaf < 0:
                needed[~leaf] = 1
    kept = [node for node in range(2, root + 1) if needed[node]]
    place = array("i", [EMPTY]) * max([root, BASE, *[~leaf for leaf in leaves]], default=BASE) + array("i", [EMPTY])
    place[BASE] = BASE
    for number, node in enumerate(kept, 2):
        place[node] = number
    return Compound(
        array("i", [-1, -1, *[level[node] for node in kept]]),
        array("i", [0, 0, *[place[taken[node]] for node in kept]]),
        array("i", [0, 0, *[place[left[node]] for node in kept]]),
        [leaf if leaf >= 0 else ~place[~leaf] for leaf in leaves],
        group,
        place[root],
    )


def minimal_cut_sets(parts: "Sequence[Part]", node_limit: int, interrupted: Callable[[], bool] = bool) -> Compound:
    """Return the minimal cut sets of the last of `parts`, of a non-coherent function the minimal p-cuts.

    Raise `NodeLimitReached`. Every part but the last stands for one that is true while all variables are, or for the
    opposite of such a one: what a set of failures makes true without need is never a reason.
    """
    families = Families(node_limit, interrupted)
    roots: list[int] = []
    opposite: list[bool] = []
    group: list[int] = []
    for number, (diagram, edge, own, monotone) in enumerate(parts):
        first = len(group)
        group += [number] * len(own)
        inverted = bytes(leaf < 0 and opposite[~leaf] for leaf in own)
        columns = diagram.level, diagram.high, diagram.low
        root = families.minimal_solutions(columns, edge, first, inverted, monotone and not any(inverted))
        opposite.append(root == BASE and number < len(parts) - 1)
        roots.append(families.minimal_solutions(columns, edge ^ 1, first, inverted, False) if opposite[-1] else root)
    level, taken, left, places = families.part(roots)
    leaves = [leaf if leaf >= 0 else ~places[~leaf] for part in parts for leaf in part.leaves]
    found = Compound(level, taken, left, leaves, group, places[-1])
    return found.through(set(leaves)) if EMPTY in places[:-1] else found
