"""The sets of a compound family one by one, the best first, without listing the others."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from sosgraph.bdd.compound import Compound
from sosgraph.bdd.families import BASE, EMPTY

Agenda = tuple[int, "Agenda | None"]  # families still to choose from, one set each

_ORDER_BITS = 24  # a rank is a weight, and below it the order
_NEVER = -1  # the rank of a family without sets


class BestFirst:
    """The best set of every node: that of least weight, of these the smallest, of these the first by variables."""

    def __init__(self, family: Compound, weights: Sequence[int]) -> None:
        """Choose for every node; `weights[variable]` are not negative, whole so that sums do not depend on their order."""
        self._family = family
        self._worth = [(weight << _ORDER_BITS) + 1 for weight in weights]
        self._rank = [_NEVER, 0]
        self._best: list[tuple[int, ...]] = [(), ()]
        self._takes = bytearray(len(family.level))
        for node in range(2, len(family.level)):
            left = family.left[node]
            rank = self._rank_taken(node)
            least = self._rank[left]
            if least < 0 or rank <= least:
                best = self._taken(node)
                if least < 0 or rank < least or best < self._best[left]:
                    self._takes[node] = 1
                    self._rank.append(rank)
                    self._best.append(best)
                    continue
            self._rank.append(least)
            self._best.append(self._best[left])

    def __iter__(self) -> Iterator[tuple[int, tuple[int, ...]]]:
        """Yield weight and variables, ascending; by weight, then by order, then by variables."""
        family = self._family
        pending: list[tuple[int, tuple[int, ...], Agenda | None]] = []
        if family.root != EMPTY:
            pending.append((self._rank[family.root], self._best[family.root], (family.root, None)))
        while pending:
            rank, best, agenda = heappop(pending)
            yield rank >> _ORDER_BITS, best
            while agenda:
                node, agenda = agenda
                if node == BASE:
                    continue
                left = family.left[node]
                with_it, without_it = self._opened(node, agenda), (left, agenda)
                if self._takes[node]:
                    agenda, other = with_it, without_it
                    other_rank, chosen = self._rank[left], self._best[left]
                else:
                    agenda, other = without_it, with_it
                    other_rank, chosen = self._rank_taken(node), self._taken(node)
                if other_rank >= 0:
                    # What is best for the rest of the agenda stays; all sets of this rest differ from those of the other.
                    variables = sorted({*best}.difference(self._best[node]).union(chosen))
                    heappush(pending, (rank - self._rank[node] + other_rank, tuple(variables), other))

    def _opened(self, node: int, rest: Agenda | None) -> Agenda:
        leaf = self._family.leaves[self._family.level[node]]
        taken = self._family.taken[node]
        return (taken, rest) if leaf >= 0 else (~leaf, (taken, rest))

    def _rank_taken(self, node: int) -> int:
        leaf = self._family.leaves[self._family.level[node]]
        return (self._worth[leaf] if leaf >= 0 else self._rank[~leaf]) + self._rank[self._family.taken[node]]

    def _taken(self, node: int) -> tuple[int, ...]:
        leaf = self._family.leaves[self._family.level[node]]
        own = (leaf,) if leaf >= 0 else self._best[~leaf]
        return tuple(sorted(own + self._best[self._family.taken[node]]))
