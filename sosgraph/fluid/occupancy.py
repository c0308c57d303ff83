"""How busy a station of several servers is, and whom it refuses, by how many requests are there on average.

The steady states of M/M/c/K turned round: the pointwise-stationary fluid flow approximation reads them the other way, so that its
own steady state is exact. Source: Wang, Tipper & Banerjee, A simple approximation for modeling nonstationary queues, 1996.
"""

from collections.abc import Sequence
from math import inf

import numpy as np

from sosgraph.fluid.arrays import Array, Places

_KNOTS = 1024
_NOBODY = np.zeros(1)
_DENSE = 8192
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
    """The curves of stations, one a row, each of a number of servers and of places to wait (infinite: no limit)."""

    def __init__(self, servers: Sequence[int], waiting: Sequence[float]) -> None:
        kinds = sorted({(min(count, _MANY), places) for count, places in zip(servers, waiting, strict=True)})
        curves = [_curve(count, places) for count, places in kinds]
        self._busy = np.concatenate([busy for busy, _ in curves] or [np.zeros(0)])
        self._refused = np.concatenate([refused for _, refused in curves] or [np.zeros(0)])
        self._busy_rise, self._refused_rise = np.diff(self._busy, append=0.0), np.diff(self._refused, append=0.0)
        index = {kind: place * (_KNOTS + 1) for place, kind in enumerate(kinds)}
        rows = [(min(count, _MANY), places) for count, places in zip(servers, waiting, strict=True)]
        self._first: Places = np.array([index[kind] for kind in rows], dtype=np.intp)
        self._shrunk = np.array([min(count, _MANY) / count for count in servers], dtype=np.float64)
        self._servers = np.array([count for count, _ in rows], dtype=np.float64)
        self.most = np.array([count + places for count, places in zip(servers, waiting, strict=True)], dtype=np.float64)
        self._knots = _KNOTS * (1 + self._servers / (self.most * self._shrunk))
        self.limited = bool(np.isfinite(self.most).any())

    def at(self, number: Array, row: Places) -> tuple[Array, Array, Array, Array]:
        """Return the share of the servers that are busy when so many requests are there, and how fast that grows with them.

        After that the share of requests that find no place, and how fast that grows. `row` says of which station each number is.
        """
        servers = self._servers[row]
        scaled = number * self._shrunk[row]
        whole = scaled + servers
        reach = self._knots[row]
        at = np.minimum(scaled / whole * reach, _KNOTS * (1 - 1e-12))
        place = at.astype(np.intp)
        growth = servers / whole**2 * (self._shrunk[row] * reach)
        part = at - place
        place += self._first[row]
        below, rise = self._busy.take(place), self._busy_rise.take(place)
        if not self.limited:
            return below + part * rise, rise * growth, _NOBODY, _NOBODY
        refused, fuller = self._refused.take(place), self._refused_rise.take(place)
        return below + part * rise, rise * growth, refused + part * fuller, fuller * growth


def _curve(servers: int, waiting: float) -> tuple[Array, Array]:
    """Return the share busy and the share refused at even steps of n / (n + servers), up to all places taken."""
    even = np.arange(1, _DENSE) / _DENSE
    near_one = 1 - np.logspace(-4, -12, 800)
    below = np.unique(np.concatenate([even, near_one]))
    ratio = below if waiting == inf else np.concatenate([below, [1.0], 1 / below[::-1]])
    number, refused = steady(servers, waiting, ratio)
    reach = 1.0 if waiting == inf else (servers + waiting) / (2 * servers + waiting)
    knots = np.arange(_KNOTS + 1) / _KNOTS * reach
    places = np.concatenate([[0.0], number / (number + servers), [reach]])
    busy = np.interp(knots, places, np.concatenate([[0.0], ratio * (1 - refused), [1.0]]))
    return busy, np.interp(knots, places, np.concatenate([[0.0], refused, [0.0 if waiting == inf else 1.0]]))
