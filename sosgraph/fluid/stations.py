"""Stations: how many requests are there, how many are served, and how many refused, one step after another."""

from dataclasses import dataclass

import numpy as np

from sosgraph.fluid.arrays import MOST, Array, Places, column
from sosgraph.fluid.lateness import Found, settled_variance
from sosgraph.fluid.occupancy import Occupancy
from sosgraph.simulation.network import Station

_SHORTEST_S = 1e-9  # a service that takes no time
_DEAD = 1e-18
_ROUNDS = 8
_CLOSE = 1e-7


@dataclass(slots=True)
class Flow:
    """What happens in a step, a second: requests `served` and `started`; the share `refused` of those that arrive."""

    served: Array
    started: Array
    refused: Array


class Stations:
    """The stations of a network, empty at first.

    One server with an endless queue, and any number of servers without one, serve number / (alone + each number) a second; the
    others as their `Occupancy` says. Both are solved for the end of the step, so that no step is too long.
    """

    def __init__(self, stations: tuple[Station, ...], columns: int, step_s: float) -> None:
        self.step_s = step_s
        shape = (len(stations), columns)
        servers = [0 if each.concurrency is None else max(each.concurrency, 1) * each.copies for each in stations]
        self._manned = column([each.concurrency != 0 for each in stations])
        waiting = [np.inf if each.waiting is None else float(each.waiting) for each in stations]
        self.servers = column(servers)
        self.unlimited = self.servers == 0
        self.service_s = np.maximum(column([each.service_s for each in stations]), _SHORTEST_S)
        self._slowing_s = column([each.slowing_s for each in stations])
        self._slows, self._queued = bool(self._slowing_s.any()), np.where(self.unlimited, 0.0, 1.0)
        self._shed_at = column([each.shed_at for each in stations])
        self._sheds = bool(np.isfinite(self._shed_at).any())
        self._refusal_s = column([each.refusal_s for each in stations])
        tabled = [place for place, count in enumerate(servers) if count and (count > 1 or waiting[place] < np.inf)]
        self._tabled: Places = np.array(tabled, dtype=np.intp)
        self._curves = Occupancy([servers[place] for place in tabled], [waiting[place] for place in tabled])
        self._many = self.servers > 1
        self.number, self.held_s = np.zeros(shape), np.zeros(shape)
        self.busy = np.where(self.unlimited, 1.0, np.zeros(shape))
        self.per_s = np.zeros(shape)
        self.stays_s = self.service_s + np.zeros(shape)
        self.capacity = np.zeros(shape)
        self._at_work, self._refusing, self._variance = np.zeros(shape), np.zeros(shape), np.zeros(shape)
        self.own = np.ones(shape)

    def advance(self, arriving: Array, expiring: Array | None, alive: Array) -> Flow:
        """Let requests arrive and, where nobody waits for them any more, leave; `alive` is the share of the servers there is."""
        alive = alive * self._manned
        slower = self._slowing_s * self.number if self._slows else 0.0
        own_s = self.service_s + slower
        one_s = own_s + self.held_s
        rate = np.maximum(alive, _DEAD) * np.maximum(self.servers, 1.0) / one_s
        if self._refusal_s.any():
            rate = rate * np.maximum(1 - self._refusing * self._refusal_s / np.maximum(self.servers, 1.0), _DEAD)
        shed = np.zeros_like(arriving)
        if self._sheds:
            shed = np.where(self.unlimited, 0.0, 1 - np.minimum(1.0, self._shed_at * rate / np.maximum(arriving, _DEAD)))
        before = self.number if expiring is None else np.maximum(self.number - expiring * self.step_s, 0.0)
        admitted = arriving * (1 - shed)
        number = np.minimum(self._closed(before + admitted * self.step_s, rate, slower), MOST)
        refused = shed
        if self._tabled.size:
            number[self._tabled], blocked = self._solved(before, admitted, rate, np.minimum(alive, MOST))
            refused = shed.copy()
            refused[self._tabled] = 1 - (1 - shed[self._tabled]) * (1 - blocked)
        served = np.maximum((before - number) / self.step_s + arriving * (1 - refused), 0.0)
        self._remember(number, rate, alive, one_s)
        grown = self._variance + (arriving * (1 - refused) + served) * self.step_s  # both are Poisson
        self._variance = np.where(self.unlimited, np.inf, np.minimum(grown, settled_variance(number, self.busy, self.servers)))
        self.own = one_s / (own_s * np.maximum(self.servers, 1.0))
        at_work = np.where(self.unlimited, number, self.servers * alive * self.busy) * (alive > 0)
        started = np.maximum(served + (at_work - self._at_work) / self.step_s, 0.0)
        self._at_work = at_work
        self._refusing = (self._refusing + arriving * refused) / 2
        return Flow(served, started, refused)

    def found(self) -> Found:
        """Return what requests find that arrive now."""
        return Found(self.number, self._variance, self.busy, self.servers)

    def _closed(self, coming: Array, rate: Array, slower: Array | float) -> Array:
        """Return the number x at the end of the step with x + step x / (alone + each x) = coming."""
        settled = settled_variance(self.number, self.busy, self.servers)
        known = (settled - self._variance - self.number) / np.maximum(settled, _DEAD)
        alone = np.where(self.unlimited, 1.0, 1 - np.maximum(known, 0.0)) / rate  # behind a queue known to be there, none is idle
        each = self._queued / rate
        if self._slows:
            one_s = self.service_s + slower + self.held_s
            each = np.where(self.unlimited, self._slowing_s / one_s, 1.0) / rate
            alone = np.where(self.unlimited, alone * (self.service_s + self.held_s) / one_s, alone)
        half = (alone + self.step_s - coming * each) / 2
        product = coming * alone
        root = np.sqrt(half * half + each * product)
        upward: Array = np.where(half > 0, product / np.maximum(half + root, _DEAD), (root - half) / np.maximum(each, _DEAD))
        return np.minimum(upward, coming)

    def _solved(self, before: Array, arriving: Array, rate: Array, alive: Array) -> tuple[Array, Array]:
        """Return the number at the end of the step, and the share blocked, where there is a curve: by Newton's method."""
        rows, shape = self._tabled, (self._tabled.size, before.shape[1])
        start, flow, most = before[rows].ravel(), (arriving[rows] * self.step_s).ravel(), (rate[rows] * self.step_s).ravel()
        scale = np.where(self._many[rows], np.maximum(alive[rows], _DEAD), 1.0).ravel()
        row = np.repeat(np.arange(shape[0]), shape[1])
        low, high = np.zeros_like(start), np.minimum(start + flow, self._curves.most[row])
        number = np.minimum(self.number[rows].ravel(), high)
        all_busy, all_blocked = np.zeros_like(start), np.zeros_like(start)
        left = np.arange(number.size)
        for last in range(_ROUNDS, 0, -1):
            now, part = number[left], scale[left]
            busy, steeper, blocked, fuller = self._curves.at(now / part, row[left])
            all_busy[left], all_blocked[left] = busy, blocked
            over = now - start[left] - flow[left] * (1 - blocked) + most[left] * busy
            far = np.abs(over) > _CLOSE * (1 + now)
            if last == 1 or not far.any():
                break
            step = now - over / (1 + (flow[left] * fuller + most[left] * steeper) / part)
            low[left], high[left] = np.where(over < 0, now, low[left]), np.where(over > 0, now, high[left])
            outside = (step < low[left]) | (step > high[left])
            number[left] = np.where(far, np.where(outside, (low[left] + high[left]) / 2, step), now)
            left = left[far]
        self._tabled_busy = all_busy.reshape(shape)
        return number.reshape(shape), all_blocked.reshape(shape)

    def _remember(self, number: Array, rate: Array, alive: Array, one_s: Array) -> None:
        self.number, self.per_s = number, rate
        busy = np.where(self.unlimited, 1.0, number / (1 + number))
        if self._tabled.size:
            busy[self._tabled] = self._tabled_busy
        self.busy = busy
        self.capacity = self.capacity + np.minimum(rate, MOST) * self.step_s
        wait_s = np.maximum(number - self.servers * busy, 0.0) / np.maximum(rate * busy, _DEAD)
        self.stays_s = np.minimum(np.where(self.unlimited, 1 / rate, one_s + wait_s), MOST)
