"""Steady states of a whole system under load: more load makes more failures, and failures, tried again, make more load.

The map from one state to the next is monotone as long as nothing relieves what is overloaded, so that it has a least and a
greatest fixed point (Knaster & Tarski). They are reached from the state in which all is well, and from that in which
everything fails. What a component passes on is no more than it can serve; a breaker, an autoscaler and what a refused
request spares its callees are left out: the greatest state is an upper bound where they act. A second copy of a call is more
load as well; left out is what it gains, and that none is sent of what was refused at once or called off. A cache that nothing
is stored in stays empty in the greatest state, whatever emptied it.
"""

from collections import deque
from collections.abc import Sequence
from math import inf

from sosgraph.graph.components import postorder
from sosgraph.queueing.erlang import erlang_c
from sosgraph.queueing.mmck import refused
from sosgraph.queueing.retry_fixpoint import attempts, unanswered
from sosgraph.traffic.caches import NOTHING, cached
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand
from sosgraph.traffic.failing import failing as failing_share
from sosgraph.traffic.lateness import late

ROUNDS = 400
"""So many times each component is looked at on average, before the search for a fixed point is given up."""
_SAME = 1e-6
_CIRCLED = 2_000
_MOST = 1e15  # requests a second: more are as good as this


class State:
    """A state by position of component or call: requests `arriving` a second, and what fails.

    `service_s` is the time of one request with its waiting for callees; `busy` is load over capacity; `failing` the share of
    requests that fail by a callee; `late` the share of attempts of a call that are given up or refused, `tried` how often the
    call is tried on average, `sent` how many requests that makes with second copies, `lost` the share of calls of which every
    attempt fails; `reaching` are the calls for each request of the caller that no cache answers. `settled`: a fixed point was
    reached.
    """

    __slots__ = ("arriving", "busy", "failing", "late", "lost", "reaching", "sent", "service_s", "settled", "tried")

    def __init__(self, arriving: list[float], reaching: list[float], failing: float) -> None:
        """Begin with these requests and calls, no load yet, and a share `failing` of everything in vain: 0 or 1."""
        calls = len(reaching)
        self.arriving = arriving
        self.service_s = [0.0] * len(arriving)
        self.busy = [0.0] * len(arriving)
        self.failing = [failing] * len(arriving)
        self.late = [failing] * calls
        self.tried = [1.0] * calls
        self.sent = [1.0] * calls
        self.lost = [failing] * calls
        self.reaching = reaching
        self.settled = True


def least(demand: Demand, factor: float = 1.0) -> State:
    """Return the steady state that grows out of one in which nothing fails, with `factor` times the load from outside."""
    return _Search(demand, factor, frozenset(), False).found()


def greatest(
    demand: Demand, factor: float = 1.0, calmed: frozenset[int] = frozenset(), grown: frozenset[int] = frozenset()
) -> State:
    """Return the steady state that is left of one in which everything fails; calls `calmed` are tried once, never in vain.

    Components that are `grown` have no limit.
    """
    return _Search(demand, factor, calmed, True, grown).found()


class _Search:
    """A state on its way to a fixed point, component by component."""

    def __init__(
        self, demand: Demand, factor: float, calmed: frozenset[int], failing: bool, grown: frozenset[int] = frozenset()
    ) -> None:
        self.calls = demand.calls
        self.stations = [None if place in grown else each for place, each in enumerate(demand.stations)]
        self.entering = [  # in a circle that breeds calls without end, as much as there can be
            _MOST if load == inf else each * factor for each, load in zip(demand.arriving, demand.offered, strict=True)
        ]
        self.calmed = calmed
        self.known = [  # looked up once: a call is asked again and again
            (each.callee, each.dependency.timeout_s, each.attempts, each.budget, each.primary >= 0 or place in calmed)
            for place, each in enumerate(self.calls.calls)
        ]
        self.hedges = {
            place: call.dependency.hedge_s
            for place, call in enumerate(demand.calls.calls)
            if call.dependency.hedge_s is not None and call.copies > 1 and place not in calmed
        }
        size, count = len(demand.calls.names), len(demand.calls.calls)
        self.plain = [all(each.share == 1.0 and each.primary < 0 for each in demand.calls.of(place)) for place in range(size)]
        self.incoming: list[list[int]] = [[] for _ in range(size)]
        endless = [frozenset(circle.members) for circle in demand.normal_circles if circle.endless]
        circle_of = {member: number for number, members in enumerate(endless) for member in members}
        self.cut = {
            place
            for place, call in enumerate(demand.calls.calls)
            if call.caller in circle_of and circle_of[call.caller] == circle_of.get(call.callee)
        }
        for place, call in enumerate(demand.calls.calls):
            if place not in self.cut:
                self.incoming[call.callee].append(place)
        start = float(failing)
        self.flow = [0.0] * count
        self.waits = [
            (start, start, 0.0, 0.0, inf)
        ] * size  # refused, made to wait, spare rate, mean wait of the callee's queue, load
        arriving = [min(each * factor, _MOST) for each in (demand.emptied if failing else demand.offered)] if size else []
        self.state = State(arriving, [call.calls for call in demand.calls.calls], start)
        self.caches = cached(demand.calls, calmed) if failing else {}
        for place, station in enumerate(self.stations):
            self.state.service_s[place] = inf if failing and demand.calls.of(place) else station.service_s if station else 0.0
        for place in range(size):
            self._serve(place)
        circles = [circle.members for circle in demand.failing_circles] if failing else []
        order = {place: rank for rank, place in enumerate(self._callees_first())} if circles else {}
        loose = [
            sorted(members, key=order.__getitem__)
            for members in circles
            if all(self.stations[member] is None for member in members)
        ]
        self.wound: dict[int, list[object]] = {}
        self.loose = {member: members for members in loose for member in members}
        for place in range(count):
            self._ask(place)
        for members in loose:
            self._unwind(members)
        if failing:
            for place in range(count):
                self.flow[place] = min(arriving[self.calls.calls[place].caller] * self._weight(place, 1.0), _MOST)

    def found(self) -> State:
        """Return the fixed point, or the state after a bounded number of steps."""
        size = len(self.calls.names)
        waiting = deque(self._callees_first())  # half as many steps as in reading order, measured
        queued = bytearray(b"\x01") * size
        for _ in range(ROUNDS * size):
            if not waiting:
                break
            place = waiting.popleft()
            queued[place] = 0
            for other in self._updated(place):
                if not queued[other]:
                    queued[other] = 1
                    waiting.append(other)
        self.state.settled = not waiting
        self.state.arriving = [inf if each >= _MOST else each for each in self.state.arriving]
        return self.state

    def _callees_first(self) -> list[int]:
        return postorder([[call.callee for call in self.calls.of(place)] for place in range(len(self.calls.names))])

    def _unwind(self, members: Sequence[int]) -> None:
        """Let components that call one another and have no limit wait no longer than what they wait for outside makes them.

        An endless wait of theirs would keep itself up in the sums, but nothing is full that could keep anybody waiting. It stays
        where these do not come to rest within a bounded number of rounds, callees first, until something outside is another.
        """
        waits_s, inside = self.state.service_s, set(members)
        callees = {call.callee for member in members for call in self.calls.of(member)} - inside
        outside: list[object] = [(waits_s[each], self.state.failing[each], self.waits[each]) for each in sorted(callees)]
        if self.wound.get(members[0]) == outside:
            return
        for member in members:
            waits_s[member] = 0.0
        for _ in range(max(_CIRCLED // len(members), 50)):
            longest = 1.0
            for member in members:
                was, waits_s[member] = waits_s[member], self._held(member)
                if waits_s[member] != was:
                    longest = max(longest, waits_s[member] / was if was else inf)
            if longest <= 1 + _SAME:
                return
        self.wound[members[0]] = outside
        for member in members:
            waits_s[member] = inf

    def _held(self, place: int) -> float:
        """Look at the calls of a component again; return how long they hold each of its requests."""
        first, end = self.calls.starts[place], self.calls.starts[place + 1]
        holds = [self._ask(each) for each in range(first, end)]
        if self.plain[place]:
            return sum(holds)
        shares = [self._share(each) for each in range(first, end)]
        return sum([one * share for one, share in zip(holds, shares, strict=True) if one and share])  # though it takes for ever

    def _updated(self, place: int) -> Sequence[int]:
        """Look at a component again; return those that have to be looked at because of that."""
        state, calls = self.state, self.calls
        touched: list[int] = []
        if state.service_s[place] == inf and place in self.loose:
            self._unwind(self.loose[place])
            if state.service_s[place] < inf:
                touched.extend(calls.calls[each].caller for member in self.loose[place] for each in self.incoming[member])
        before = (state.service_s[place], state.failing[place], self.waits[place])
        state.arriving[place] = min(self.entering[place] + sum([self.flow[each] for each in self.incoming[place]]), _MOST)
        station = self.stations[place]
        first, end = calls.starts[place], calls.starts[place + 1]
        state.service_s[place] = (0.0 if station is None else station.service_s) + self._held(place)
        state.failing[place] = failing_share(calls, state.reaching, state.lost, place)
        served = state.arriving[place] if station is None else min(state.arriving[place], station.per_s)
        for each in range(first, end):
            if each not in self.cut:
                flow = served * self._weight(each, 1.0 if self.plain[place] else self._share(each))
                flow = flow if flow < _MOST else _MOST
                if abs(flow - self.flow[each]) > _SAME * flow:
                    touched.append(calls.calls[each].callee)
                self.flow[each] = flow
        self._serve(place)
        after = (state.service_s[place], state.failing[place], self.waits[place])
        if after != before and _differ(before, after):
            touched.extend(calls.calls[each].caller for each in self.incoming[place])
        return touched

    def _ask(self, place: int) -> float:
        """Look at a call again; return how long it holds its caller for each request that asks it."""
        state, (callee, timeout_s, most, budget, once) = self.state, self.known[place]
        station, service_s, working = self.stations[callee], state.service_s[callee], 1 - state.failing[callee]
        turned, waiting, spare, wait_s, offered = self.waits[callee]
        vain = 1 - (1 - turned) * (1 - late(station, service_s, waiting, spare, timeout_s, offered))
        again = turned if timeout_s is None else vain
        failing = 1 - (1 - vain) * working
        tried = 1.0 if once else attempts(failing if again == vain else 1 - (1 - again) * working, most, budget)
        state.late[place], state.tried[place], state.sent[place] = vain, tried, tried
        if place in self.hedges:
            state.sent[place] = tried * (1 + late(station, service_s, waiting, spare, self.hedges[place], offered))
        state.lost[place] = failing if tried <= 1 else max(vain - again, unanswered(failing, tried))
        if place in self.calmed or place in self.cut:
            state.lost[place] = 0.0
            return 0.0
        if place in self.caches:
            served = service_s < inf and (1 - turned) * working > NOTHING
            stored = served if self.caches[place].late else failing < 1 - NOTHING
            self.caches[place].fill(state.reaching, stored)
        stays_s = service_s + wait_s
        one_s = stays_s if timeout_s is None else min(stays_s, timeout_s)  # no less than the mean of the shorter
        weight = state.reaching[place] * tried * (1 - turned)
        return weight * one_s if weight else 0.0

    def _share(self, place: int) -> float:
        """Return the share of its calls that are made now: of a fallback those that the primary lost, of a group what is left."""
        call = self.calls.calls[place]
        if call.primary >= 0:
            return self.state.lost[call.primary]
        if call.share == 1.0:
            return 1.0
        return min(1.0, call.share + (1 - call.share) * self._others(call))

    def _others(self, call: Call) -> float:
        """Return the largest share lost by another call of the same caller's groups: so much is asked elsewhere."""
        first, end = self.calls.starts[call.caller], self.calls.starts[call.caller + 1]
        others = (
            self.state.lost[each]
            for each in range(first, end)
            if self.calls.calls[each].share < 1 and self.calls.calls[each] is not call and self.calls.calls[each].primary < 0
        )
        return max(others, default=0.0)

    def _weight(self, place: int, share: float) -> float:
        return self.state.reaching[place] * self.state.sent[place] * share

    def _serve(self, place: int) -> None:
        station, service_s, arriving = self.stations[place], self.state.service_s[place], self.state.arriving[place]
        if station is None:
            self.waits[place] = (0.0, 0.0, inf, 0.0, 0.0)
            return
        if service_s == inf:
            self.state.busy[place] = inf if arriving else 0.0
            self.waits[place] = (0.0, 1.0, 0.0, inf, inf) if arriving else (0.0, 0.0, inf, 0.0, 0.0)
            return
        rate = station.servers / service_s
        self.state.busy[place] = arriving / rate
        turned = max(0.0, 1 - station.shed_at * rate / arriving) if arriving else 0.0
        admitted = arriving * (1 - turned)
        if station.waiting is not None:
            blocked = refused(station.servers, admitted * service_s, station.waiting)
            turned = 1 - (1 - turned) * (1 - blocked)
        offered = admitted * service_s
        waiting = 1.0 if offered >= station.servers else erlang_c(station.servers, offered)
        spare = max(0.0, rate - admitted)
        wait_s = waiting / spare if spare else inf
        if station.waiting is not None:
            wait_s = min(wait_s, station.waiting / rate)
        counted = offered if station.servers == 1 and station.waiting is not None else 0.0  # `late` asks for it there alone
        self.waits[place] = (turned, waiting, spare, wait_s, counted)


def _differ(before: tuple[float, float, tuple[float, ...]], after: tuple[float, float, tuple[float, ...]]) -> bool:
    one, other = (before[0], before[1], *before[2]), (after[0], after[1], *after[2])
    return any(x != y and not abs(x - y) <= _SAME * max(abs(x), abs(y), 1e-6) for x, y in zip(one, other, strict=True))
