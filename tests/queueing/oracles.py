"""Closed forms that the simulations and the analyses of load are tested against."""

from math import expm1, inf, sqrt

from sosgraph.queueing.erlang import erlang_b
from sosgraph.queueing.mmck import refused

_STEPS = 2_000
_REFINED = 60


def mean_in_places(servers: int, offered: float, waiting: int) -> float:
    """Return how many requests an M/M/c/K holds on average, in service or in `waiting` places."""
    blocked, ratio = erlang_b(servers, offered), offered / servers
    weights = [blocked * ratio**place for place in range(waiting + 1)]
    whole = 1 + sum(weights[1:])
    queued = sum(place * weight for place, weight in enumerate(weights)) / whole
    return offered * (1 - refused(servers, offered, waiting)) + queued


def mean_orbit(arrivals_per_s: float, service_per_s: float, retrials_per_s: float) -> float:
    """Return how many requests wait in the orbit of an M/M/1/1 on average, each trying `retrials_per_s` times a second.

    ρ (λ/θ + ρ) / (1 - ρ); infinite from ρ = 1 on. Source: Falin & Templeton, Retrial Queues, 1997.
    """
    utilisation = arrivals_per_s / service_per_s
    if utilisation >= 1:
        return inf
    return utilisation * (arrivals_per_s / retrials_per_s + utilisation) / (1 - utilisation)


def stable_limit(service_per_s: float, retrials_per_s: float) -> float:
    """Return the rate of arrivals below which there is a steady state when the orbit as a whole tries at `retrials_per_s`.

    λ/μ < θ / (λ + θ), solved for λ. Source: G. Fayolle, 1986.
    """
    half = retrials_per_s / 2
    return sqrt(half * half + retrials_per_s * service_per_s) - half


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
