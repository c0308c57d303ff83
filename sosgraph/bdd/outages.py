"""Whether a window of time has more downtime than its budget allows, where all outages last as long on average."""

from math import erf, exp, fsum, lgamma, log, sqrt

_DEVIATIONS = 10.0  # terms that far from the mean are below 1e-20 of the whole
_FAR = 40
_MOST_EXPECTED = 1e8  # beyond, the normal distribution is as good


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
    low, high = likely_counts(expected)
    least, most = likely_counts(within)
    if most < low:
        return 1.0
    below = fsum(chance_of_count(count, within) for count in range(least, low + running))
    terms = []
    for count in range(low, high + 1):
        terms.append(chance_of_count(count, expected) * min(1.0, below))
        below += chance_of_count(count + running, within)
    return min(1.0, fsum(terms))


def likely_counts(mean: float) -> tuple[int, int]:
    """Return the least and the greatest number of events that are not next to impossible where they are Poisson with `mean`."""
    spread = _DEVIATIONS * sqrt(mean) + _FAR
    return max(0, int(mean - spread)), int(mean + spread)


def chance_of_count(count: int, mean: float) -> float:
    """Return the probability of so many events where they are Poisson with `mean`."""
    if mean <= 0:
        return float(count == 0)
    return exp(count * log(mean) - mean - lgamma(count + 1))


def _normal(deviations: float) -> float:
    return 0.5 * (1 + erf(deviations / sqrt(2)))
