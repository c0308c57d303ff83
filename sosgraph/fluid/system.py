"""A network in motion: one step after another, all scenarios at once."""

from collections.abc import Sequence

import numpy as np

from sosgraph.fluid.alternatives import Fallbacks, Groups
from sosgraph.fluid.arrays import MOST, Array, bounded, column
from sosgraph.fluid.at_once import AtOnce
from sosgraph.fluid.attempts import Attempts
from sosgraph.fluid.caches import Caches
from sosgraph.fluid.callees import Callees, Met
from sosgraph.fluid.calls import Calls
from sosgraph.fluid.clock import Clock
from sosgraph.fluid.conditions import Conditions
from sosgraph.fluid.copies import HealthChecks, Restarts
from sosgraph.fluid.entries import Entries
from sosgraph.fluid.guards import Breakers, Budgets, Throttles
from sosgraph.fluid.hedges import Hedges
from sosgraph.fluid.lateness import Found
from sosgraph.fluid.leases import Leases
from sosgraph.fluid.scalers import Scalers
from sosgraph.fluid.stations import Flow, Stations
from sosgraph.fluid.streams import Streams, streams
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

_LEAST = 1e-200


class System:
    """The state of a network in each scenario, with what happened in the step just made, a second.

    By station: `entering` from outside, `offered` in all, and the `flow`; by entry, `good` and `bad` answers. By
    stream: calls `first` made, attempts `sent` and `retried`, those `reaching` the callee with second copies, and the share of
    `hits` of its cache.
    """

    def __init__(
        self, network: Network, scenarios: Sequence[Sequence[Trigger]], time: Clock, load_factors: Sequence[float]
    ) -> None:
        self.step_s, columns = time.step_s, len(scenarios)
        apart = frozenset(each.place for triggers in scenarios for each in triggers if each.on_link)
        self.streams: Streams = streams(network, apart)
        self._conditions = Conditions(scenarios, len(network.stations), self.streams, time.step_s)
        self.stations = Stations(network, columns, time.step_s)
        self._callees = Callees(self.streams.place, len(network.stations), columns)
        self._staffed: Array | None = None
        self.at_once = AtOnce(network, self.streams, columns)
        self.attempts = Attempts(self.streams, self._callees, columns, time, self.at_once.share)
        self.stations.repeated = self.at_once.there
        self.first, self.sent, self.retried = self.attempts.waiting[0], self.attempts.sent, self.attempts.retried
        self._cancelled = self.streams.reaches[:, self.attempts.cancelling]
        self._equip(network, columns)
        self._arriving = column(network.arriving) * np.asarray(load_factors, dtype=np.float64)
        self._entries = Entries(np.flatnonzero(self._arriving.any(axis=1)), self.stations, columns)
        self.good, self.bad = self._entries.good, self._entries.bad
        self._posts = column([0.0 if each.concurrency is None else each.posts for each in network.stations])
        self._errors = column([station.failing for station in network.stations])
        shape = (len(network.stations), columns)
        self._held_back: Array | None = None
        self._stalled, self._working = np.zeros(shape), 1 - self._errors + np.zeros(shape)
        self.offered, self._stalling = np.zeros(shape), False
        self.hits = np.zeros((len(self.streams.links), columns))
        self._lost, self._asked = np.zeros(self.hits.shape), np.zeros(self.hits.shape)
        self.calls = Calls(self.streams, self._groups.last, columns)
        self._step = 0

    def _equip(self, network: Network, columns: int) -> None:
        streams, step_s = self.streams, self.step_s
        self._caches, self.hedges = Caches(streams, columns, step_s), Hedges(streams, columns)
        self._groups, self._fallbacks = Groups(network, streams), Fallbacks(network, streams)
        self._alone = self._fallbacks.none.copy()
        self._alone[self._groups.last] = 0.0
        self._budgets, self._throttles = Budgets(streams), Throttles(streams, columns, step_s)
        self._breakers = Breakers(network, streams, columns, step_s)
        self._guards = [each for each in (self._throttles, self._breakers) if each.rows.size]
        self.health, self._restarts = HealthChecks(network, columns, step_s), Restarts(network, columns, step_s)
        self._scalers, self.leases = Scalers(network, columns, step_s), Leases(network, columns, step_s)
        self._warm_up = column([link.warm_up for link in streams.links])

    def advance(self) -> None:
        """Make the next step."""
        conditions, attempts = self._conditions, self.attempts
        if conditions.at(self._step):
            self._caches.flush(conditions.flushed)
            self.entering, self._sound = self._arriving * conditions.factor, (1 - self._errors) * conditions.working
        self._step += 1
        calls = self._called()
        self._budgets.heed(calls, attempts.waiting, self.at_once.due, attempts.allowed)
        if self._guards:
            attempts.passed[...] = 1.0
        for each in self._guards:
            each.let(attempts.passed)
        attempts.send(calls)
        self.at_once.send(attempts.waiting)
        self.flow = self._served()
        found = self._found()
        meddling = conditions.meddling or self.hedges.any or attempts.leaving.size > 0 or bool(attempts.missing)
        looking = self._ask(found, meddling)
        if meddling:
            self._look()
            attempts.advance_met(self.hedges.share, self.hedges.late, conditions.lost if conditions.disturbed else None)
        else:
            attempts.advance(looking)
        self.at_once.refuse(attempts.passed, attempts.allowed, self._callees.met.accepted)
        self._answer()
        self._adapt(found)

    def _called(self) -> Array:
        """Return the calls that requests make which started in the step before."""
        calls = self._asked
        self.calls.made(calls)
        if self._restarts.warming:
            calls += self._warm_up * self._restarts.starting[self.streams.caller]
        calls = self._groups.asked(calls, self._lost)
        self._fallbacks.asked(calls, self.attempts.lost)
        return self._caches.missed(calls)

    def _served(self) -> Flow:
        """Let what is sent, and what comes from outside, arrive at its station."""
        conditions, stations = self._conditions, self.stations
        reaching = self.sent if self.hedges.share is None else self.sent * (1 + self.hedges.share * self._callees.met.accepted)
        if conditions.disturbed:
            reaching = reaching * (1 - conditions.lost)
        self.reaching = reaching
        self.calls.offered(reaching, self.entering, self.offered)
        self.leases.ask(self.offered)
        arriving = self.offered
        if conditions.pausing or self._held_back is not None:
            held_back = arriving * self.step_s + (0.0 if self._held_back is None else self._held_back)
            arriving = bounded(conditions.open * held_back / self.step_s)
            self._held_back = held_back * (1 - conditions.open) if conditions.pausing else None
        leaving = self._at_callees(self.attempts.leaving) if self.attempts.leaving.size else None
        alive = self._restarts.left(conditions.alive, conditions.down)
        alive = self._scalers.left(self.health.left(alive))
        if self.attempts.missing:
            alive = self.attempts.missing.left(alive, self._posts, conditions.lost)
        flow = stations.advance(arriving, leaving, alive)
        self._entries.arrive(self.entering, arriving)
        return flow

    def _at_callees(self, cancelling: Array) -> Array:
        found: Array = self._cancelled @ cancelling
        return found

    def there(self) -> Array:
        """Return how many requests are in each station, those included that will not be served."""
        hopeless = self.attempts.hopeless
        return self.stations.number + self._at_callees(hopeless) if hopeless.size else self.stations.number

    def _found(self) -> Found:
        """Return what attempts find that arrive now; who waits for a paused station, waits as if in it."""
        return self.stations.found if self._held_back is None else self.stations.found_behind(self._held_back)

    def _ask(self, found: Found, meddling: bool) -> bool:
        """Ask at the stations what streams meet there; return whether that is to be looked up."""
        conditions, stations = self._conditions, self.stations
        if stations.alive is not self._staffed:
            self._staffed = stations.alive
            self._callees.staff(stations.servers)
        passing_s, stays_s = stations.held_s, stations.stays_s
        if conditions.delaying:
            passing_s, stays_s = passing_s + conditions.delay_s, stays_s + conditions.delay_s
        served = (stations.capacity, stations.per_s, passing_s, stations.own)
        return self._callees.ask(Met(*found[:4], *served, self.flow.accepted, self._working, stays_s), meddling)

    def _look(self) -> None:
        """Look at what streams meet, where what happens to calls changes that."""
        conditions, met = self._conditions, self._callees.met
        self._callees.look()
        if conditions.delaying:
            met.passing_s[...] += conditions.link_delay_s
            met.stays_s[...] = bounded(met.stays_s + conditions.link_delay_s)
        if conditions.erring:
            met.working[...] *= conditions.link_working
        if conditions.disturbed:
            lost = conditions.lost
            met.accepted[...] += lost - met.accepted * lost
            met.working[...] += lost - met.working * lost
            met.stays_s[lost >= 1] = MOST
        self.hedges.look(self._callees)

    def _answer(self) -> None:
        """Work out how requests end by how their calls do, and how long these hold them."""
        streams, attempts, conditions = self.streams, self.attempts, self._conditions
        spared, takes_s = self._fallbacks.spared(attempts.lost, attempts.takes_s, self._lost)
        self._lost = self._caches.missed(spared)
        takes_s = self._groups.asked(self._caches.missed(takes_s), self._lost)
        if conditions.disturbed or self._stalling:
            waiting = np.maximum(self._stalled.take(streams.place, axis=0), conditions.lost) * self._alone
            none, moving = np.zeros(self._stalled.shape), np.ones(self._stalled.shape)
            self.calls.answered(self._caches.missed(waiting), takes_s, moving, self.flow.started, none, self._stalled)
            self._stalled = np.where(conditions.down, 1.0, 1 - self._stalled)
            self._stalling = bool(self._stalled.any())
        lost, held_s = self._groups.settled(self._lost), self.stations.held_s
        self.calls.answered(lost, takes_s, self._sound, self.flow.started, held_s, self._working)
        self._well = self._working * (1 - self._stalled) if self._stalling else self._working
        self._entries.end(self._well)

    def _adapt(self, found: Found) -> None:
        """Let everything act that learns from what happened."""
        attempts, conditions, flow = self.attempts, self._conditions, self.flow
        if self._caches.rows.size:
            served_well = flow.served * self._well / np.maximum(self.offered, _LEAST)
            good = self.reaching * conditions.link_working * served_well.take(self.streams.place, axis=0)
            self._caches.fill(good, self.first * (1 - attempts.lost))
            self.hits[self._caches.rows] = self._caches.hits
        for each in self._guards:
            each.note(self.sent, self.at_once, attempts)
        self.health.ask(self.stations, found, conditions)
        self._scalers.follow(self.stations, self._working, conditions.down)
        self.leases.answered(self.stations, found, flow.accepted)
