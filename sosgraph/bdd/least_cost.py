"""The numbers that keep several budgets at the least cost, where each e-fold less of a number costs the same again."""

from collections.abc import Sequence
from math import log
from typing import NamedTuple

from sosgraph.bdd.allocation import Shares, equal_shares
from sosgraph.bdd.dials import Aim, Panel

_ROUNDS = 60
_INNER = 1_000
_CLOSE = 1e-9
_FITTING = 50
_ROUNDING = 1e-10


class _Tangent(NamedTuple):
    """About the present numbers: what each unit adds to an aim, and how much they may add together."""

    parts: list[float]
    allowed: float


def least_cost(shares: Shares) -> list[float]:
    """Return by dial the numbers with the least Σ cost · (-ln q), each aim within its budget.

    What matters only to aims that are kept with what there is now does not have to become better: whatever would have to
    stays as it is, and the numbers of the others are found again.
    """
    now = [dial.now or 0.0 for dial in shares.panel.dials]
    aims, enough = _kept(shares, now)
    found, held = _cheapest(shares), set[int]()
    while short := {dial for dial in enough - held if found[dial] < now[dial] * (1 - _ROUNDING)}:
        held |= short
        left = [dial for dial in range(len(now)) if dial not in held]
        panel = Panel(shares.panel.failure(now), [shares.panel.dials[dial] for dial in left])
        found = list(now)
        for dial, number in zip(left, _cheapest(Shares(panel, aims)), strict=True):
            found[dial] = number
    return found


def _kept(shares: Shares, now: Sequence[float]) -> tuple[list[Aim], set[int]]:
    """Return the dials that matter only to aims that are kept now, and the aims: what is just kept may need all that it has."""
    aims, kept, broken = [], set[int](), set[int]()
    for aim, dials in zip(shares.aims, shares.dials, strict=True):
        reached = shares.panel.reached(aim.solution, now)
        known = all(shares.panel.dials[dial].now is not None for dial in dials)
        enough = known and reached <= aim.budget * (1 + _ROUNDING)
        (kept if enough else broken).update(dials)
        aims.append(aim._replace(budget=max(aim.budget, reached * (1 + _ROUNDING))) if enough else aim)
    return aims, kept - broken


def _cheapest(shares: Shares) -> list[float]:
    """Return by dial the numbers with the least cost, whatever they are now.

    In logarithms the problem is convex as far as failures are sums of products: it is solved again and again with the
    budgets replaced by their tangents, Σ M q ≤ budget with M = Birnbaum's importance at the present numbers, until these
    stay. For one aim in series that is q = budget · cost ÷ (M · Σ cost). What matters to several aims takes the strictest. In
    the end all numbers are lowered together as far as the exact failure asks. Source: A. Mettas, Reliability allocation and
    optimization for complex systems, 2000 (for the problem); S. Boyd et al., A tutorial on geometric programming, 2007.
    """
    first = equal_shares(shares)
    numbers = [first[dials[0]] for dials in shares.units]
    costs = [sum(shares.panel.dials[dial].cost for dial in dials) for dials in shares.units]
    multipliers = [1.0] * len(shares.aims)
    for _ in range(_ROUNDS if shares.aims else 0):
        orders = [_order(shares, unit, numbers) for unit in range(len(shares.units))]
        tangents = [_tangent(shares, place, numbers, orders) for place in range(len(shares.aims))]
        if min(tangent.allowed for tangent in tangents) <= 0:
            numbers = [number / 2 for number in numbers]
            continue
        most = [(worst / number) ** order for worst, number, order in zip(shares.worst, numbers, orders, strict=True)]
        weights = [cost / order for cost, order in zip(costs, orders, strict=True)]
        factors = _solved(tangents, weights, most, multipliers)
        numbers = [number * factor ** (1 / order) for number, factor, order in zip(numbers, factors, orders, strict=True)]
        if all(abs(log(factor)) < _CLOSE for factor in factors):
            break
    return _fitted(shares, numbers)


def _order(shares: Shares, unit: int, numbers: Sequence[float]) -> float:
    """Return how many of a unit have to fail together, on average over what they cause in the aim to which that is most."""
    if shares.units[unit] != shares.together:
        return 1.0
    found = 1.0
    without = [number * (other != unit) for other, number in enumerate(numbers)]
    for place, aim in enumerate(shares.aims):
        whole, slopes = shares.panel.slopes(aim.solution, shares.numbers(numbers))
        caused = whole - shares.panel.reached(aim.solution, shares.numbers(without))
        added = numbers[unit] * sum(slopes[dial] for dial in shares.units[unit] if dial in shares.dials[place])
        if caused > 1e-9 * whole:
            found = max(found, added / caused)
    return found


def _tangent(shares: Shares, place: int, numbers: Sequence[float], orders: Sequence[float]) -> _Tangent:
    whole, slopes = shares.panel.slopes(shares.aims[place].solution, shares.numbers(numbers))
    parts = [
        number / order * sum(slopes[dial] for dial in dials if dial in shares.dials[place])
        for number, order, dials in zip(numbers, orders, shares.units, strict=True)
    ]
    return _Tangent(parts, shares.aims[place].budget - whole + sum(parts))


def _solved(
    tangents: Sequence[_Tangent], weights: Sequence[float], most: Sequence[float], multipliers: list[float]
) -> list[float]:
    """Return by unit the factor z ≤ `most` with the least Σ weight · (-ln z), each tangent kept; `multipliers` are improved.

    By the multiplicative iteration of W. Richardson, 1972, and L. Lucy, 1974, which never leaves the positive numbers.
    """
    for _ in range(_INNER):
        factors = []
        for unit, weight in enumerate(weights):
            price = sum(multiplier * tangent.parts[unit] for multiplier, tangent in zip(multipliers, tangents, strict=True))
            factors.append(min(most[unit], weight / price) if price > 0 else most[unit])
        used = [
            sum(part * factor for part, factor in zip(tangent.parts, factors, strict=True)) / tangent.allowed
            for tangent in tangents
        ]
        multipliers[:] = [max(1e-300, multiplier * share) for multiplier, share in zip(multipliers, used, strict=True)]
        if all(
            abs(share - 1) < _CLOSE or (share < 1 and multiplier < 1e-9)
            for share, multiplier in zip(used, multipliers, strict=True)
        ):
            break
    return factors


def _fitted(shares: Shares, numbers: Sequence[float]) -> list[float]:
    """Return by dial the numbers, lowered together until no aim fails more often than it may."""
    for _ in range(_FITTING):
        found = shares.numbers(numbers)
        ratios = [1.0]
        for aim, fixed in zip(shares.aims, shares.fixed, strict=True):
            caused = shares.panel.reached(aim.solution, found) - fixed
            if caused > aim.budget - fixed:
                ratios.append((aim.budget - fixed) / caused)
        if min(ratios) >= 1:
            break
        numbers = [number * min(ratios) * (1 - 1e-12) for number in numbers]
    return shares.numbers(numbers)
