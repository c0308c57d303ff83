"""How often something fails and for how long, and whether a window of time has more of that than its budget allows."""

from collections.abc import Mapping, Sequence
from math import erf, exp, fsum, lgamma, log, sqrt

from sosgraph.bdd.attribution import Differentiable

_DEVIATIONS = 10.0  # terms that far from the mean are below 1e-20 of the whole
_FAR = 40
_MOST_EXPECTED = 1e8  # beyond, the normal distribution is as good


def failure_frequency(solution: Differentiable, failure: Sequence[float], repair_s: Mapping[int, float]) -> float:
    """Return how often in a second a coherent function becomes false: Σ Birnbaum's importance · q ÷ mean time to repair.

    `repair_s` has the mean time to repair of the variables that fail and are repaired; the others are drawn for each outage.
    Source: W. Schneeweiss, Computing failure frequency, MTBF and MTTR via mixed products, 1981; W. Vesely, 1970.
    """
    slope = solution.gradient(failure)[1]
    return fsum(slope[variable] * failure[variable] / seconds for variable, seconds in repair_s.items())


def missed_in_window(unavailability: float, mean: float, window: float, budget: float) -> float:
    """Return the probability that something is down for longer than `budget` in a window of so much time.

    It is down so often in the long run, for times that are exponential with `mean` > 0, and up for others; the window begins
    at any time, so with an outage under way as often. Downtime exceeds the budget where all outages that begin in so much
    uptime as the budget leaves last longer together, the one under way counted from the beginning. Source: L. Takács, On
    certain sojourn time problems in the theory of stochastic processes, 1957.
    """
    if budget >= window or unavailability <= 0:
        return 0.0
    if unavailability >= 1:
        return 1.0
    begun = unavailability / (1 - unavailability) * (window - budget) / mean
    down = unavailability * missed_chance(begun, mean, budget, running=1)
    return min(1.0, (1 - unavailability) * missed_chance(begun, mean, budget) + down)


def missed_chance(expected: float, mean: float, budget: float, running: int = 0) -> float:
    """Return the probability that the outages in a window last longer than `budget` together.

    Their number is Poisson with mean `expected`, their durations are exponential with mean `mean` > 0 (in the unit of the
    budget): P = Σ Pois(n; expected) · P(Erlang(n, mean) > budget). n outages last longer than the budget when fewer than n
    would follow one another in it: the second factor is P(Pois(budget ÷ mean) < n). `running` are further ones for certain.
    """
    within = budget / mean
    if expected > _MOST_EXPECTED or within > _MOST_EXPECTED:
        return _normal((expected - within) / sqrt(expected + within))
    low, high = _range(expected)
    least, most = _range(within)
    if most < low:
        return 1.0
    below = fsum(_poisson(count, within) for count in range(least, low + running))
    terms = []
    for count in range(low, high + 1):
        terms.append(_poisson(count, expected) * min(1.0, below))
        below += _poisson(count + running, within)
    return min(1.0, fsum(terms))


def _range(mean: float) -> tuple[int, int]:
    """Return the numbers of events that are not next to impossible."""
    spread = _DEVIATIONS * sqrt(mean) + _FAR
    return max(0, int(mean - spread)), int(mean + spread)


def _poisson(count: int, mean: float) -> float:
    if mean <= 0:
        return float(count == 0)
    return exp(count * log(mean) - mean - lgamma(count + 1))


def _normal(deviations: float) -> float:
    return 0.5 * (1 + erf(deviations / sqrt(2)))
