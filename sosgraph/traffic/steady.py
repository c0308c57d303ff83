"""Steady states of a whole system under load: more load makes more failures, and failures, tried again, make more load.

The map from one state to the next is monotone as long as nothing relieves what is overloaded, so that it has a least and a
greatest fixed point (Knaster & Tarski). Who is refused and tries again at once is refused again: that is no load, and where
several refuse that ask one another, the search may end on the safe side of such a point. Requests that
slow one another make more be there, and are slowed more; copies that answer a health check too late are taken out, and the
others are later. They are reached from the state in which all is well, and from that in which everything fails. What a
component passes on is no more than it can serve; a breaker, an autoscaler and what a refused request spares its callees are
left out: the greatest state is an upper bound where they act. A second copy of a call is more load as well; left out is what it
gains, and that none is sent of what was refused at once or called off. A cache that nothing is stored in stays empty in the
greatest state, whatever emptied it.
"""

from sosgraph.queueing.retry_fixpoint import repeated
from sosgraph.traffic.demand import Demand
from sosgraph.traffic.search import Search

_MOSTLY = 0.5  # given up so often though one alone is served in time: requests slow one another too much


class State:
    """A state by position of component or call: requests `arriving` a second, those `repeated` besides, and what fails.

    Repeated are further attempts of those that were refused, made at once and refused as well: they take no place.

    `own_s` is the time of one request, as slow as the others that are there make it, and `service_s` that with its waiting for
    callees; `left` is the share of servers that health checks leave there; `busy` is load over capacity, and `overloaded` what
    has more of it than it can take; `failing` the share of requests that fail by a callee; `late` the share of attempts of a
    call that are given up or refused, `tried` how often the call is tried on average, `sent` how many requests that makes with
    second copies, `lost` the share of calls of which every attempt fails; `reaching` are the calls for each request of the
    caller that no cache answers. `settled`: a fixed point was reached.
    """

    __slots__ = ("arriving", "busy", "failing", "late", "left", "lost", "overloaded", "own_s", "reaching", "repeated", "sent",
                 "service_s", "settled", "tried")  # fmt: skip

    def __init__(self, search: Search, hurried: bool = False) -> None:
        """Take over what a search ends with; a `hurried` one as soon as it is sure whether anything is `overloaded`."""
        self.settled = search.found(hurried)
        self.arriving = [place.arriving for place in search.places]
        self.repeated = [0.0] * len(search.places)
        special = [edge for edge in search.edges if edge.at_once or edge.callee.feeds]  # few or none, mostly
        for edge in special:
            if edge.at_once and edge.callee.turned and edge.flow:
                refused_per_s = edge.flow / edge.sent * edge.callee.turned
                self.repeated[edge.callee.number] += refused_per_s * repeated(edge.again, edge.most, edge.allowed)
        self.left = [place.left for place in search.places]
        self.own_s = [place.own_s for place in search.places]
        self.service_s = [place.service_s for place in search.places]
        self.busy = [place.busy for place in search.places]
        self.overloaded = [place.busy >= 1 for place in search.places]
        for edge in special:
            station, timeout_s = edge.callee.station, edge.timeout_s
            if station is not None and station.slowing_s and edge.flow and edge.late > _MOSTLY and timeout_s is not None:
                self.overloaded[edge.callee.number] |= station.service_s < timeout_s
        self.failing = [place.failing for place in search.places]
        self.late = [edge.late for edge in search.edges]
        self.tried = [edge.tried for edge in search.edges]
        self.sent = [edge.sent for edge in search.edges]
        self.lost = [edge.lost for edge in search.edges]
        self.reaching = [edge.reaching for edge in search.edges]


def least(demand: Demand, factor: float = 1.0) -> State:
    """Return the steady state that grows out of one in which nothing fails, with `factor` times the load from outside."""
    return State(Search(demand, factor, frozenset(), False))


def greatest(
    demand: Demand,
    factor: float = 1.0,
    calmed: frozenset[int] = frozenset(),
    grown: frozenset[int] = frozenset(),
    opened: frozenset[int] = frozenset(),
) -> State:
    """Return the steady state that is left of one in which everything fails; calls `calmed` are tried once, never in vain.

    Components that are `grown` have no limit, and of those `opened` no health check takes a copy out.
    """
    return State(Search(demand, factor, calmed, True, grown, opened))


def overloads(demand: Demand, factor: float, disturbed: bool) -> bool:
    """Return whether anything is overloaded in the least or, when `disturbed`, the greatest steady state, with so much load.

    A search must not hurry where something refuses, which holds its callers less the more it does, or slows its requests.
    """
    hurried = not any(each is not None and (each.refuses or each.slowing_s) for each in demand.stations)
    return any(State(Search(demand, factor, frozenset(), disturbed), hurried).overloaded)
