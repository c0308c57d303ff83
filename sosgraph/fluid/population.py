"""How many requests a station can hold: its places say so, or the threads of all who call it."""

from math import inf

import numpy as np
from scipy.special import gammaincc

from sosgraph.fluid.arrays import MOST, Array, Places, column
from sosgraph.fluid.gain import shares
from sosgraph.fluid.threads import Threads
from sosgraph.simulation.network import Network

_DEPTH = 32
_LEAST_S = 1e-12
_TURNS = 12
_EVER_MORE = 3.0


def populations(network: Network, threads: Array) -> Array:
    """Return by station how many requests are there at most whose caller still waits for them; `MOST` where nothing bounds that.

    `threads` are those of its callers.
    """
    scaled = {each.station for each in network.scalers}
    places = [
        inf if each.waiting is None or place in scaled else each.posts + each.waiting
        for place, each in enumerate(network.stations)
    ]
    return column(np.minimum(np.minimum(threads, places), MOST))


class Callers:
    """The callers of each station, by what they call, and for how long.

    A thread calls one callee after the other: of each it has one attempt there at a time, or both copies of one. Not bounded are
    requests from outside, of leases and of copies that start, those of callers without a limit, and what is scaled.
    """

    def __init__(self, network: Network) -> None:
        links, scaled = network.links, {each.station for each in network.scalers}
        own = np.array([inf if place in scaled else each.posts for place, each in enumerate(network.stations)])
        self._by: Places = np.array([each.caller for each in links], dtype=np.intp)
        self._of: Places = np.array([each.callee for each in links], dtype=np.intp)
        self._servers = np.array([each.posts for each in network.stations])
        self._at_once = np.array([inf if each.warm_up else 2.0 if each.hedge_s < inf else 1.0 for each in links]) * own[self._by]
        self._patience_s = np.array([inf if each.cancels else each.timeout_s for each in links])
        self.threads = np.where(np.isinf(self._servers) | (np.array(network.arriving) > 0), inf, 0.0)
        """How many requests of them are there at most that they wait for."""
        self.threads[[lease.station for lease in network.leases]] = inf
        pairs, which = np.unique(np.array([self._by, self._of]), axis=1, return_inverse=True)
        most = np.zeros(pairs.shape[1])
        np.maximum.at(most, which.reshape(-1), self._at_once)  # of two calls of one request there is one at a time
        np.add.at(self.threads, pairs[1], most)
        self._visits = np.array([each.calls * each.probability for each in links]) * np.array(shares(network))
        self._takes_s = self._times_s(np.array([max(each.service_s, _LEAST_S) for each in network.stations]))

    def crowds(self) -> Threads:
        """Return as how many threads these are, with what they leave behind; and how busy a station is if all of them work."""
        few = np.flatnonzero(np.isfinite(self.threads[self._of]))
        of, at_once = self._of[few], self._at_once[few]
        calls = at_once * self._visits[few] / self._takes_s[self._by[few]]
        rush = np.bincount(of, calls, len(self.threads)) * self._takes_s / self._servers
        return Threads(self._left_behind(of, at_once, self._patience_s[few] / self._takes_s[of], rush), rush)

    def _left_behind(self, of: Places, at_once: Array, patience: Array, rush: Array) -> Array:
        """Return how many threads it takes to send as many requests, those given up included; infinitely many if ever more are.

        A thread that gives up, after so many service times, leaves a request behind and sends another: threads (1 / (1 - late(n))
        - 1) more. n is half-way between all threads and those that are there when all are at work and nothing is left to chance;
        the time that n take is gamma distributed, with its mean and variance.
        """
        hasty, most, servers = np.isfinite(patience), self.threads, self._servers
        of, at_once, patience, more = of[hasty], at_once[hasty], patience[hasty], np.zeros(len(self.threads))
        part = (1 + np.minimum(1 - 1 / np.maximum(rush, 1.0) + np.minimum(servers, MOST) / np.maximum(most, 1.0), 1.0)) / 2
        for _ in range(_TURNS):
            count = servers[of]
            crowd = np.maximum((most * part + more)[of], count)
            shape = crowd * crowd / (crowd - count + count * count)
            late = gammaincc(shape, shape * patience * count / crowd)
            left = np.bincount(of, at_once * part[of] * (1 / np.maximum(1 - late, 1e-9) - 1), len(most))
            more = np.where(np.maximum(left, more) < _EVER_MORE * most, np.maximum(left, more), inf)
            still = np.isfinite(more[of])
            of, at_once, patience = of[still], at_once[still], patience[still]
        return np.floor(most + more)

    def _times_s(self, own_s: Array) -> Array:
        """Return by station how long a request takes if nobody waits for a server: its own time, and that of all it asks."""
        takes_s = own_s
        for _ in range(_DEPTH):
            before, asked_s = takes_s, self._visits * takes_s[self._of]
            takes_s = np.minimum(own_s + np.bincount(self._by, asked_s, len(own_s)), MOST)
            if np.array_equal(before, takes_s):
                break
        return takes_s
