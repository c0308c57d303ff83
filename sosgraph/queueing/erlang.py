# cython: annotation_typing=False
"""M/M/c: arrivals at random, c servers, an endless queue. A kernel, run as it stands or compiled (`erlang.pxd` beside it)."""

import math
from math import inf

FLUID = 1_000_000
"""From so many servers on, chance hardly matters: below capacity nobody waits, above it everybody does."""
_NEVER = 1e15  # one in so many is nobody


def erlang_b(servers: int, offered: float) -> float:
    """Return the share of requests that find all `servers` busy where none may wait (M/M/c/c), in [0, 1].

    `offered` is the load in Erlang: arrivals a second times seconds of service. Sums c! / (c - k)! / offered^k, which are
    1 / B together, and ends early where these grow beyond measure. Source: A. K. Erlang, 1917.
    """
    if offered <= 0:
        return 0.0
    if servers >= FLUID:
        return max(0.0, 1 - servers / offered)
    term = total = 1.0
    for free in range(servers, 0, -1):
        term *= free / offered
        total += term
        if total > _NEVER:
            return 0.0
        if term < 1e-17 * total:
            break
    return 1 / total


def erlang_c(servers: int, offered: float) -> float:
    """Return the share of requests that have to wait (M/M/c), in [0, 1]; 1 where there is no steady state.

    Source: A. K. Erlang, 1917; as C(c, a) in Gross et al., Fundamentals of Queueing Theory.
    """
    if offered >= servers:
        return 1.0
    blocked = erlang_b(servers, offered)
    return blocked / (1 - offered / servers * (1 - blocked))


def mean_number(servers: int, offered: float) -> float:
    """Return how many requests are there on average, in service or waiting; infinite where there is no steady state."""
    if offered >= servers:
        return inf
    return offered + erlang_c(servers, offered) * offered / (servers - offered)


def slower(servers: int, offered: float, patience: float) -> float:
    """Return the share of requests that an M/M/c keeps longer than `patience`, in mean service times; 1 without a steady state.

    Source: Gross et al., Fundamentals of Queueing Theory, chapter 3.
    """
    return 1.0 if offered >= servers else outlasting(1.0, erlang_c(servers, offered), servers - offered, patience)


def outlasting(service_per_s: float, waiting: float, spare_per_s: float, seconds: float) -> float:
    """Return the share of requests that take longer than `seconds`, of which the share `waiting` waits before its service.

    Both are exponential: the service of each with `service_per_s`, the wait of those that wait with `spare_per_s`, which is what
    could be served besides. Of M/M/c exact, e^(-μt) [1 + C μ (1 - e^(-(δ - μ) t)) / (δ - μ)] with δ = cμ - λ.
    """
    served, apart = math.exp(-service_per_s * seconds), spare_per_s - service_per_s
    if abs(apart * seconds) < 1e-9:
        return min(1.0, served * (1 + waiting * service_per_s * seconds))
    return min(1.0, served + waiting * service_per_s * (served - math.exp(-spare_per_s * seconds)) / apart)


def longer(spare_per_s: float, seconds: float) -> float:
    """Return the share of requests that an M/M/1 of `spare_per_s` = service rate - arrival rate keeps longer than `seconds`.

    The sojourn is exponential. Of M/M/c, the same share of those that have to wait waits longer than `seconds`.
    """
    return math.exp(-spare_per_s * seconds) if spare_per_s > 0 else 1.0
