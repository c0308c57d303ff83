"""Two steady states at the same load: healthy until something happens, and overloaded for ever after."""

from math import exp2, inf

from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PROPAGATED, Dependency
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.steady import State, greatest, least, overloads

_FARTHEST = 128  # powers of two, up and down: further than any two rates that anybody has are apart
_NEAR = 2.0**-17  # so many powers of two: five parts in a million
_HALF = 0.5  # of the copies are out where all that are used answer too late: for as long as those that are out are in time


@dataclass(frozen=True, slots=True)
class Branches:
    """The least and the greatest steady state at the load as it is declared.

    `vulnerable` are components that are healthy in the least and overloaded in the greatest state, and would be so though every
    breaker, throttle, propagated deadline, controller and `fail_open` of a health check did all that is wanted of it; `relieved`
    are those that would not: whether these are relieved in time only simulation decides. `overloaded` are those that are
    overloaded from the start.
    """

    demand: Demand
    healthy: State
    collapsed: State
    vulnerable: frozenset[int]
    relieved: frozenset[int]
    overloaded: frozenset[int]

    @property
    def settled(self) -> bool:
        """Whether both searches ended within their bound."""
        return self.healthy.settled and self.collapsed.settled


def healthy(architecture: Architecture) -> State:
    """Return the least steady state at the load as it is declared."""
    return least(architecture.once(demand))


def branches(architecture: Architecture) -> Branches:
    """Return both steady states of an architecture; those are equal where the load comes from entries without a rate."""
    found = architecture.once(demand)
    low, high = architecture.once(healthy), greatest(found)
    gap = _gap(low, high)
    relief, grown, opened = _relieving(found), _controlled(architecture), _opening(found)
    kept = gap
    if gap and (relief or grown or opened):
        kept = gap & _gap(low, greatest(found, calmed=relief, grown=grown, opened=opened))
    overloaded = frozenset(place for place, over in enumerate(low.overloaded) if over)
    return Branches(found, low, high, kept, gap - kept, overloaded)


def _gap(low: State, high: State) -> frozenset[int]:
    return frozenset(place for place, over in enumerate(high.overloaded) if over and not low.overloaded[place])


def _relieving(found: Demand) -> frozenset[int]:
    """Return the calls of which less is sent or worked on when they fail, so that more load need not make more of it fail.

    Who leaves at a propagated deadline takes all that it asked along, however far below.
    """
    calls = found.calls.calls
    relieving = {place for place, call in enumerate(calls) if call.dependency.breaker or call.dependency.throttle is not None}
    pending = [place for place, call in enumerate(calls) if _leaves(call.dependency)]
    leaving = set(pending)
    for place in pending:
        callee = calls[place].callee
        below = set(range(found.calls.starts[callee], found.calls.starts[callee + 1])) - leaving
        leaving |= below
        pending.extend(below)
    return frozenset(relieving | leaving)


def _leaves(one: Dependency) -> bool:
    return one.deadline == PROPAGATED and (one.timeout_s is not None or one.hedge_s is not None)


def _opening(found: Demand) -> frozenset[int]:
    """Return whose health checks count as broken before half of the copies are out, and use all again."""
    return frozenset(place for place, each in enumerate(found.stations) if each is not None and each.fail_open > _HALF)


def _controlled(architecture: Architecture) -> frozenset[int]:
    index = {name: place for place, name in enumerate(architecture.components)}
    acted = (variable.rpartition(".")[0] for each in architecture.controllers for variable in each.acts)
    return frozenset(index[name] for name in acted if name in index)


@dataclass(frozen=True, slots=True)
class Limits:
    """Multiples of the declared load: below `recovers` every disturbance passes, above `collapses` the system falls by itself.

    Infinite where no load that was tried does that, 0 where the least that was tried does.
    """

    recovers: float
    collapses: float


def limits(found: Demand) -> Limits:
    """Return the limits of a system whose loads all grow in proportion, to three digits."""
    return Limits(_first(found, True), _first(found, False))


def _first(found: Demand, disturbed: bool) -> float:
    """Return the least factor at which the state, `disturbed` or not, is overloaded somewhere."""
    too_much = overloads(found, 1.0, disturbed)
    reach = -1 if too_much else 1
    while overloads(found, exp2(reach), disturbed) == too_much:
        reach *= 2
        if abs(reach) > _FARTHEST:
            return 0.0 if too_much else inf
    low, high = sorted((float(reach), float(int(reach / 2))))  # powers are halved, not factors: as near however small they are
    while high - low > _NEAR:
        middle = (low + high) / 2
        low, high = (low, middle) if overloads(found, exp2(middle), disturbed) else (middle, high)
    return exp2(high)
