"""Intervals that hold with a stated confidence for every number of trials, not only for many."""

from collections.abc import Callable, Mapping, Sequence
from math import exp, fsum, lgamma, log, log1p, sqrt

_STEPS = 10_000  # of the continued fraction; about the root of the number of trials is enough
_TINY = 1e-300


def clopper_pearson(count: int, trials: int, error: float) -> tuple[float, float]:
    """Return an interval for the chance of an event seen `count` times in `trials`, missed with at most `error`.

    Source: C. Clopper, E. Pearson, The use of confidence or fiducial limits illustrated in the case of the binomial, 1934.
    """
    share = count / trials
    lower, upper = 0.0, 1.0
    if count:
        # the chance at which `count` or more are seen with error / 2
        lower = _crossing(lambda chance: beta_distribution(count, trials - count + 1, chance) - error / 2, 0.0, share)[0]
    if count < trials:
        upper = _crossing(lambda chance: beta_distribution(count + 1, trials - count, chance) - 1 + error / 2, share, 1.0)[1]
    return lower, upper


def beta_distribution(a: float, b: float, x: float) -> float:
    """Return the probability that a Beta(a, b) variable is at most `x`: the regularized incomplete beta function.

    Source: W. Lentz's continued fraction, in W. Press et al., Numerical Recipes, 6.4.
    """
    if x <= 0.0 or x >= 1.0:
        return float(x >= 1.0)
    if x > (a + 1) / (a + b + 2):
        return 1.0 - beta_distribution(b, a, 1.0 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    c, d = 1.0, 1.0 / (_away(1 - (a + b) * x / (a + 1)))
    fraction = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1.0 / _away(1 + even * d)
        c = _away(1 + even / c)
        fraction *= c * d
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1.0 / _away(1 + odd * d)
        c = _away(1 + odd / c)
        fraction *= c * d
        if abs(c * d - 1.0) < 1e-14:
            break
    return min(1.0, front * fraction)


def empirical_bernstein(sums: tuple[float, float], trials: int, most: float, error: float) -> tuple[float, float]:
    """Return an interval for the mean of values in [0, `most`], missed with at most `error`.

    `sums` are those of the values and of their squares. Source: J. Audibert, R. Munos, C. Szepesvári, Exploration-exploitation
    tradeoff using variance estimates in multi-armed bandits, 2009.
    """
    mean = sums[0] / trials
    variance = max(0.0, sums[1] / trials - mean * mean)
    deviation = log(3 / error) / trials
    radius = sqrt(2 * variance * deviation) + 3 * most * deviation
    return max(0.0, mean - radius), min(1.0, mean + radius)


def weighted_sums(counts: Mapping[int, int], weights: Sequence[float]) -> tuple[float, float]:
    """Return the sum of values and of their squares; `counts[k]` of them are `weights[k]`."""
    return (
        fsum(count * weights[key] for key, count in counts.items()),
        fsum(count * weights[key] * weights[key] for key, count in counts.items()),
    )


def _crossing(rising: Callable[[float], float], low: float, high: float) -> tuple[float, float]:
    """Return a narrow interval in which `rising` changes its sign."""
    width = (high - low) * 1e-9
    while high - low > max(width, 1e-7 * high):
        middle = (low + high) / 2
        if rising(middle) < 0:
            low = middle
        else:
            high = middle
    return low, high


def _away(value: float) -> float:
    return value if abs(value) > _TINY else _TINY
