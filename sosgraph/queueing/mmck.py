"""M/M/c/K: c servers, and no more than K - c requests that wait; who finds these places taken is refused."""

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


def _powers(ratio: float, count: int) -> float:
    """Return the sum of the first `count` powers of a ratio in (0, 1], from the power of zero on."""
    if (1 - ratio) * count < 1e-7:
        return float(count)
    return (1 - _power(ratio, count)) / (1 - ratio)


def _power(ratio: float, count: int) -> float:
    return float(ratio**count)  # of a ratio up to 1: underflows to 0, never overflows
