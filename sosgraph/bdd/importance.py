"""How much a variable matters, by the measures of risk assessment, under names that mean one thing each."""

from collections.abc import Callable, Sequence
from math import inf, nan
from typing import NamedTuple

from sosgraph.bdd.cut_sets import CutSets
from sosgraph.bdd.kernel import NodeLimitReached
from sosgraph.bdd.solution import Solution

_NEARLY_ALL = 0.9  # a share above which Q less it has lost a digit


class Importance(NamedTuple):
    """Measures of one variable; q is its probability of failing, Q that of the whole, nan where Q is 0 and divides.

    `birnbaum`: dQ/dq, how much the whole gains for what the part gains. `improvement`: what Q loses when the part never fails.
    `criticality`: the improvement as a share of Q. `fussell_vesely`: the share of Q in which a minimal cut set with the
    part has failed, at least and at most. `diagnosis`: the share in which the part has failed. `raw`: times Q when it has
    failed (risk achievement worth). `rrw`: Q in times of what is left when it never fails (risk reduction worth; inf).
    criticality ≤ Fussell–Vesely ≤ diagnosis.
    """

    birnbaum: float
    improvement: float
    criticality: float
    fussell_vesely: tuple[float, float]
    diagnosis: float
    raw: float
    rrw: float


class Importances:
    """The importance of one variable after another; what all need is found once.

    Source: W. Kuo, X. Zhu, Importance Measures in Reliability, Risk, and Optimization, 2012. Fussell and Vesely's measure
    is by its definition, not by 1 - 1/RRW, which is the criticality.
    """

    def __init__(
        self, solution: Solution, failure: Sequence[float], node_limit: int = 200_000, interrupted: Callable[[], bool] = bool
    ) -> None:
        """Take the whole as it is; one diagram for a variable may have `node_limit` nodes."""
        self._solution = solution
        self._failure = failure
        self._node_limit = node_limit
        self._interrupted = interrupted
        self.whole, self._slope = solution.gradient(failure)
        self._cut_sets: CutSets | None = None
        self._sums = [1.0] * len(failure)
        try:
            if self.whole:
                self._cut_sets = solution.cut_sets(interrupted=interrupted)
                self._sums = self._cut_sets.sums_by_variable(failure)
        except NodeLimitReached:
            pass

    def roughly(self, variable: int) -> Importance:
        """Return the importance of a variable at once: of Fussell and Vesely's measure bounds, of a large `rrw` infinity."""
        return self._of(variable, 0.0, self._sums[variable], closely=False)

    def closely(self, variable: int) -> Importance:
        """Return the importance of a variable; Fussell and Vesely's is an interval where a diagram would be too large."""
        sums = self._sums[variable]
        if self._cut_sets is None or not sums:
            return self._of(variable, 0.0, sums, closely=True)
        try:
            family = self._cut_sets.containing(variable)
            union = family.union_failure(self._failure, self._node_limit, self._interrupted)
        except NodeLimitReached:
            return self._of(variable, 0.0, sums, closely=True)
        return self._of(variable, union, union, closely=True)

    def _of(self, variable: int, least: float, most: float, closely: bool) -> Importance:
        """Return the importance, given the least and most probability that a minimal cut set with the variable has failed."""
        own, birnbaum, whole = self._failure[variable], self._slope[variable], self.whole
        if not whole:
            return Importance(birnbaum, 0.0, nan, (nan, nan), nan, inf if birnbaum else 1.0, 1.0)
        gain = own * birnbaum
        raw = 1.0 + (1.0 - own) * birnbaum / whole
        left = whole - gain
        if gain > _NEARLY_ALL * whole:
            perfect = [0.0 if other == variable else false for other, false in enumerate(self._failure)]
            left = self._solution.failure(perfect) if closely else 0.0
        criticality, diagnosis = min(1.0, gain / whole), min(1.0, own * raw)
        bounds = (max(criticality, least / whole), min(diagnosis, most / whole))
        rrw = whole / left if left > 0 else inf
        between = (min(bounds), bounds[1])
        return Importance(birnbaum, gain, criticality, between, diagnosis, raw, rrw if birnbaum < 0 else max(1.0, rrw))


def structural_importances(solution: Solution, variables: int) -> list[float]:
    """Return by variable its structural importance: Birnbaum's where everything fails half of the time; needs no number."""
    return solution.gradient([0.5] * variables)[1]
