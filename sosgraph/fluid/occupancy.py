"""How busy a station of several servers is, and whom it refuses, by how many requests are there on average.

The steady states of M/M/c/K turned round: the pointwise-stationary fluid flow approximation reads them the other way, so that its
own steady state is exact. Source: Wang, Tipper & Banerjee, A simple approximation for modeling nonstationary queues, 1996.
"""

from collections.abc import Sequence
from math import inf, sqrt

import numpy as np

from sosgraph.fluid.arrays import Array, Places, column

_KNOTS = 1024
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
    """The curves of stations, one a row, each of a number of servers and of places to wait (infinite: no limit).

    A curve is made of lines in n / (n + `bend`), numbered from 0 to `last`; a line is as long as 1 / `knots`. They stand in the
    `table` from the `first` on: of the share of servers that are busy, then of requests refused, each as what it is at n = 0 if
    drawn so far, and how much it grows along the line. Where there are no servers (0), all who are there are served.
    """

    def __init__(self, servers: Sequence[int], waiting: Sequence[float]) -> None:
        rows = [
            (min(count, _MANY), places * min(1, _MANY / max(count, 1))) for count, places in zip(servers, waiting, strict=True)
        ]
        lines = {kind: _lines(*kind) for kind in sorted(set(rows))}
        ends = np.cumsum([len(each[0]) for each in lines.values()]).tolist()
        last = {kind: len(each[0]) - 1 for kind, each in lines.items()}
        first = {kind: end - 1 - last[kind] for kind, end in zip(lines, ends, strict=True)}
        self.first: Places = np.array([first[kind] for kind in rows], dtype=np.intp)
        self.last: Places = np.array([last[kind] for kind in rows], dtype=np.intp)
        self.table: Array = np.ascontiguousarray(np.concatenate([np.zeros((4, 0)), *lines.values()], axis=1).T)
        most = np.array([count + places for count, places in zip(servers, waiting, strict=True)], dtype=np.float64)
        self.bend = column([_bend(max(count, 1), places) for count, places in zip(servers, waiting, strict=True)])
        self.knots = np.where(column(self.last) > 0, column(self.last) * (1 + self.bend / column(most)), 1.0)


def _bend(servers: int, waiting: float) -> float:
    """Return at how many requests a curve is half-way: of a long queue further on, so that lines are short at both ends."""
    return servers if waiting == inf else servers * min(sqrt(1 + waiting / servers), _FURTHEST)


def _lines(servers: int, waiting: float) -> Array:
    """Return the lines of a curve between its knots, and one more behind the last: four numbers each."""
    if not servers:
        return np.array([[1.0], [0.0], [0.0], [0.0]])
    if servers == 1 and waiting == inf:
        return np.array([[0.0], [1.0], [0.0], [0.0]])
    lines = []
    for curve in _curve(servers, waiting):
        rise = np.diff(curve, append=curve[-1])
        lines += [curve - rise * np.arange(len(curve)), rise]
    return np.array(lines)


def _curve(servers: int, waiting: float) -> tuple[Array, Array]:
    """Return the share busy and the share refused at even steps of n / (n + bend), up to all places taken."""
    even = np.arange(1, _DENSE) / _DENSE
    near_one = 1 - np.logspace(-4, -12, 800)
    below = np.unique(np.concatenate([even, near_one]))
    ratio = below if waiting == inf else np.concatenate([below, [1.0], 1 / below[::-1]])
    number, refused = steady(servers, waiting, ratio)
    bend = _bend(servers, waiting)
    reach = 1.0 if waiting == inf else (servers + waiting) / (bend + servers + waiting)
    knots = np.arange(_KNOTS + 1) / _KNOTS * reach
    places = np.concatenate([[0.0], number / (number + bend), [reach]])
    busy = np.interp(knots, places, np.concatenate([[0.0], ratio * (1 - refused), [1.0]]))
    return busy, np.interp(knots, places, np.concatenate([[0.0], refused, [0.0 if waiting == inf else 1.0]]))
