"""More arrives than can be served while all is well, so that the queue grows without end."""

from collections.abc import Iterator, Sequence
from math import inf

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_duration, format_number, format_share, parse_ratio
from sosgraph.rules import Rule
from sosgraph.traffic.branches import healthy
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.occupied import Occupied, occupied
from sosgraph.traffic.stations import measured
from sosgraph.traffic.sustaining import COPIES, spoken_besides

_FULL = Ratio(1.0, 0.0)
_MORE = 1.01


def check(architecture: Architecture, *, above: Ratio = _FULL) -> Iterator[Finding]:
    """Yield one finding for each component asked for the share `above` of its capacity or more, and for endless circles."""
    if not measured(architecture):
        return
    found = architecture.once(demand)
    yield from _endless(architecture, found)
    taken = architecture.once(occupied)
    for place, component in enumerate(architecture.components.values()):
        share = taken[place]
        if share is None or found.offered[place] == inf:
            continue
        if share.own >= above.value:
            yield Finding(component.place("capacity"), _worked(architecture, found, place, share))
        elif share.busy >= above.value and not _behind_another(found, taken, place):
            yield Finding(component.place("capacity"), _held(architecture, found, place, share))


def _worked(architecture: Architecture, found: Demand, place: int, share: Occupied) -> str:
    arriving, station = architecture.once(healthy).arriving[place], found.stations[place]
    more = arriving > _MORE * found.offered[place]
    besides = spoken_besides(architecture, place) if more else ""
    again = f", {besides} included," if more else ""
    could = "" if station is None else f" and can serve {format_number(station.per_s)}/s"
    alone = station is not None and found.offered[place] < station.per_s
    fewer = "send fewer second copies, " if besides == COPIES else "send less again, "
    less = fewer if more and alone else ""
    return (
        f"{architecture.label(found.calls.names[place])} is asked {format_number(arriving)}/s{again}{could}, "
        f"{format_share(share.own)} of it while all is well; {less}give it more capacity, or let less arrive"
    )


def _held(architecture: Architecture, found: Demand, place: int, share: Occupied) -> str:
    state, station = architecture.once(healthy), found.stations[place]
    could = ""
    if station is not None:
        held_s = state.service_s[place]
        long = "without end" if held_s == inf else f"for {format_duration(round(held_s, 6))}"
        could = (
            f" and could serve {format_number(station.per_s)}/s, but each holds its place {long}, "
            f"{format_duration(station.service_s)} of it at work and the rest waiting for callees, so that it can serve "
            f"{format_number(station.held_per_s(held_s))}/s"
        )
    return (
        f"{architecture.label(found.calls.names[place])} is asked {format_number(state.arriving[place])}/s{could}: it is "
        f"{format_share(share.busy)} busy while all is well; let it work on more at a time, or wait less"
    )


def _behind_another(found: Demand, taken: Sequence[Occupied | None], place: int) -> bool:
    """Tell whether a component waits for a callee that is too full itself, which is told of instead."""
    home = found.normal.home
    return any(
        share is not None and share.busy >= 1 and home[call.callee] != home[place]
        for call in found.calls.of(place)
        if call.normal and (share := taken[call.callee])
    )


def _endless(architecture: Architecture, found: Demand) -> Iterator[Finding]:
    """Yield one finding for each circle whose calls breed calls and reach something with a capacity."""
    reached = any(busy == inf for busy in map(found.utilisation, range(len(found.stations))) if busy is not None)
    for circle in found.normal_circles if reached else ():
        inside = set(circle.members)
        if circle.endless and found.offered[circle.members[0]] == inf:
            call = next(call for call in found.calls.calls if call.caller in inside and call.callee in inside and call.normal)
            names = ", ".join(architecture.label(found.calls.names[member]) for member in circle.members[:5])
            message = (
                f"calls go around in a circle ({names}) where {circle.growth}, so that no capacity is enough; "
                f"write how often it is asked (calls, probability)"
            )
            yield Finding(call.dependency.at, message)


RULE = Rule(
    "saturated-component",
    "more arrives than a component can serve",
    Severity.ERROR,
    check,
    (Parameter("above", "this share of the capacity, or more, is too much", parse_ratio, _FULL),),
)
