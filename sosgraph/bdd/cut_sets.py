"""Minimal cut sets: the smallest sets of variables that, all false, make a number false."""

from collections.abc import Callable, Collection, Sequence
from itertools import islice
from math import expm1, fsum, log1p, prod
from typing import TYPE_CHECKING

from sosgraph.bdd.best_first import BestFirst
from sosgraph.bdd.compound import Compound, minimal_cut_sets
from sosgraph.bdd.orders import counted_by_order, up_to_order
from sosgraph.bdd.weight import SLACK, weight_of

if TYPE_CHECKING:
    from sosgraph.bdd.solved_module import Part
    from sosgraph.bdd.truncation import Truncation

_APART = 30  # so many of the likeliest sets are looked at one by one
_POWERS = 40  # terms of the series of a logarithm


class CutSets:
    """A family of minimal cut sets, kept as a zero-suppressed decision diagram; counted without being listed."""

    __slots__ = ("_by_order", "_family", "_simplest")

    def __init__(self, family: Compound) -> None:
        """Keep the family."""
        self._family = family
        self._by_order: tuple[int, ...] | None = None
        self._simplest: BestFirst | None = None

    @classmethod
    def of(cls, parts: "Sequence[Part]", node_limit: int, interrupted: Callable[[], bool] = bool) -> "CutSets":
        """Return the minimal cut sets of the last of `parts`, callees first; raise `NodeLimitReached`.

        Of a function that is not monotone: its minimal p-cuts, the minimal sets of failures with everything else working.
        """
        return cls(minimal_cut_sets(parts, node_limit, interrupted))

    @property
    def nodes(self) -> int:
        """How many nodes they are kept in."""
        return len(self._family.level)

    @property
    def count(self) -> int:
        """How many minimal cut sets there are."""
        return sum(self.by_order)

    @property
    def by_order(self) -> tuple[int, ...]:
        """How many minimal cut sets there are of order 0, 1, … up to the largest.

        Raises `NodeLimitReached` where counting them would take next to for ever.
        """
        if self._by_order is None:
            self._by_order = counted_by_order(self._family)
        return self._by_order

    def listed(self, most: int, order: int | None = None) -> tuple[tuple[int, ...], ...]:
        """Return up to `most` minimal cut sets of at most `order` variables, by order, then by variables, each ascending."""
        wanted = sum(self.by_order if order is None else self.by_order[: order + 1])
        if self._simplest is None:
            self._simplest = BestFirst(self._family, [0] * (1 + max(self._family.leaves, default=0)))
        return tuple(variables for _, variables in islice(self._simplest, max(0, min(most, wanted))))

    def likeliest(
        self, failure: Sequence[float], most: int, least: float = 0.0, order: int | None = None
    ) -> tuple[tuple[float, tuple[int, ...]], ...]:
        """Return up to `most` minimal cut sets of at most `order` variables, likeliest first, with their probability.

        Only those with probability `least` or more.

        Of equal probability the smaller first, then by variables; what differs by less than 1e-12 of itself counts as equal
        where `most` cuts off.
        """
        enough = weight_of(least) + SLACK
        family = self._family if order is None else up_to_order(self._family, order)
        found = []
        for weight, variables in islice(BestFirst(family, [weight_of(chance) for chance in failure]), max(0, most)):
            if least > 0.0 and weight > enough:
                break
            chance = prod(sorted(failure[variable] for variable in variables))
            if chance >= least:
                found.append((chance, variables))
        return tuple(sorted(found, key=lambda pair: (-pair[0], len(pair[1]), pair[1])))

    def truncated(
        self, failure: Sequence[float], order: int | None = None, least: float = 0.0, most_steps: int = 1_000_000
    ) -> "Truncation":
        """Return how many sets have at most `order` variables and probability `least` or more, and what the others sum to.

        By order alone one pass over the nodes; by probability a search that leaves out what it has not settled in
        `most_steps` steps, and then says so.
        """
        from sosgraph.bdd.truncation import Limited, Truncation, sums_to_order

        largest = len(self.by_order) - 1
        most = largest if order is None else min(order, largest)
        if least > 0.0:
            return Limited(self._family, failure).truncation(least, most, most_steps)
        if most == largest or most < 0:
            whole = self.rare_event_sum(failure)
            return Truncation(self.count, whole, 0.0) if most == largest else Truncation(0, 0.0, whole)
        return Truncation(sum(self.by_order[: most + 1]), *sums_to_order(self._family, failure, most))

    def rare_event_sum(self, failure: Sequence[float]) -> float:
        """Return the sum of the probabilities of all minimal cut sets: an upper bound, good where failures are rare."""
        return self._family.total(failure, 1.0)[self._family.root]

    def upper_bound(self, failure: Sequence[float]) -> float:
        """Return the min-cut upper bound 1 - Π(1 - P(set)), or slightly more; never more than 1.

        The likeliest sets one by one, all others from sums of powers of their probabilities, one pass for each: the series
        of the logarithm, its remainder rounded up.
        Not below the exact probability. Source: J. Esary, F. Proschan, Coherent structures of non-identical components, 1963.
        """
        apart = [chance for chance, _ in self.likeliest(failure, _APART + 1)]
        largest = apart.pop() if len(apart) > _APART else 0.0
        if max([largest, *apart[:1]]) >= 1.0:
            return 1.0
        terms = [-log1p(-chance) for chance in apart]
        powers = list(failure)
        for power in range(1, _POWERS + 1):
            terms.append(max(0.0, self.rare_event_sum(powers) - fsum(chance**power for chance in apart)) / power)
            remainder = terms[-1] * largest / (1.0 - largest)
            if remainder <= 1e-17 * terms[0]:
                break
            powers = [own * chance for own, chance in zip(powers, failure, strict=True)]
        return min(1.0, self.rare_event_sum(failure), -expm1(-fsum([*terms, remainder])))

    def sums_by_variable(self, failure: Sequence[float]) -> list[float]:
        """Return by variable the sum of the probabilities of the sets that contain it: one pass up, one pass down.

        Divided by the probability of the whole: an upper bound on Fussell and Vesely's importance.
        """
        family = self._family
        value = family.total(failure, 1.0)
        weight = [0.0] * len(value)
        weight[family.root] = 1.0
        slope = [0.0] * len(failure)
        for node in range(len(value) - 1, 1, -1):
            share, taken, leaf = weight[node], family.taken[node], family.leaves[family.level[node]]
            weight[family.left[node]] += share
            if leaf >= 0:
                slope[leaf] += share * value[taken]
                weight[taken] += share * failure[leaf]
            else:
                weight[~leaf] += share * value[taken]
                weight[taken] += share * value[~leaf]
        return [own * by for own, by in zip(failure, slope, strict=True)]

    def containing(self, variable: int) -> "CutSets":
        """Return the minimal cut sets with `variable` among them."""
        return CutSets(self._family.containing(variable))

    def through(self, variables: Collection[int]) -> "CutSets":
        """Return the minimal cut sets made of `variables` only: how these alone can take the whole down."""
        return CutSets(self._family.through(variables))

    def union_failure(self, failure: Sequence[float], node_limit: int, interrupted: Callable[[], bool] = bool) -> float:
        """Return the probability that all variables of at least one of the sets are false; raise `NodeLimitReached`.

        Of the sets with a variable, divided by the probability of the whole, it is Fussell and Vesely's importance.
        """
        from sosgraph.bdd.family_union import union_failure

        return union_failure(self._family, failure, node_limit, interrupted)
