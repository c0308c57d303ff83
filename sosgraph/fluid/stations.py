"""Stations: how many requests are there, how many are served, and how many refused, one step after another."""

from dataclasses import dataclass

import numpy as np

from sosgraph.fluid.arrays import MOST, Array, Places, bounded, column
from sosgraph.fluid.ends import Ends
from sosgraph.fluid.lateness import Found, found, settled_variance
from sosgraph.fluid.occupancy import Occupancy
from sosgraph.simulation.network import Station

_SHORTEST_S = 1e-9  # a service that takes no time
_DEAD = 1e-18


@dataclass(slots=True)
class Flow:
    """What happens in a step, a second: requests `served` and `started`; the share `refused` of those that arrive."""

    served: Array
    started: Array
    refused: Array


class Stations:
    """The stations of a network, empty at first.

    One server with an endless queue, and any number of servers without one, serve number / (alone + each number) a second; the
    others as their `Occupancy` says. All are solved for the end of the step, so that no step is too long.
    """

    def __init__(self, stations: tuple[Station, ...], columns: int, step_s: float) -> None:
        self.step_s, shape = step_s, (len(stations), columns)
        servers = [0 if each.concurrency is None else max(each.concurrency, 1) * each.copies for each in stations]
        limits = [each.waiting if count else None for each, count in zip(stations, servers, strict=True)]
        waiting = [np.inf if each is None else float(each) for each in limits]
        curves = Occupancy(servers, waiting)
        self._ends = Ends(curves, columns)
        self._manned = column([each.concurrency != 0 for each in stations])
        self.servers = column(servers)
        self._posts = np.maximum(self.servers, 1.0)
        self._unlimited: Places = np.flatnonzero(self.servers == 0)
        self._endless = column((curves.last == 0) & (self.servers[:, 0] == 1))
        self._each = np.minimum(self.servers, 1.0) if self._unlimited.size else np.ones(1)
        self.service_s = np.maximum(column([each.service_s for each in stations]), _SHORTEST_S)
        self._slowing_s = column([each.slowing_s for each in stations])
        self._shed_at = column([each.shed_at if count else np.inf for each, count in zip(stations, servers, strict=True)])
        self._refusal_s = column([each.refusal_s for each in stations])
        self._slows, self._refuses = bool(self._slowing_s.any()), bool(self._refusal_s.any())
        self._sheds = bool(np.isfinite(self._shed_at).any())
        self.number, self.held_s, self.per_s, self.capacity = (np.zeros(shape) for _ in range(4))
        self._at_work, self._refusing, self._variance, self._settled = (np.zeros(shape) for _ in range(4))
        self.busy = np.zeros(shape)
        self.busy[self._unlimited] = 1.0
        self.found: Found = found(self.number, self.number, self._variance, self.busy, self.servers)
        self.stays_s, self.own = self.service_s + self.number, np.ones(shape)
        self._alive: Array | None = None

    def advance(self, arriving: Array, expiring: Array | None, alive: Array) -> Flow:
        """Let requests arrive and, where nobody waits for them any more, leave; `alive` is the share of the servers there is."""
        if alive is not self._alive:
            self._man(alive)
        own_s = self.service_s + self._slowing_s * self.number if self._slows else self.service_s
        one_s = own_s + self.held_s
        rate = self._power / one_s
        if self._refuses:
            rate = rate * np.maximum(1 - self._refusing * self._refusal_s / self._posts, _DEAD)
        let = np.minimum(1.0, self._shed_at * rate / np.maximum(arriving, _DEAD)) if self._sheds else None
        admitted = arriving if let is None else arriving * let
        before = self.number if expiring is None else np.maximum(self.number - expiring * self.step_s, 0.0)
        self.number, busy, blocked = self._solved(before, admitted * self.step_s, rate * self.step_s, one_s)
        busy[self._unlimited] = 1.0
        refused = blocked if let is None else 1 - let * (1 - blocked)
        taken = arriving * (1 - refused)
        served = bounded((before - self.number) / self.step_s + taken)
        if self._refuses:
            self._refusing = (self._refusing + arriving * refused) / 2
        at_work, free = self._crew * busy, self._unlimited
        at_work[free] = self.number[free] * (alive[free] > 0)
        started = bounded(served + (at_work - self._at_work) / self.step_s)
        self._at_work, self.busy, self.per_s, self.own = at_work, busy, rate, one_s / (own_s * self._posts)
        self.capacity = self.capacity + bounded(rate) * self.step_s
        self._look((taken + served) * self.step_s, one_s)
        return Flow(served, started, refused)

    def found_behind(self, held_back: Array) -> Found:
        """Return what requests find that arrive now, and wait behind as many more."""
        number = self.number + held_back
        return found(number, bounded(number - self.servers * self.busy), self._variance, self.busy, self.servers)

    def _man(self, alive: Array) -> None:
        self._alive = alive
        manned = alive * self._manned
        self._crew = manned * self.servers
        self._power = np.maximum(manned, _DEAD) * self._posts
        self._bend = np.where(self.servers > 1, np.maximum(np.minimum(manned, MOST), _DEAD), 1.0) * self._posts

    def _look(self, moved: Array, one_s: Array) -> None:
        """Work out what requests find that arrive now, and how long they stay; so many came and went, each a Poisson count."""
        waiting = bounded(self.number - self.servers * self.busy)
        self._settled = settled_variance(waiting)
        self._variance = np.minimum(self._variance + moved, self._settled)
        stays_s = one_s + waiting / (self.per_s * self.busy + _DEAD)
        free = self._unlimited
        self._variance[free], stays_s[free] = np.inf, 1 / self.per_s[free]
        self.stays_s = bounded(stays_s)
        self.found = found(self.number, waiting, self._variance, self.busy, self.servers)

    def _solved(self, before: Array, coming: Array, most: Array, one_s: Array) -> tuple[Array, Array, Array]:
        """Return the number at the end of the step, the share busy, and the share blocked.

        So many were there `before` and are `coming`, and at `most` so many can be served.
        """
        alone, each = self._bend - self._endless * bounded(self.found.known - self.number / (self._settled + _DEAD)), self._each
        if self._slows:
            free = self.servers == 0
            alone = np.where(free, 1 - self._slowing_s * self.number / one_s, alone)
            each = np.where(free, self._slowing_s / one_s, 1.0)
        return self._ends.solved(before, coming, most, self._bend, alone, each)
