"""Stations: how many requests are there, how many are served, and how many refused, one step after another."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

import sosgraph.fluid.crossing as crossing
import sosgraph.fluid.serving as serving
from sosgraph.fluid.arrays import MOST, Array, bounded, column, spread
from sosgraph.fluid.cells import Given, span, strips
from sosgraph.fluid.ends import Ends
from sosgraph.fluid.lateness import Found, found
from sosgraph.fluid.occupancy import Occupancy
from sosgraph.fluid.population import Callers, populations
from sosgraph.fluid.unlimited import Unlimited
from sosgraph.simulation.network import Network

_COMPILED = crossing.COMPILED and serving.COMPILED
_SHORTEST_S = 1e-9  # a service that takes no time
_DEAD = 1e-18


@dataclass(slots=True)
class Flow:
    """What happens in a step, a second: requests `served` and `started`; the share `accepted` of those that arrive."""

    served: Array
    started: Array
    accepted: Array


class Stations:
    """The stations of a network, empty at first. All arrays are those of the step just made, and are written over in the next.

    One server with an endless queue, and any number of servers without one, serve number / (alone + number) a second; the others
    as their `Occupancy` says, by the threads of their callers, too; those that are scaled, as if anybody could call them. All are
    solved for the end of the step, so that no step is too long.
    """

    def __init__(self, network: Network, columns: int, step_s: float) -> None:
        stations, callers = network.stations, Callers(network)
        self.step_s, shape = step_s, (len(stations), columns)
        servers = [0 if each.concurrency is None else int(each.posts) for each in stations]
        limits = [each.waiting if count else None for each, count in zip(stations, servers, strict=True)]
        waiting = [np.inf if each is None else float(each) for each in limits]
        scaled = np.isin(np.arange(len(stations)), [each.station for each in network.scalers])
        crowds = callers.crowds()
        curves = Occupancy(servers, waiting, crowds._replace(number=np.where(scaled, np.inf, crowds.number)))
        self._ends, self._unlimited = Ends(curves, columns, step_s), Unlimited(stations, columns, step_s)
        self._manned = column([each.concurrency != 0 for each in stations])
        self._servers = column(servers)
        self._posts, self._bends = np.maximum(self._servers, 1.0), curves.bend
        self._places = np.where(np.isfinite(column(waiting)), self._servers + column(waiting), 0.0)
        self.servers = spread(self._servers, columns)
        self.service_s = np.maximum(column([each.service_s for each in stations]), _SHORTEST_S)
        self._slowing_s = column([each.slowing_s for each in stations])
        self._shed_at = column([each.shed_at if count else np.inf for each, count in zip(stations, servers, strict=True)])
        self._refusal_s = column([each.refusal_s for each in stations])
        self._slows, self._refuses = bool(self._slowing_s.any()), bool(self._refusal_s.any())
        self._sheds = bool(np.isfinite(self._shed_at).any())
        self.number, self.one_s, self.per_s = self._ends.number, self._ends.one_s, self._ends.per_s
        self.before, self.held_s, self.capacity, self.own, self.stays_s = (np.zeros(shape) for _ in range(5))
        self.flow = Flow(np.zeros(shape), np.zeros(shape), np.zeros(shape))
        self.found = Found(np.zeros(shape), np.zeros(shape), np.zeros(shape), np.zeros(shape), self.servers)
        self._at_work, self._variance, self._eased, self._refusing = (np.zeros(shape) for _ in range(4))
        self._crew, self._power, self._bend, self._full, self._own_s, self._apiece = (np.zeros(shape) for _ in range(6))
        self._variance[self._unlimited.rows] = np.inf
        self.repeated: Array | float = 0.0
        """So many are refused a second besides."""
        self.alive: Array | None = None
        """The share of the servers there is, as it was last given."""
        self._pace()
        self._serving = serving.Serving()
        self._serving.step_s = step_s
        self._given = Given(self._serving, serving.COMPILED, shape)
        self.population = populations(network, callers.threads)
        """So many requests are there at most whose caller still waits for them."""
        self._bind((curves.last == 0) & (np.array(servers) == 1))
        if _COMPILED:
            self._serving.crossing = self._ends.kernel
            self._serving.strips = np.array(strips(*shape), dtype=np.intp).reshape(-1, 2)

    def _bind(self, endless: NDArray[np.bool_]) -> None:
        ends, flow, met = self._ends, self.flow, self.found
        empty, steeper, blocked, fuller = ends.lines
        lines = {"empty": empty, "steeper": steeper, "blocked": blocked, "fuller": fuller}
        reached = {"number": ends.number, "share": ends.share, "one_s": ends.one_s, "per_s": ends.per_s}
        crew = {
            "crew": self._crew,
            "apiece": self._apiece,
            "servers": self.servers,
            "population": self.population,
            "places": self._full,
        }
        flows = {"accepted": flow.accepted, "served": flow.served, "started": flow.started, "at_work": self._at_work}
        found = {"ahead": met.number, "idle": met.idle, "waits": met.waits, "known": met.known}
        found |= {"stays_s": self.stays_s, "own": self.own}
        kept = {"capacity": self.capacity, "variance": self._variance, "eased": self._eased}
        self._given(**lines, **reached, **crew, **flows, **found, **kept, endless=column(endless))

    def advance(self, arriving: Array, expiring: Array | None, alive: Array) -> Flow:
        """Let requests arrive and, where nobody waits for them any more, leave; `alive` is the share of the servers there is."""
        if alive is not self.alive:
            self._man(alive)
            self._pace()
        elif self._slows:
            self._pace()
        power = self._power
        if self._refuses:
            power = power * np.maximum(1 - self._refusing * self._refusal_s / self._posts, _DEAD)
        let = self._let(arriving, power) if self._sheds else None
        admitted = arriving if let is None else arriving * let
        np.copyto(self.before, self.number)
        before = self.before if expiring is None else self._left(expiring)
        self._ends.given(admitted, before, self._own_s, self.held_s, power, self._bend, self._eased)
        self._given(arriving=admitted, before=before)
        free = self._unlimited.rows
        if free.size or not _COMPILED:
            self._ends.advance()
            met = (each[free] for each in (self.before, before, admitted, self.per_s, self.one_s))
            self.number[free] = self._unlimited.end(*met)
            self._serving.serve(*span(serving.COMPILED, self.number.size))
            self.flow.started[free] = self._unlimited.started(self.number[free], self.flow.served[free], alive[free])
            self._variance[free], self.stays_s[free] = np.inf, bounded(1 / self.per_s[free])
        else:
            self._serving.advance()
        if let is not None:
            self.flow.accepted[...] = 1 - (1 - let * self.flow.accepted)  # rounded: less than one in 10^16 is nobody
        if self._refuses:
            self._refusing = (self._refusing + arriving * (1 - self.flow.accepted) + self.repeated) / 2
        return self.flow

    def _left(self, expiring: Array) -> Array:
        """Return how many stay; each leaves or stays by itself, which thins out the variance, too."""
        before = np.maximum(self.before - expiring * self.step_s, 0.0)
        staying = before / np.maximum(self.before, _DEAD)
        self._variance[...] = staying * (staying * np.minimum(self._variance, MOST * MOST) + (1 - staying) * self.before)
        return before

    def work(self) -> Array:
        """Return how many servers are at work on average, with services and refusals; not while requests wait for callees."""
        work: Array = self.flow.served * self._own_s + self._refusing * self._refusal_s
        return work

    def _let(self, arriving: Array, power: Array) -> Array:
        """Return the share of requests that is not shed."""
        least = np.maximum(arriving, _DEAD)
        return np.minimum(1.0, self._shed_at * (power / (self._own_s + self.held_s)) / least)

    def found_behind(self, held_back: Array) -> Found:
        """Return what requests find that arrive now, and wait behind as many more."""
        number, (empty, steeper, _, _) = self.found.number + held_back, self._ends.lines
        busy = empty + steeper * self._ends.share
        return found(number, bounded(number - self.servers * busy), self._variance, busy, self.servers)

    def _man(self, alive: Array) -> None:
        """Place the servers that there are; a part of one is a slow one."""
        self.alive = alive
        manned = alive * self._manned
        self._crew[...] = manned * self._servers
        self.servers[...] = np.maximum(self._crew, np.minimum(self._servers, 1.0))
        able = np.where(self._servers > 0, manned, np.ceil(manned))  # without a limit, those left do all as before
        self._power[...] = np.maximum(able, _DEAD) * self._posts
        left = np.where(
            self._places > 0, 1 + (manned - 1) * self._servers / np.maximum(self._places, 1.0), np.minimum(manned, MOST)
        )
        part = np.where(self._servers > 1, np.maximum(left, _DEAD), 1.0)  # servers go and come, places to wait stay
        self._bend[...], self._full[...] = part * self._bends, part * self._places

    def _pace(self) -> None:
        """Work out how long one server takes for a request by itself."""
        self._own_s[...] = self.service_s + self._slowing_s * self.number
        self._apiece[...] = 1 / (self._own_s * np.maximum(self._power, 1.0))
