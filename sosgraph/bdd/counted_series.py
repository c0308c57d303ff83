"""How a probability that depends on several counts is distributed: counts in series exactly, redundant ones nearly."""

from collections.abc import Callable, Mapping, Sequence
from math import fsum, log1p
from typing import NamedTuple

from sosgraph.bdd.beta_products import Factor, NormalSummand, sum_distribution
from sosgraph.bdd.confidence import beta_distribution
from sosgraph.connected import leaders

Slopes = Callable[[Sequence[float]], tuple[float, Sequence[float]]]
"""What numbers make together, and the derivatives of that."""
Distribution = Callable[[float], float]
"""How likely something is at most this."""

_SINGLY = 32  # counts that leave most open: each has its own distribution, the others together a normal one
_SAME = 1e-6
_LEAST = 1e-6  # of a parameter: where nearly all of 10^17 events failed, rounding leaves none


class Term(NamedTuple):
    """A counted part of a probability, a Beta variable with this mean and variance; `slope` is the derivative by it."""

    slope: float
    mean: float
    variance: float

    @property
    def spread(self) -> float:
        """What it adds to the variance."""
        return self.slope * self.slope * self.variance

    @property
    def perfect(self) -> float:
        """The number with which it does least harm: 1 where it is better the more often it fails."""
        return float(self.slope < 0)

    def factor(self, left: float) -> Factor:
        """Return it as one of the factors of a probability that is `left` at the means, with the same derivative there."""
        bad, good = beta_parameters(self.mean, self.variance)
        if self.slope < 0:
            bad, good = good, bad
        return Factor(bad, good, abs(self.slope) * good / (bad + good) / left)


class _Without(NamedTuple):
    """When some parts are perfect: what is left of the composite, how much better it is, and who then matters more or less."""

    left: float
    better: float
    others: tuple[int, ...]


class _Composite(NamedTuple):
    """What `slopes` says of numbers with these means, which is `mean`; the `terms` are open, by position."""

    slopes: Slopes
    means: Sequence[float]
    mean: float
    terms: Mapping[int, Term]

    def without(self, perfect: Sequence[int]) -> _Without:
        """Return what becomes of it when these are perfect; one that is no straight line matters more or less itself."""
        numbers = list(self.means)
        for place in perfect:
            numbers[place] = self.terms[place].perfect
        best, changed = self.slopes(numbers)
        more = (1 - best) / (1 - self.mean)
        others = []
        for place, term in self.terms.items():
            expected = term.slope if place in perfect else term.slope * more
            if abs(changed[place] - expected) > _SAME * abs(expected):
                others.append(place)
        return _Without(1 - best, self.mean - best, tuple(others))


def beta_parameters(mean: float, variance: float) -> tuple[float, float]:
    """Return the parameters of the Beta distribution with these moments."""
    weight = mean * (1 - mean) / variance - 1
    return max(mean * weight, _LEAST), max((1 - mean) * weight, _LEAST)


def _of_one(mean: float, term: Term) -> Distribution:
    """Return the distribution of a probability that is linear in its only count."""
    bad, good = beta_parameters(term.mean, term.variance)
    start = mean - term.slope * term.mean

    def distribution(bound: float) -> float:
        below = beta_distribution(bad, good, (bound - start) / term.slope)
        return below if term.slope > 0 else 1 - below

    return distribution


def distribution_of(slopes: Slopes, means: Sequence[float], terms: Mapping[int, Term]) -> Distribution:
    """Return the distribution of what `slopes` says of numbers with these means, of which the `terms` are open, by position.

    One count on a straight line is exact. Else it is 1 - Π (1 - part), with a part for each count in series, and one for those
    together that are redundant to one another: a Beta variable with their mean and, by the delta method, variance.
    """
    mean = slopes(means)[0]
    left = 1 - mean
    if left <= 0:
        return lambda bound: float(bound >= 1)
    ranked = sorted(terms, key=lambda place: -terms[place].spread)
    composite = _Composite(slopes, means, mean, {place: terms[place] for place in ranked[:_SINGLY]})
    if len(terms) == 1 and not composite.without(ranked).others:
        return _of_one(mean, terms[ranked[0]])
    factors = _factors(composite)
    others = [terms[place] for place in ranked[_SINGLY:]]
    logs = [_log_of_mean(term.factor(left)) for term in others]
    rest = NormalSummand(fsum(logs), fsum([term.spread for term in others]) / left**2)
    start = -log1p(-mean) - fsum([*logs, *map(_log_of_mean, factors)])
    return lambda bound: sum_distribution(factors, rest, -log1p(-bound) - start) if bound < 1 else 1.0


def _factors(composite: _Composite) -> list[Factor]:
    """Return the parts of the composite; counts are redundant to one another where one matters less when the other is perfect."""
    terms = composite.terms
    without = {place: composite.without((place,)) for place in terms}
    leader = leaders([(place, *found.others) for place, found in without.items()])
    groups: dict[int, list[int]] = {}
    for place in terms:
        groups.setdefault(leader[place], []).append(place)
    factors = []
    for group in groups.values():
        alone = without[group[0]] if len(group) == 1 else None
        found = alone or composite.without(group)
        left = max(found.left, 1 - composite.mean)  # more is left the less fails, unless something has to fail
        spread = fsum([terms[place].spread for place in group]) / left**2
        failing = found.better / left
        straight = alone is not None and not alone.others
        if straight or not 0 < spread < failing * (1 - failing):
            factors += [terms[place].factor(1 - composite.mean) for place in group]
        else:
            factors.append(Factor(*beta_parameters(failing, spread), 1.0))
    return factors


def _log_of_mean(factor: Factor) -> float:
    return -factor.power * log1p(-factor.bad / (factor.bad + factor.good))
