"""M/M/c/K: c servers, and no more than K - c requests that wait; who finds these places taken is refused."""

from itertools import accumulate
from math import exp, lgamma, log

from sosgraph.queueing.erlang import erlang_b


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
    blocked, ratio = erlang_b(servers, offered), offered / servers
    if not waiting or not blocked:
        return 1.0, 1.0
    busy = blocked * _powers(ratio, waiting) if ratio <= 1 else blocked * _powers(1 / ratio, waiting)
    idle = (1 - blocked) * (1.0 if ratio <= 1 else _power(1 / ratio, waiting - 1))
    delayed = busy / (idle + busy)
    ahead, spread = _truncated(ratio, waiting)
    mean, square = ahead / servers, (ahead + spread + ahead**2) / servers**2
    return 1 + delayed * mean, 1 + delayed * square - (delayed * mean) ** 2


def outlasting(offered: float, waiting: int, patience: float) -> float:
    """Return the share of requests to one server that are there for more than `patience` mean services, of those not refused.

    Who finds n there, of `waiting` + 1 at most, stays for n + 1 exponential services. Source: Gross et al., as above.
    """
    if patience <= 0:
        return 1.0
    chances = (exp(number * log(patience) - patience - lgamma(number + 1)) for number in range(waiting + 1))
    terms = [min(each, 1.0) for each in accumulate(chances)]
    weight, weights, later = 1.0, 0.0, 0.0
    small = min(offered, 1 / offered) if offered else 0.0
    for each in terms if offered <= 1 else reversed(terms):  # from the likeliest number on: no power overflows
        weights, later, weight = weights + weight, later + weight * each, weight * small
    return later / weights


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
