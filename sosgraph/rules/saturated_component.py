"""More arrives than can be served while all is well, so that the queue grows without end."""

from collections.abc import Iterator
from math import inf

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import Ratio, format_number, format_share, parse_ratio
from sosgraph.rules import Rule
from sosgraph.traffic.demand import Demand, demand

_FULL = Ratio(1.0, 0.0)


def check(architecture: Architecture, *, above: Ratio = _FULL) -> Iterator[Finding]:
    """Yield one finding for each component asked for the share `above` of its capacity or more, and for endless circles."""
    found = architecture.once(demand)
    yield from _endless(architecture, found)
    for place, (name, component) in enumerate(architecture.components.items()):
        busy, station = found.utilisation(place), found.stations[place]
        if busy is not None and station is not None and above.value <= busy < inf:
            message = (
                f"{architecture.label(name)} is asked {format_number(found.offered[place])}/s and can serve "
                f"{format_number(station.per_s)}/s, {format_share(busy)} of it while all is well; give it more capacity, or "
                f"let less arrive"
            )
            yield Finding(component.place("capacity"), message)


def _endless(architecture: Architecture, found: Demand) -> Iterator[Finding]:
    """Yield one finding for each circle whose calls breed calls and reach something with a capacity."""
    reached = any(busy == inf for busy in map(found.utilisation, range(len(found.stations))) if busy is not None)
    for circle in found.normal_circles if reached else ():
        inside = set(circle.members)
        if circle.endless and found.offered[circle.members[0]] == inf:
            call = next(call for call in found.calls.calls if call.caller in inside and call.callee in inside and call.normal)
            names = ", ".join(architecture.label(found.calls.names[member]) for member in circle.members[:5])
            message = (
                f"calls go around in a circle ({names}) where each makes {format_number(circle.gain)} more, so that no capacity "
                f"is enough; write how often it is asked (calls, probability)"
            )
            yield Finding(call.dependency.at, message)


RULE = Rule(
    "saturated-component",
    "more arrives than a component can serve",
    Severity.ERROR,
    check,
    (Parameter("above", "this share of the capacity, or more, is too much", parse_ratio, _FULL),),
)
