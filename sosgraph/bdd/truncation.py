"""What a limit on order or probability keeps of a family of cut sets, and what it loses."""

from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.bdd.compound import Compound
from sosgraph.bdd.families import BASE, EMPTY
from sosgraph.bdd.weight import weight_of
from sosgraph.frozen import dataclass

_ROUNDING = 1 << 8  # a set within 1e-9 of the limit may be on either side


@dataclass(frozen=True, slots=True)
class Truncation:
    """How many sets are kept, the sum of their probabilities, and that of the probabilities of all others.

    The probability that some set is down is more than that of the kept ones by at most `lost`. Where `finished` is false
    the search was ended early: what it had not settled counts as lost.
    """

    count: int
    kept: float
    lost: float
    finished: bool = True


def sums_to_order(family: Compound, failure: Sequence[float], order: int) -> tuple[float, float]:
    """Return the sums of the probabilities of the sets of at most `order` variables, and of all larger ones.

    One pass, in which every node has a sum for each order; a last one holds all larger orders, so that what is lost is
    added up, not subtracted.
    """
    size = order + 2
    found: list[list[float]] = [[0.0] * size, [1.0] + [0.0] * (size - 1)]
    for node in range(2, len(family.level)):
        leaf = family.leaves[family.level[node]]
        sums = found[family.taken[node]]
        if leaf >= 0:
            chance = failure[leaf]
            sums = [0.0, *[chance * term for term in sums[:-2]], chance * (sums[-2] + sums[-1])]
        else:
            sums = _product(sums, found[~leaf])
        found.append([one + other for one, other in zip(sums, found[family.left[node]], strict=True)])
    sums = found[family.root]
    return sum(sums[:-1]), sums[-1]


def _product(first: Sequence[float], second: Sequence[float]) -> list[float]:
    """Return the product of two polynomials whose last term holds all larger powers."""
    found = [0.0] * len(first)
    for i, factor in enumerate(first):
        if factor:
            for j, other in enumerate(second):
                found[min(i + j, len(found) - 1)] += factor * other
    return found


class _Agenda(NamedTuple):
    """A family to choose from, then those of `rest`; bounds and sums are of what can be chosen from all of them."""

    node: int
    rest: "_Agenda | None"
    lightest: int
    heaviest: int
    smallest: int
    largest: int
    total: float
    sets: int


class Limited:
    """The sets of a family above a probability and up to an order."""

    def __init__(self, family: Compound, failure: Sequence[float]) -> None:
        """Find for every node the range of weights and orders of its sets, and what they sum to."""
        self._family = family
        self._failure = failure
        self._weight = [weight_of(chance) for chance in failure]
        ones = [1 for _ in failure]
        self._lightest, self._heaviest = family.extremes(self._weight)
        self._smallest, self._largest = family.extremes(ones)
        self._total = family.total(failure, 1.0)
        self._count = family.total(ones, 1)

    def truncation(self, least: float, order: int, most_steps: int) -> Truncation:
        """Return what the sets of probability `least` or more and at most `order` variables are.

        Depth first: what is all kept or all lost is not opened. At `most_steps` openings the rest is given up.
        """
        family, budget = self._family, weight_of(least) + _ROUNDING
        count, kept, lost, steps = 0, 0.0, 0.0, 0
        pending = [(self._agenda(family.root, None), 0, 0, 1.0)] if family.root != EMPTY else []
        while pending:
            agenda, spent, size, chance = pending.pop()
            if steps >= most_steps or spent + agenda.lightest > budget or size + agenda.smallest > order:
                lost += chance * agenda.total
                continue
            if spent + agenda.heaviest <= budget and size + agenda.largest <= order:
                kept += chance * agenda.total
                count += agenda.sets
                continue
            steps += 1
            node, rest = agenda.node, agenda.rest
            while node == BASE and rest is not None:
                node, rest = rest.node, rest.rest
            left, leaf = family.left[node], family.leaves[family.level[node]]
            if left != EMPTY:
                pending.append((self._agenda(left, rest), spent, size, chance))
            taken = self._agenda(family.taken[node], rest)
            if leaf >= 0:
                pending.append((taken, spent + self._weight[leaf], size + 1, chance * self._failure[leaf]))
            else:
                pending.append((self._agenda(~leaf, taken), spent, size, chance))
        return Truncation(count, kept, lost, steps < most_steps)

    def _agenda(self, node: int, rest: _Agenda | None) -> _Agenda:
        lightest, heaviest, smallest, largest, total, sets = (0, 0, 0, 0, 1.0, 1) if rest is None else rest[2:]
        return _Agenda(
            node,
            rest,
            lightest + self._lightest[node],
            heaviest + self._heaviest[node],
            smallest + self._smallest[node],
            largest + self._largest[node],
            total * self._total[node],
            sets * self._count[node],
        )
