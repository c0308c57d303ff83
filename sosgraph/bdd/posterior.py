"""What counts say of a probability, and what they leave open in a function of several."""

from collections.abc import Mapping, Sequence
from math import fsum, inf, sqrt
from typing import NamedTuple

from sosgraph.bdd.confidence import beta_distribution
from sosgraph.bdd.counted_series import Distribution, Slopes, Term, beta_parameters, distribution_of

CONFIDENCE = 0.95
"""How likely the true number is within an interval."""
_DEVIATIONS = 1.959963984540054  # of a normal variable, for that confidence
_JEFFREYS = 0.5
_MANY = 100  # failures behind a number, from which on its distribution is nearly normal
_LEAST = 1e-12  # of evidence: where nearly all of 10^17 events failed, rounding leaves none
_CLOSE = 1e-12
_STEPS = 200


class Belief(NamedTuple):
    """A probability as far as it is known: `value` as measured, `mean` and `variance` after the measurement.

    Its `distribution` is that of a Beta variable where none is given; as many failures as `evidence` are behind what it is of.
    """

    value: float
    mean: float
    variance: float
    distribution: Distribution | None = None
    evidence: float = inf

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return sqrt(self.variance)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the probability lies with 95 %: 1.96 deviations about the value.

        With fewer than a hundred failures (or successes) behind it, that would be wrong: then between quantiles.
        """
        if self.variance <= 0:
            return self.value, self.value
        if min(_evidence(self.mean, self.variance), self.evidence) >= _MANY:
            radius = _DEVIATIONS * self.deviation
            return max(0.0, self.value - radius), min(1.0, self.value + radius)
        return _quantile(self.chance_below, (1 - CONFIDENCE) / 2), _quantile(self.chance_below, (1 + CONFIDENCE) / 2)

    def chance_below(self, bound: float) -> float:
        """Return how likely the probability is at most `bound`."""
        if self.variance <= 0:
            return float(self.value <= bound)
        if self.distribution is not None:
            return self.distribution(bound)
        return beta_distribution(*beta_parameters(self.mean, self.variance), bound)


def counted(bad: int, total: int) -> Belief:
    """Return what is known of a probability when `bad` of `total` events went wrong, by Jeffreys' prior Beta(½, ½).

    Source: H. Jeffreys, An invariant form for the prior probability in estimation problems, 1946.
    """
    a, b = bad + _JEFFREYS, total - bad + _JEFFREYS
    return Belief(bad / total, a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1)))


def propagated(slopes: Slopes, beliefs: Sequence[Belief | None]) -> tuple[Belief, dict[int, float]]:
    """Return what is known of a probability that is a function of others, and by position their shares of its variance.

    `slopes` says of numbers what they make and the derivatives of that; numbers without a belief are 0. The mean is that at
    the means, exact for a function that is linear in each; the variance is by the delta method, Σ slope² · variance, there.
    """
    means = [belief.mean if belief is not None else 0.0 for belief in beliefs]
    mean, slope = slopes(means)
    value = slopes([belief.value if belief is not None else 0.0 for belief in beliefs])[0]
    terms = {
        place: Term(slope[place], belief.mean, belief.variance)
        for place, belief in enumerate(beliefs)
        if belief is not None and slope[place]
    }
    variance = fsum([term.spread for term in terms.values()])
    if variance <= 0:
        return Belief(value, mean, 0.0), {}
    found = Belief(value, mean, variance, distribution_of(slopes, means, terms), _joint_evidence(terms, variance))
    return found, {place: term.spread / variance for place, term in terms.items()}


def _evidence(mean: float, variance: float) -> float:
    """Return about how many failures, or successes, whichever are fewer, are behind a Beta variable."""
    return max(min(mean, 1 - mean) ** 2 / variance, _LEAST)


def _joint_evidence(terms: Mapping[int, Term], variance: float) -> float:
    """Return how many failures a count as skewed as the sum of the terms would have had: three alike are thrice as many."""
    skewed = fsum([(term.spread / variance) ** 1.5 / sqrt(_evidence(term.mean, term.variance)) for term in terms.values()])
    return 1 / skewed**2


def _quantile(distribution: Distribution, chance: float) -> float:
    """Return where a distribution on [0, 1] reaches the chance, small numbers to many digits.

    Geometric bisection finds the order of magnitude, regula falsi (Illinois) the digits.
    """
    low, high, below, above = 0.0, 1.0, -chance, 1 - chance
    for _ in range(_STEPS):
        if high - low <= _CLOSE * high:
            break
        near = low > 0 and high <= 4 * low
        middle = (low * above - high * below) / (above - below) if near else sqrt(low * high) if low > 0 else high / 2
        found = distribution(middle) - chance
        if found >= 0:
            high, above, below = middle, found, below / 2 if near else below
        else:
            low, below, above = middle, found, above / 2 if near else above
    return high
