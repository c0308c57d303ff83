"""Clients that try again what failed, before one station: the load that a steady state of both has."""

from math import expm1

_STEPS = 2_000
_REFINED = 60


def attempts(failing: float, most: int, budget: float | None = None) -> float:
    """Return how often a call is tried on average, when each attempt fails with probability `failing`, up to `most` times.

    (1 - q^m) / (1 - q), m where all fail. With a `budget`, retries are no more than this share of first tries.
    Source: M. Brooker, Fixing retries with token buckets and circuit breakers, 2022.
    """
    tried = float(most) if failing >= 1 else (1 - failing**most) / (1 - failing)
    return tried if budget is None else min(tried, 1 + budget)


def unanswered(failing: float, tried: float) -> float:
    """Return the share of calls of which every attempt fails, when they are tried `tried` times on average."""
    return min(1.0, max(0.0, 1 - tried * (1 - failing)))


def first_tries(utilisation: float, patience: float, most: int) -> float:
    """Return at which rate of first tries, over that of service, an M/M/1 is busy for the share `utilisation` in (0, 1].

    `patience` is the timeout over the mean service time; who gives up is served all the same, and tries again at once, `most`
    times in all. g(ρ) = ρ (1 - q) / (1 - q^m) with q = exp(-patience (1 - ρ)).
    """
    spent = patience * (1 - utilisation)
    if spent < 1e-12:
        return utilisation / most
    return utilisation * expm1(-spent) / expm1(-most * spent)


def collapse_ceiling(patience: float, most: int) -> float:
    """Return the highest rate of first tries, over that of service, that has a healthy steady state: the largest g(ρ)."""
    steps = [step / _STEPS for step in range(1, _STEPS + 1)]
    best = max(steps, key=lambda utilisation: first_tries(utilisation, patience, most))
    low, high = max(best - 1 / _STEPS, 1e-9), min(best + 1 / _STEPS, 1.0)
    for _ in range(_REFINED):
        third = (high - low) / 3
        if first_tries(low + third, patience, most) < first_tries(high - third, patience, most):
            low += third
        else:
            high -= third
    return first_tries((low + high) / 2, patience, most)


def recovery_limit(most: int) -> float:
    """Return the rate of first tries, over that of service, up to which every disturbance passes: 1 / attempts."""
    return 1 / most


def bistable(patience: float, most: int) -> bool:
    """Tell whether there are rates at which an M/M/1 has a healthy and a collapsed steady state: (attempts - 1) θ > 2."""
    return (most - 1) * patience > 2


def contended_ceiling(alone_s: float, slower_s: float, patience_s: float) -> float:
    """Return the highest rate of first tries of a server that takes `slower_s` more for each request that it works on.

    With n at work a request takes `alone_s` + n `slower_s`; by Little's law n = rate × that, so that the rate is below
    1 / `slower_s`, and all time out from the rate on at which a request takes `patience_s`. Recovery begins at this rate over
    the attempts. Source: M. Brooker, simulator_example, 2021; its network time is taken off the patience.
    """
    return max(0.0, (1 - alone_s / patience_s) / slower_s)
