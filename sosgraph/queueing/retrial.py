"""M/M/1/1 with an orbit: who finds the server busy comes back later, again and again."""

from math import inf, sqrt


def mean_orbit(arrivals_per_s: float, service_per_s: float, retrials_per_s: float) -> float:
    """Return how many requests wait in the orbit on average, each trying again `retrials_per_s` times a second.

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
