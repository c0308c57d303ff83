"""The sets of a compound family one by one, the best first, without listing the others."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from sosgraph.bdd.compound import Compound
from sosgraph.bdd.families import BASE, EMPTY
from sosgraph.graph.bit_sets import members

Agenda = tuple[int, "Agenda | None"]  # families still to choose from, one set each

_MANY = 1 << 15  # nodes
_ORDER_BITS = 24  # a rank is a weight, and below it the order


class BestFirst:
    """The best set of every node: that of least weight, of these the smallest, of these the first by variables.

    All that in one whole number, which is added where sets are joined: the rank, and from that subtracted the set, a bit for
    each variable, the first ones highest. The set of a node is known again from its number, and none is kept.
    """

    def __init__(self, family: Compound, weights: Sequence[int]) -> None:
        """Choose for every node; `weights[variable]` are not negative, whole so that sums do not depend on their order."""
        self._family = family
        self._variables = sorted({leaf for leaf in family.leaves if leaf >= 0}, reverse=True)
        self._bits = len(self._variables)
        self._worth = {
            variable: ((weights[variable] << _ORDER_BITS) + 1 << self._bits) - (1 << place)
            for place, variable in enumerate(self._variables)
        }
        self._takes = bytearray(len(family.level))
        self._numbers: dict[int, int] = {BASE: 0}
        self._choose()

    def __iter__(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield weight and variables, ascending; by weight, then by order, then by variables."""
        family = self._family
        pending: list[tuple[int, Agenda | None]] = []
        if family.root != EMPTY:
            pending.append((self._number(family.root), (family.root, None)))
        while pending:
            number, agenda = heappop(pending)
            yield self._told(number)
            while agenda:
                node, agenda = agenda
                if node == BASE:
                    continue
                left = family.left[node]
                with_it, without_it = self._opened(node, agenda), (left, agenda)
                if self._takes[node]:
                    agenda, other = with_it, without_it
                    chosen = self._number(left) if left != EMPTY else None
                else:
                    agenda, other = without_it, with_it
                    chosen = self._number_taken(node)
                if chosen is not None:
                    # What is best for the rest of the agenda stays; all sets of this rest differ from those of the other.
                    heappush(pending, (number - self._number(node) + chosen, other))

    def _choose(self) -> None:
        """Find for every node whether its best set has the node's leaf; of many, a number is kept while a parent needs it."""
        family, takes = self._family, self._takes
        last = family.last_uses() if len(takes) > _MANY else ()
        numbers: list[int | None] = [None, 0, *[None] * (len(takes) - 2)]
        for node in range(2, len(takes)):
            leaf, taken, left = family.leaves[family.level[node]], family.taken[node], family.left[node]
            own, rest, best = self._worth[leaf] if leaf >= 0 else numbers[~leaf], numbers[taken], numbers[left]
            assert own is not None and rest is not None, "a node stands for at least one set"
            if best is None or own + rest < best:
                takes[node] = 1
                best = own + rest
            numbers[node] = best
            if last:
                for child in (taken, left, ~leaf):
                    if child > BASE and last[child] == node:
                        numbers[child] = None

    def _number(self, wanted: int) -> int:
        """Return the number of a node's best set, found again where it was not kept."""
        family, known = self._family, self._numbers
        pending = [wanted]
        while pending:
            node = pending[-1]
            if node in known:
                pending.pop()
                continue
            leaf = family.leaves[family.level[node]]
            below = [family.left[node]]
            if self._takes[node]:
                below = [family.taken[node]] if leaf >= 0 else [family.taken[node], ~leaf]
            missing = [each for each in below if each not in known]
            if missing:
                pending += missing
                continue
            known[node] = sum(known[each] for each in below)
            if self._takes[node] and leaf >= 0:
                known[node] += self._worth[leaf]
        return known[wanted]

    def _number_taken(self, node: int) -> int:
        leaf = self._family.leaves[self._family.level[node]]
        return (self._worth[leaf] if leaf >= 0 else self._number(~leaf)) + self._number(self._family.taken[node])

    def _told(self, number: int) -> tuple[int, tuple[int, ...]]:
        rank = -(-number >> self._bits)
        chosen = members((rank << self._bits) - number)
        return rank >> _ORDER_BITS, tuple([self._variables[place] for place in reversed(chosen)])

    def _opened(self, node: int, rest: Agenda | None) -> Agenda:
        leaf = self._family.leaves[self._family.level[node]]
        taken = self._family.taken[node]
        return (taken, rest) if leaf >= 0 else (~leaf, (taken, rest))
