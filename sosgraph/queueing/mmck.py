# cython: annotation_typing=False
"""M/M/c/K: c servers, and no more than K - c requests that wait; who finds these places taken is refused.

A kernel, run as it stands or compiled (`mmck.pxd` beside it).
"""

import math
from array import array

from sosgraph.queueing.erlang import erlang_b

COUNTED = 1_000
"""So many places to wait are counted one by one: more are as good as endless."""
_CHANCES, _FEWER = array("d", bytes(8 * COUNTED)), array("d", bytes(8 * COUNTED))  # room to work in
_LONG = 600.0  # of e^-x: it is more than nothing yet


def refused(servers: int, offered: float, waiting: int) -> float:
    """Return the share of requests that find `waiting` places taken, in [0, 1]; `offered` is the load in Erlang.

    Grows with `offered`. Source: Gross et al., Fundamentals of Queueing Theory; here from Erlang's B, scaled so that no power
    of the load overflows.
    """
    if offered <= 0:
        return 0.0
    blocked = erlang_b(servers, offered)
    ratio = offered / servers
    if ratio <= 1:
        full = ratio**waiting
        return blocked * full / (1 + blocked * _powers(ratio, waiting) * ratio)
    return blocked / (_power(1 / ratio, waiting) + blocked * _powers(1 / ratio, waiting))


def sojourn(servers: int, offered: float, waiting: int) -> tuple[float, float]:
    """Return mean and variance of the time that a request is there that is not refused, in mean service times.

    Who finds all servers busy waits for as many of them to come free as a truncated geometric variable says, each after an
    exponential time. Source: Gross et al., Fundamentals of Queueing Theory, section on M/M/c/K.
    """
    delayed = waits(servers, offered, waiting)
    if not delayed:
        return 1.0, 1.0
    ahead, spread = _truncated(offered / servers, waiting)
    mean, square = ahead / servers, (ahead + spread + ahead**2) / servers**2
    return 1 + delayed * mean, 1 + delayed * square - (delayed * mean) ** 2


def waits(servers: int, offered: float, waiting: int) -> float:
    """Return the share of requests that find all servers busy, of those not refused."""
    blocked = erlang_b(servers, offered)
    if not waiting or not blocked:
        return 0.0
    ratio = offered / servers
    busy = blocked * _powers(ratio, waiting) if ratio <= 1 else blocked * _powers(1 / ratio, waiting)
    idle = (1 - blocked) * (1.0 if ratio <= 1 else _power(1 / ratio, waiting - 1))
    return busy / (idle + busy)


def ahead(ratio: float, waiting: int) -> float:
    """Return for how many servers to come free those wait on average that find all busy, of a load so many times the capacity."""
    return _truncated(ratio, waiting)[0]


def outlasting(delayed: float, ratio: float, waiting: int, often: float, patience: float) -> float:
    """Return the share of requests that are there for more than `patience` mean services of their own, of those not refused.

    The share `delayed` finds all servers busy, k - 1 of `waiting` places taken `ratio`^(k - 1) as often as none, and waits for k
    servers to come free, one `often` >= 1 times in a mean service, before its own: M/M/c/K where that is c. Longer than t are
    S(k) = P[N < k] + Σ (1 - 1/c)^i P[N = k + i] of such times, N of Poisson's distribution with mean ct; from the last k down,
    no term is negative. Source: Gross et al., as above; the sum by counting who came free by then.
    """
    if patience <= 0:
        return 1.0
    slow, mean = 1 - 1 / often, often * patience
    most = slow * mean
    soon = most - waiting > 10 * math.sqrt(most) + 40  # who waits has left the queue by then, but for one in 1e20
    chances, fewer, by_logarithm = _CHANCES, _FEWER, mean > _LONG
    chance, logarithm, below = math.exp(-mean), -mean, 0.0
    for number in range(0 if soon else waiting):
        if by_logarithm:
            chance = math.exp(logarithm)
        below += chance
        chances[number], fewer[number] = chance, min(below, 1.0)
        if by_logarithm:
            logarithm += math.log(mean / (number + 1))
        else:
            chance *= mean / (number + 1)
    if by_logarithm:
        chance = math.exp(logarithm)
    serving = math.exp(-patience - waiting * math.log(slow)) if soon else _serving(chance, waiting, most)
    rising, falling = min(ratio, 1.0), 1 / max(ratio, 1.0)  # from the likeliest number on: no power overflows
    weight, weights, share = 1.0, 0.0, 0.0
    for number in range(waiting - 1, -1, -1):
        later = serving if soon else min(fewer[number] + serving, 1.0)
        share, weights = share * rising + weight * later, weights * rising + weight
        serving = slow * serving if soon else chances[number] + slow * serving
        weight *= falling
    return (1 - delayed) * math.exp(-patience) + (delayed * share / weights if waiting else 0.0)


def _serving(chance: float, number: int, most: float) -> float:
    """Return Σ slow^i P[N = number + i], by the first of these, and the mean of N times slow."""
    term = total = chance
    while number < most or term > 1e-17 * total:
        number += 1
        term *= most / number
        total += term
    return total


def _truncated(ratio: float, most: int) -> tuple[float, float]:
    """Return mean and variance of a number from 1 to `most`, each `ratio` times as likely as the one before."""
    if ratio > 1:
        mean, variance = _truncated(1 / ratio, most)
        return most + 1 - mean, variance
    if (1 - ratio) * most < 1e-3:
        return (most + 1) / 2, (most**2 - 1) / 12
    over = _power(ratio, most)
    return 1 / (1 - ratio) - most * over / (1 - over), ratio / (1 - ratio) ** 2 - most**2 * over / (1 - over) ** 2


def _powers(ratio: float, count: int) -> float:
    """Return the sum of the first `count` powers of a ratio in (0, 1], from the power of zero on."""
    if (1 - ratio) * count < 1e-7:
        return float(count)
    return (1 - _power(ratio, count)) / (1 - ratio)


def _power(ratio: float, count: int) -> float:
    return float(ratio**count)  # of a ratio up to 1: underflows to 0, never overflows
