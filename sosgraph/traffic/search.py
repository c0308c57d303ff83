# cython: annotation_typing=False
"""The search for a steady state, component by component: a kernel, run as it stands or compiled (`search.pxd` beside it)."""

from collections import deque
from collections.abc import Sequence
from math import inf

from sosgraph.graph.components import postorder
from sosgraph.queueing.retry_fixpoint import afforded, attempts, repeating, unanswered
from sosgraph.traffic.caches import NOTHING, Cached, cached
from sosgraph.traffic.demand import Demand
from sosgraph.traffic.failing import failing as failing_share
from sosgraph.traffic.places import Edge, Place

ROUNDS = 400
"""So many times each component is looked at on average, before the search for a fixed point is given up."""
_SAME = 1e-6
_STAYS, _SPARE, _WAITS = 0, 4, 5  # of what is `seen`: two times and a rate; all else are shares and numbers
_CIRCLED = 2_000
_SWINGING = 100
_MOST = 1e30  # requests a second: more are as good as this


class Search:
    """A state on its way to a fixed point, as `places` and `edges`."""

    def __init__(
        self,
        demand: Demand,
        factor: float,
        calmed: frozenset[int],
        failing: bool,
        grown: frozenset[int] = frozenset(),
        opened: frozenset[int] = frozenset(),
    ) -> None:
        """Begin with nothing in vain, or, `failing`, with everything; calls `calmed` never are, components `grown` never full.

        Of those `opened` no health check takes a copy out.
        """
        self.calls, self.failing = demand.calls, failing
        calls = demand.calls
        stations = [None if number in grown else each for number, each in enumerate(demand.stations)]
        freed = {call.callee for call in calls.calls if call.caller in grown} if grown else set()
        self.places = [
            Place(number, station, calls.starts[number], calls.starts[number + 1], failing, None if number in freed else crowd)
            for number, (station, crowd) in enumerate(zip(stations, demand.crowds, strict=True))
        ]
        for number in opened:
            self.places[number].unchecked = True
            self.places[number].empty()
        self.edges = [
            Edge(call, self.places[call.caller], self.places[call.callee], failing, number in calmed)
            for number, call in enumerate(calls.calls)
        ]
        self.incoming: list[list[Edge]] = [[] for _ in self.places]
        endless = [frozenset(circle.members) for circle in demand.normal_circles if circle.endless]
        circle_of = {member: number for number, members in enumerate(endless) for member in members}
        for edge, call in zip(self.edges, calls.calls, strict=True):
            edge.cut = call.caller in circle_of and circle_of[call.caller] == circle_of.get(call.callee)
            if not edge.cut:
                self.incoming[call.callee].append(edge)
            if call.share != 1.0 or call.primary >= 0 or call.dependency.calls > 1:
                edge.caller.plain = False
        for number, cache in cached(calls, calmed).items() if failing else ():
            self.edges[number].cache = cache
        for edge in self.edges if calmed else ():
            if edge.calmed and edge.callee.feeds:
                edge.callee.empty()
        for place, entering, load, arriving in zip(
            self.places, demand.arriving, demand.offered, demand.emptied if failing else demand.offered, strict=True
        ):
            place.entering = _MOST if load == inf else entering * factor  # where calls breed without end, as many as there can be
            place.arriving = min(arriving * factor, _MOST)
            place.serve()
        self.wound: dict[int, list[object]] = {}
        loose = self._loose(demand) if failing else []
        self.loose = {member.number: members for members in loose for member in members}
        for edge in self.edges:
            self._ask(edge)
        for members in loose:
            self._unwind(members)
        if failing:
            for edge in self.edges:
                edge.flow = min(edge.caller.arriving * (edge.reaching * edge.sent), _MOST)

    def found(self, hurried: bool = False) -> bool:
        """Go on to the fixed point, or for a bounded number of steps; return whether it was reached.

        In a `hurried` search only until it is sure whether anything has more load than it can take: where nothing refuses, from
        below a component that once has keeps it; from above, none gets any more.
        """
        order = self._callees_first()  # half as many steps as in reading order, measured
        waiting = deque([self.places[number] for number in order])
        over = 0
        for place in self.places:
            over += place.busy >= 1
        for _ in range(ROUNDS * len(self.places)):
            if not waiting or (hurried and (over > 0) != self.failing):
                break
            place = waiting.popleft()
            place.pending = False
            over -= place.busy >= 1
            touched = self._updated(place)
            over += place.busy >= 1
            for other in touched:
                if not other.pending:
                    other.pending = True
                    waiting.append(other)
        for place in self.places:
            if place.arriving >= _MOST:
                place.arriving = inf
        return not waiting

    def _callees_first(self) -> list[int]:
        return postorder([[call.callee for call in self.calls.of(number)] for number in range(len(self.places))])

    def _loose(self, demand: Demand) -> list[list[Place]]:
        """Return the circles of calls in which nothing has a limit, callees first."""
        circles = [
            circle.members
            for circle in demand.failing_circles
            if all(self.places[member].station is None for member in circle.members)
        ]
        order = {number: rank for rank, number in enumerate(self._callees_first())} if circles else {}
        return [[self.places[number] for number in sorted(members, key=order.__getitem__)] for members in circles]

    def _unwind(self, members: Sequence[Place]) -> None:
        """Let components that call one another and have no limit wait no longer than what they wait for outside makes them.

        An endless wait of theirs would keep itself up in the sums, but nothing is full that could keep anybody waiting. It stays
        where these do not come to rest within a bounded number of rounds, callees first, until something outside is another.
        """
        inside = {member.number for member in members}
        callees = {call.callee for number in inside for call in self.calls.of(number)} - inside
        outside: list[object] = [self.places[number].seen() for number in sorted(callees)]
        if self.wound.get(members[0].number) == outside:
            return
        for member in members:
            member.service_s = 0.0
        for _ in range(max(_CIRCLED // len(members), 50)):
            longest = 1.0
            for member in members:
                was = member.service_s
                member.service_s = now = self._held(member)
                if now != was:
                    longest = max(longest, now / was if was else inf)
            if longest <= 1 + _SAME:
                return
        self.wound[members[0].number] = outside
        for member in members:
            member.service_s = inf

    def _held(self, place: Place) -> float:
        """Look at the calls of a component again; return how long they hold each of its requests."""
        held = 0.0
        if place.plain:
            for number in range(place.first, place.end):
                held += self._ask(self.edges[number])
            return held
        holds = [self._ask(self.edges[number]) for number in range(place.first, place.end)]
        for number, one in enumerate(holds, place.first):
            share = self._share(self.edges[number])
            if one and share:  # what is never asked holds nobody, though it takes for ever
                held += one * share
        return held

    def _updated(self, place: Place) -> list[Place]:
        """Look at a component again; return those that have to be looked at because of that."""
        touched: list[Place] = []
        if place.service_s == inf and place.number in self.loose:
            self._unwind(self.loose[place.number])
            if place.service_s < inf:
                touched = [edge.caller for member in self.loose[place.number] for edge in self.incoming[member.number]]
        before = place.seen()
        coming = 0.0
        for edge in self.incoming[place.number]:
            coming += edge.flow
        place.arriving = min(place.entering + coming, _MOST)
        held = self._held(place)
        place.service_s = place.own_s + held
        place.failing = self._failing(place)
        served = min(place.arriving, place.per_s)
        for number in range(place.first, place.end):
            edge = self.edges[number]
            if not edge.cut:
                share = 1.0 if place.plain else self._share(edge)
                flow = served * (edge.reaching * edge.sent * share)
                flow = flow if flow < _MOST else _MOST
                if abs(flow - edge.flow) > _SAME * flow:
                    touched.append(edge.callee)
                edge.flow = flow
            if edge.restless:
                touched.append(place)
        if place.feeds:
            place.serve_worse(held)
        else:
            place.serve()
        if _differ(before, place.seen()):
            touched.extend([edge.caller for edge in self.incoming[place.number]])
        return touched

    def _failing(self, place: Place) -> float:
        """Return the share of requests that fail because a callee that they need does."""
        if not place.plain:
            own = range(place.first, place.end)
            reaching = {number: self.edges[number].reaching for number in own}
            return failing_share(self.calls, reaching, {number: self.edges[number].lost for number in own}, place.number)
        good = 1.0  # as there, of calls that are made once or not at all
        for number in range(place.first, place.end):
            edge = self.edges[number]
            if edge.lost and edge.hard:
                good *= 1 - min(1.0, edge.reaching) * edge.lost
        return 1 - good

    def _ask(self, edge: Edge) -> float:
        """Look at a call again; return how long it holds its caller for each request that asks it."""
        callee, timeout_s = edge.callee, edge.timeout_s
        working, taken = 1 - callee.failing, 1 - callee.turned
        vain = 1 - taken * (1 - callee.late(timeout_s))
        again = callee.turned if timeout_s is None else vain
        failing = 1 - (1 - vain) * working
        next_one = failing if again == vain else 1 - (1 - again) * working
        if edge.at_once:
            next_one = self._let_in(edge, max(next_one - callee.turned, 0.0))
        tried = 1.0 if edge.alone else attempts(next_one, edge.most, edge.budget)
        edge.late, edge.tried, edge.sent = vain, tried, tried
        if edge.hedge_s is not None:
            edge.sent = tried * (1 + callee.late(edge.hedge_s))
        edge.lost = failing if tried <= 1 else max(vain - again, unanswered(failing, tried))
        if edge.calmed or edge.cut:
            edge.lost = 0.0
            return 0.0
        if edge.cache is not None:
            self._fill(edge.cache, callee.service_s < inf and taken * working > NOTHING, failing < 1 - NOTHING)
        stays_s = callee.service_s + callee.wait_s
        one_s = stays_s if timeout_s is None else min(stays_s, timeout_s)  # no less than the mean of the shorter
        weight = edge.reaching * tried * taken
        return weight * one_s if weight else 0.0

    def _let_in(self, edge: Edge, chance: float) -> float:
        """Return with which chance another attempt follows one, where it does with this `chance` by what is let in now.

        The more is sent the less of it is let in, but no less in all: by that number a fixed point is neared from one side. Where
        several that refuse ask one another they may swing in turn: who was looked at often goes on to that side alone. What is
        repeated takes its part of a budget.
        """
        before, turned = edge.again, edge.callee.turned
        edge.allowed = afforded(before, chance, turned, edge.most, edge.budget) if turned and edge.budget is not None else 1.0
        again = chance = chance * edge.allowed
        if turned:
            again = repeating(attempts(before, edge.most) * chance, edge.most)
        edge.looks += 1
        if edge.looks > _SWINGING:
            again = min(again, before) if self.failing else max(again, before)
        edge.again, edge.restless = again, abs(again - chance) > _SAME and (edge.looks <= _SWINGING or again != before)
        return again

    def _fill(self, cache: Cached, served: bool, answered: bool) -> None:
        for number, reaching in enumerate(cache.reaching(served, answered), cache.first):
            self.edges[number].reaching = reaching

    def _share(self, edge: Edge) -> float:
        """Return the share of its calls that are made now: of a fallback those that the primary lost, of a group what is left."""
        call = edge.call
        if call.primary >= 0:
            return self.edges[call.primary].lost
        if call.share == 1.0:
            return 1.0
        return min(1.0, call.share + (1 - call.share) * self._others(edge))

    def _others(self, edge: Edge) -> float:
        """Return the largest share lost by another call of the same caller's groups: so much is asked elsewhere."""
        most = 0.0
        for number in range(edge.caller.first, edge.caller.end):
            other = self.edges[number]
            if other is not edge and other.call.share < 1 and other.call.primary < 0:
                most = max(most, other.lost)
        return most


def _differ(before: tuple[float, ...], after: tuple[float, ...]) -> bool:
    """Tell whether any number of those that are `seen` is another by more than rounding; a time is short against a service."""
    if before == after:
        return False
    service_s = after[_STAYS]
    for place in range(len(before)):
        one, other = before[place], after[place]
        if one != other:
            unit = service_s if place in (_STAYS, _WAITS) else 1 / service_s if place == _SPARE and service_s else 1.0
            if not abs(one - other) <= _SAME * max(abs(one), abs(other), _SAME * unit):
                return True
    return False
