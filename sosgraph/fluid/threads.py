"""How busy a station is that is called by few threads: a thread that waits for an answer asks for nothing else meanwhile.

Where all threads are at work it is the machine-repairman model, M/M/c//N; before, requests come as they please as long as a
thread is free: threads and station are taken for one server whose pace depends on how many threads are at work (P. Courtois,
Decomposability, 1977), which the closed network of both tells exactly (Gross et al., Fundamentals of Queueing Theory).
"""

from functools import lru_cache
from math import inf, log10
from typing import NamedTuple

import numpy as np

from sosgraph.fluid.arrays import Array, Places

_MANY = 1000
_COUNTS = np.unique(np.concatenate([np.arange(1, 11), np.round(np.geomspace(8, _MANY, 32))]))
_BORDERS = np.sqrt(_COUNTS[1:] * _COUNTS[:-1])
_RUSHES = 0.25 * 1.5 ** np.arange(8)
_SHORTEST = 0.1  # pause
_PAUSES = 160
_LOADS = np.concatenate([np.linspace(0, 0.9, 40)[1:], 1 - np.logspace(-1, -5, 25)[1:]])


class Threads(NamedTuple):
    """Those of all callers of a station, by station: how many, and their `rush`.

    That is how busy the station's servers would be if all threads were at work and nobody waited.
    """

    number: Array
    rush: Array

    def shared(self, servers: Array) -> "Threads":
        """Return threads that keep so many servers about as busy, few different ones, so that many stations share a curve.

        More than a thousand keep a station as busy as any number of callers, to a hundredth of its servers.
        """
        count = np.maximum(_COUNTS[np.searchsorted(_BORDERS, self.number)], servers + 1)
        count = np.where(self.number <= servers, servers, np.where(self.number <= _MANY, count, inf))
        rush = _RUSHES[np.maximum(np.searchsorted(_RUSHES, self.rush, side="right") - 1, 0)]
        few = (count > servers) & (count < inf)
        return Threads(count, np.where(few, np.minimum(rush, count / (servers * (1 + _SHORTEST))), inf))


def known(servers: int, places: float, threads: int, rush: float) -> tuple[Array, Array, Array]:
    """Return, by how many requests are there on average, the share of servers that are busy, and of requests that are refused.

    As long as there are no more than threads. With a load that grows, then, where all threads are at work, with shorter pauses.
    """
    if threads <= servers:
        number = np.linspace(0.0, threads, _PAUSES)
        return number, number / servers, np.zeros(_PAUSES)
    most, pause = int(min(threads, places)), threads / (servers * rush) - 1
    working = closed(servers, most, np.arange(1, threads + 1), np.full(threads, pause))
    pauses, saturated = _saturated(servers, most, threads)
    number, served, lost = np.concatenate([_under(working), saturated[:, pauses < pause]], axis=1)
    return number, served / servers, lost / (served + lost)


@lru_cache(maxsize=256)
def _saturated(servers: int, places: int, threads: int) -> tuple[Array, Array]:
    """Return pauses ever shorter, and what is `closed` where so many threads make them."""
    pauses = threads / (servers * _RUSHES[0]) * np.logspace(0, -4 - log10(threads), _PAUSES)
    return pauses, closed(servers, places, np.full(_PAUSES, threads), pauses)


def closed(servers: int, places: int, threads: Places, pauses: Array) -> Array:
    """Return how many requests are at servers on average, are served, and are refused, in a service time.

    By how many threads go round, each with a pause of so many service times between answer and request.
    """
    there, most = np.arange(places + 1.0), int(threads.max())
    served = np.minimum(there, servers)
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
    falling = np.concatenate([logs[::-1], np.zeros(places)])  # of those left by each number there, a part of this
    weights = logs[threads][:, None] - np.lib.stride_tricks.sliding_window_view(falling, places + 1)[most - threads]
    weights -= there * np.log(pauses)[:, None]
    weights[:, 1:] -= np.cumsum(np.log(served[1:]))
    weights[there > threads[:, None]] = -inf
    weights -= weights.max(axis=1, keepdims=True)
    chances = np.exp(weights, out=weights)
    chances /= chances.sum(axis=1, keepdims=True)
    return np.array([chances @ there, chances @ served, chances[:, -1] * np.maximum(threads - places, 0) / pauses])


def _under(working: Array) -> Array:
    """Return the same where requests come as they please, at ever greater shares of the rate that needs all threads.

    `working`: the same by how many threads are at work; requests that find none free wait for one.
    """
    ends = working[1] + working[2]
    logs = np.concatenate([[0.0], np.cumsum(np.log(ends / ends[-1]))])
    weights = np.log(_LOADS)[:, None] * np.arange(len(logs)) - logs
    weights[:, -1] -= np.log(1 - _LOADS)
    chances = np.exp(weights - weights.max(axis=1, keepdims=True))
    found: Array = working @ (chances[:, 1:] / chances.sum(axis=1, keepdims=True)).T
    return found
