"""More arrives than a component can serve while all that fails is sent again: an overload might never end."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_number
from sosgraph.rules import Rule
from sosgraph.traffic.branches import Branches, branches
from sosgraph.traffic.demand import demand
from sosgraph.traffic.stations import measured


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component offered more than its hidden capacity, and no more than it can serve.

    None where an overload is known to outlast its cause, or needs none: other rules tell of that.
    """
    if not measured(architecture):
        return
    found = architecture.once(demand)
    hedged = any(call.copies > 1 for call in found.calls.calls)
    again = "retries, second copies and failover" if hedged else "retries and failover"
    cure = "give retries a budget, or send no second copies" if hedged else "give retries a budget"
    for place, (name, component) in enumerate(architecture.components.items()):
        station, hidden, offered = found.stations[place], found.hidden_per_s(place), found.offered[place]
        if station is None or hidden is None or not hidden < offered <= station.per_s:
            continue
        if found.amplification[place] > 1 and place not in _told(architecture.once(branches)):
            message = (
                f"{architecture.label(name)} is asked {format_number(offered)}/s and can serve {format_number(station.per_s)}/s, "
                f"but {again} can ask {format_number(found.amplification[place])} times as much: its hidden capacity is "
                f"{format_number(hidden)}/s, above which nothing but breakers and luck ends an overload; {cure}"
            )
            yield Finding(component.place("capacity"), message)


def _told(found: Branches) -> frozenset[int]:
    return found.vulnerable | found.overloaded


RULE = Rule(
    "hidden-capacity-exceeded",
    "more arrives than could be served if all that fails were tried again",
    Severity.INFO,
    check,
)
