"""What counts say of a probability, and what they leave open in a function of several."""

from collections.abc import Callable, Sequence
from math import fsum, sqrt
from typing import NamedTuple

from sosgraph.bdd.confidence import beta_distribution

CONFIDENCE = 0.95
"""How likely the true number is within an interval."""
_DEVIATIONS = 1.959963984540054  # of a normal variable, for that confidence
_JEFFREYS = 0.5
_MANY = 100  # failures behind a number, from which on its distribution is nearly normal
_STEPS = 200


class Belief(NamedTuple):
    """A probability as far as it is known: `value` as measured, `mean` and `variance` after the measurement."""

    value: float
    mean: float
    variance: float

    @property
    def deviation(self) -> float:
        """The standard deviation."""
        return sqrt(self.variance)

    @property
    def interval(self) -> tuple[float, float]:
        """Where the probability lies with 95 %: 1.96 deviations about the value.

        With fewer than a hundred failures (or successes) behind it, that would be wrong: then of the Beta distribution with that
        mean and variance, which a single count has.
        """
        if self.variance <= 0:
            return self.value, self.value
        if min(self.mean, 1 - self.mean) ** 2 >= _MANY * self.variance:
            radius = _DEVIATIONS * self.deviation
            return max(0.0, self.value - radius), min(1.0, self.value + radius)
        return self._quantile((1 - CONFIDENCE) / 2), self._quantile((1 + CONFIDENCE) / 2)

    def chance_below(self, bound: float) -> float:
        """Return how likely the probability is at most `bound`."""
        if self.variance <= 0:
            return float(self.value <= bound)
        return self._distribution(bound)

    def _distribution(self, bound: float) -> float:
        weight = self.mean * (1 - self.mean) / self.variance - 1
        if weight <= 0:  # more spread than any distribution on [0, 1] has
            return 1 - self.mean if bound < 1 else 1.0
        return beta_distribution(self.mean * weight, (1 - self.mean) * weight, bound)

    def _quantile(self, chance: float) -> float:
        return _crossing(lambda bound: self._distribution(bound) >= chance)


def counted(bad: int, total: int) -> Belief:
    """Return what is known of a probability when `bad` of `total` events went wrong, by Jeffreys' prior Beta(½, ½).

    Source: H. Jeffreys, An invariant form for the prior probability in estimation problems, 1946.
    """
    a, b = bad + _JEFFREYS, total - bad + _JEFFREYS
    return Belief(bad / total, a / (a + b), a * b / ((a + b) ** 2 * (a + b + 1)))


def propagated(
    slopes: Callable[[Sequence[float]], tuple[float, Sequence[float]]], beliefs: Sequence[Belief | None]
) -> tuple[Belief, dict[int, float]]:
    """Return what is known of a probability that is a function of others, and by position their shares of its variance.

    `slopes` says of numbers what they make and the derivatives of that; numbers without a belief are 0. The mean is that at
    the means, exact for a function that is linear in each; the variance is by the delta method, Σ slope² · variance, there.
    """
    mean, slope = slopes([belief.mean if belief is not None else 0.0 for belief in beliefs])
    value = slopes([belief.value if belief is not None else 0.0 for belief in beliefs])[0]
    parts = {
        place: slope[place] ** 2 * belief.variance for place, belief in enumerate(beliefs) if belief is not None and slope[place]
    }
    variance = fsum(parts.values())
    return Belief(value, mean, variance), {place: part / variance for place, part in parts.items() if variance > 0}


def _crossing(reached: Callable[[float], bool]) -> float:
    """Return where a monotone statement about a number of [0, 1] becomes true, small numbers to many digits."""
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = sqrt(low * high) if low > 0 and high > 4 * low else (low + high) / 2
        if high - low <= 1e-12 * high:
            break
        if reached(middle):
            high = middle
        else:
            low = middle
    return high
