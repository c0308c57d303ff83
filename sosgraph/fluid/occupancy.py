"""How busy a station of several servers is, and whom it refuses, by how many requests are there on average.

The steady states of M/M/c/K, and of few threads (`threads.py`), turned round: the pointwise-stationary fluid flow approximation
reads them the other way, so that its own steady state is exact. Source: Wang, Tipper & Banerjee, A simple approximation for
modeling nonstationary queues, 1996.
"""

from collections.abc import Sequence
from functools import lru_cache
from math import inf

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column
from sosgraph.fluid.threads import Threads, known

_KNOTS = 1024
_KNOTS_OF_FEW = 128
_DENSE = 8192
_FURTHEST = 32
_MANY = 4000
"""The curve of so many servers, scaled, is that of any more: it bends within a hundredth of their number."""


def steady(servers: int, waiting: float, ratio: Array) -> tuple[Array, Array]:
    """Return, by load over capacity, how many requests are in an M/M/c/K on average, and the share that it refuses.

    `waiting` places (infinite: M/M/c, for ratios below 1). Source: Gross et al., Fundamentals of Queueing Theory.
    """
    offered = ratio * servers
    with np.errstate(over="ignore", divide="ignore", invalid="ignore"):
        inverse = np.ones_like(ratio)
        for busy in range(1, servers + 1):
            inverse = 1 + busy / offered * inverse  # 1 / B(busy, offered), Erlang's recursion
        full = np.where(offered > 0, 1 / inverse, 0.0)
        in_service = offered * (1 - full)
        if waiting == inf:
            waits = full / (1 - ratio * (1 - full))
            return offered + waits * ratio / (1 - ratio), np.zeros_like(ratio)
        below, above = np.minimum(ratio, 1.0), np.minimum(1 / ratio, 1.0)
        top = np.where(ratio <= 1, full * below**waiting, 1.0)
        none_waits = np.where(ratio <= 1, 1.0, above**waiting / np.maximum(full, 1e-300))
        weight, places = _queued(ratio, waiting)
        scaled = np.where(ratio <= 1, full, 1.0)
        total = none_waits + scaled * weight
        number = (none_waits * in_service + scaled * (servers * weight + places)) / total
    return number, top / total


def _queued(ratio: Array, waiting: float) -> tuple[Array, Array]:
    """Return the weight of all states in which somebody waits, and the sum of it times how many wait.

    Relative to the state in which all servers are busy and nobody waits, or, above 1, to that in which all places are taken.
    """
    near = np.abs(1 - ratio) * waiting < 1e-4
    small = np.where(near, 0.5, np.where(ratio <= 1, ratio, 1 / ratio))
    power = small**waiting
    powers = (1 - power) / (1 - small)
    moment = small * ((1 - power / small) / (1 - small) - (waiting - 1) * power / small) / (1 - small)  # sum of j small^j, j < K
    weight = np.where(ratio <= 1, small * powers, powers)
    places = np.where(ratio <= 1, moment + waiting * power, waiting * powers - moment)
    return np.where(near, waiting, weight), np.where(near, waiting * (waiting + 1) / 2, places)


class Occupancy:
    """The curves of stations, one a row: of a number of servers, of places to wait (infinite: no limit), and of callers' threads.

    A curve is made of lines in n / (n + `bend`), numbered from 0 to `last`; a line is as long as 1 / `knots`. They stand in the
    `table` from the `first` on: of the share of servers that are busy, then of requests refused, each as what it is at n = 0 if
    drawn so far, and how much it grows along the line. Where there are no servers (0), all who are there are served.
    """

    def __init__(self, servers: Sequence[int], waiting: Sequence[float], threads: Threads) -> None:
        count, places = np.array(servers, dtype=np.float64), np.array(waiting, dtype=np.float64)
        some = np.maximum(count, 1.0)
        like = threads.shared(some)
        alike = np.isinf(places) & (like.number == some)  # nobody ever waits
        scale = np.where(alike, some, np.maximum(count / _MANY, 1.0))
        described = np.array([count / scale, places / scale, like.number / scale, like.rush])
        kinds, rows = np.unique(described, axis=1, return_inverse=True)
        lines = [_lines(round(one), waits, of, rush) for one, waits, of, rush in kinds.T.tolist()]
        lengths = np.array([each.shape[1] for each in lines], dtype=np.intp)
        self.first: Places = (np.cumsum(lengths) - lengths)[rows.reshape(-1)]
        self.last: Places = lengths[rows.reshape(-1)] - 1
        self.table: Array = np.ascontiguousarray(np.concatenate([np.zeros((4, 0)), *lines], axis=1).T)
        most = _most(count, places, like.number)
        self.bend = column(_bend(some, most))
        self.knots = np.where(column(self.last) > 0, column(self.last) * (1 + self.bend / column(most)), 1.0)


def _most(servers: Array, waiting: Array, threads: Array) -> Array:
    """Return at how many requests all servers are busy, and all places taken, if there is a limit."""
    return np.where(np.isinf(waiting), threads, servers + waiting)


def _bend(servers: Array, most: Array) -> Array:
    """Return at how many requests a curve is half-way: of a long queue further on, so that lines are short at both ends."""
    return servers * np.where(np.isinf(most), 1.0, np.minimum(np.sqrt(most / servers), _FURTHEST))


@lru_cache(maxsize=1024)
def _lines(servers: int, waiting: float, threads: float, rush: float) -> Array:
    """Return the lines of a curve between its knots, and one more behind the last: four numbers each."""
    if not servers:
        return np.array([[1.0], [0.0], [0.0], [0.0]])
    if servers == 1 and waiting == inf and threads == inf:
        return np.array([[0.0], [1.0], [0.0], [0.0]])
    lines = []
    for curve in _curve(servers, waiting, threads, rush):
        rise = np.diff(curve, append=curve[-1])
        lines += [curve - rise * np.arange(len(curve)), rise]
    return np.array(lines)


def _curve(servers: int, waiting: float, threads: float, rush: float) -> tuple[Array, Array]:
    """Return the share busy and the share refused at even steps of n / (n + bend), up to all places taken."""
    station = np.array([servers, waiting, threads])
    most = _most(*station)
    bend, count = _bend(station[0], most), _KNOTS if threads == inf else _KNOTS_OF_FEW
    number, busy, refused = _open(servers, waiting) if threads == inf else _closed(servers, waiting, round(threads), rush)
    reach = 1.0 if most == inf else most / (bend + most)
    knots = np.arange(count + 1) / count * reach
    places = np.concatenate([[0.0], number / (number + bend), [reach]])
    shares = np.interp(knots, places, np.concatenate([[0.0], busy, [1.0]]))
    return shares, np.interp(knots, places, np.concatenate([[0.0], refused, [0.0 if waiting == inf else 1.0]]))


@lru_cache(maxsize=64)
def _open(servers: int, waiting: float) -> tuple[Array, Array, Array]:
    """Return how many requests are there, the share busy and the share refused, of any number of callers."""
    even = np.arange(1, _DENSE) / _DENSE
    near_one = 1 - np.logspace(-4, -12, 800)
    below = np.unique(np.concatenate([even, near_one]))
    ratio = below if waiting == inf else np.concatenate([below, [1.0], 1 / below[::-1]])
    number, refused = steady(servers, waiting, ratio)
    return number, ratio * (1 - refused), refused


def _closed(servers: int, waiting: float, threads: int, rush: float) -> tuple[Array, Array, Array]:
    """Return the same of few threads; where there are more requests, most were given up, and come as they please."""
    number, busy, refused = known(servers, servers + waiting, threads, rush)
    if waiting == inf or threads >= servers + waiting:
        return number, busy, refused
    others, _, lost = _open(servers, waiting)
    more = others > threads
    number, refused = np.append(number, others[more]), np.append(refused, lost[more])
    return number, np.append(busy, np.ones(np.count_nonzero(more))), refused
