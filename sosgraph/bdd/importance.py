"""How much a variable matters, by the measures of risk assessment, under names that mean one thing each."""

from collections.abc import Collection, Sequence
from math import inf, nan
from typing import NamedTuple

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


def importances(
    solution: Solution, failure: Sequence[float], wanted: Collection[int], node_limit: int = 200_000
) -> dict[int, Importance]:
    """Return the importance of the variables `wanted` of a coherent function, in that order.

    Source: W. Kuo, X. Zhu, Importance Measures in Reliability, Risk, and Optimization, 2012. Fussell and Vesely's measure
    is by its definition, not by 1 - 1/RRW, which is the criticality; where a diagram would need more than `node_limit` nodes,
    it is an interval.
    """
    whole, slope = solution.gradient(failure)
    together = _together(solution, failure, wanted, node_limit) if whole else {}
    found = {}
    for variable in wanted:
        own, birnbaum = failure[variable], slope[variable]
        if not whole:
            found[variable] = Importance(birnbaum, 0.0, nan, (nan, nan), nan, inf if birnbaum else 1.0, 1.0)
            continue
        gain = own * birnbaum
        raw = 1.0 + (1.0 - own) * birnbaum / whole
        left = whole - gain
        if gain > _NEARLY_ALL * whole:
            left = solution.failure([0.0 if other == variable else false for other, false in enumerate(failure)])
        least, most = together[variable]
        criticality, diagnosis = min(1.0, gain / whole), min(1.0, own * raw)
        bounds = (max(criticality, least / whole), min(diagnosis, most / whole))
        found[variable] = Importance(
            birnbaum, gain, criticality, (min(bounds), bounds[1]), diagnosis, raw, max(1.0, whole / left) if left > 0 else inf
        )
    return found


def _together(
    solution: Solution, failure: Sequence[float], wanted: Collection[int], node_limit: int
) -> dict[int, tuple[float, float]]:
    """Return by variable the least and the most probability that a minimal cut set with it has failed."""
    try:
        cut_sets = solution.cut_sets()
    except NodeLimitReached:
        return dict.fromkeys(wanted, (0.0, 1.0))
    sums = cut_sets.sums_by_variable(failure)
    found = {}
    for variable in wanted:
        try:
            union = cut_sets.containing(variable).union_failure(failure, node_limit) if sums[variable] else 0.0
            found[variable] = (union, union)
        except NodeLimitReached:
            found[variable] = (0.0, min(1.0, sums[variable]))
    return found


def structural_importances(solution: Solution, variables: int) -> list[float]:
    """Return by variable its structural importance: Birnbaum's where everything fails half of the time; needs no number."""
    return solution.gradient([0.5] * variables)[1]
