"""How often a call fails whose behaviour is no component of its own: repeated, retried, cached, routed.

All arguments and results are probabilities; failures, not availabilities, so that nine nines survive.
"""

from collections.abc import Iterable
from math import expm1, fsum, log1p


def repeated_failure(failure: float, calls: float, mode: str = "outage") -> float:
    """Return how often a request fails that calls the same callee `calls` times.

    `outage`: the callee is up for all of the calls or for none. `error`: each call fails by itself. What is not known to be
    one of the two lies between them.
    """
    if mode == "outage" or failure >= 1:
        return failure if calls else 0.0
    return -expm1(calls * log1p(-failure))


def retried_failure(persistent: float, transient: float, retries: int) -> float:
    """Return how often a call fails for good: retries help against what is `transient`, not against what is `persistent`."""
    return persistent + (1 - persistent) * transient ** (retries + 1)


def attempts(failure: float, retries: int) -> float:
    """Return the mean number of attempts for each call, which is what the callee has to bear; `retries` + 1 in an outage."""
    return fsum(failure**attempt for attempt in range(retries + 1))


def look_aside_failure(hit_ratio: float, cache: float, origin: float) -> float:
    """Return how often a read fails that asks the origin where the cache misses or is down."""
    return (1 - hit_ratio * (1 - cache)) * origin


def critical_cache_failure(hit_ratio: float, cache: float, origin: float) -> float:
    """Return how often a read fails where nothing works without the cache, since the origin could not take the load."""
    return cache + (1 - cache) * (1 - hit_ratio) * origin


def routed_failure(routes: Iterable[tuple[float, float]]) -> float:
    """Return how often a request fails that takes one of several routes: pairs of its share of the requests and its failure.

    Each route has to be solved exactly by itself; edges that are called together are not independent coins.
    """
    return fsum(share * failure for share, failure in routes)
