"""Redundant, but not strong enough: when one of several is lost, the others cannot carry its load."""

from collections import Counter
from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import format_number
from sosgraph.rules import Rule
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.stations import measured, station_of


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component whose remaining copies, or group whose remaining members, cannot carry the load."""
    if not measured(architecture):
        return
    found = architecture.once(demand)
    for place, component in enumerate(architecture.components.values()):
        yield from _of_copies(architecture, found, place, component)
    yield from _of_groups(architecture, found)


def _of_copies(architecture: Architecture, found: Demand, place: int, component: Component) -> Iterator[Finding]:
    replicas, whole = component.replicas, found.stations[place]
    if replicas is None or whole is None or replicas.count < 2:
        return
    zones = Counter(replicas.over[copy % len(replicas.over)] for copy in range(replicas.count)) if replicas.over else Counter()
    lost, zone = 1, None
    if len(zones) > 1:
        zone, lost = zones.most_common(1)[0]
    left = replicas.count - lost
    if left < replicas.need:
        return
    station, offered = station_of(component, left), found.offered[place]
    if station is not None and station.per_s < offered <= whole.per_s:
        what = f"with {architecture.label(zone)}" if zone is not None else "with one copy lost"
        message = (
            f"{architecture.label(component.name)} is down to {left} of {replicas.count} copies {what}, which can serve "
            f"{format_number(station.per_s)}/s of the {format_number(offered)}/s that arrive; "
            f"add copies, or give each more capacity"
        )
        yield Finding(component.place("replicas"), message)


def _of_groups(architecture: Architecture, found: Demand) -> Iterator[Finding]:
    label = architecture.label
    for group in found.calls.groups:
        members = [found.calls.calls[member] for member in group.members if member >= 0]
        size = len(group.members) + group.always
        if group.need >= size or len(members) < 2:
            continue
        for call in members:
            station, offered = found.stations[call.callee], found.offered[call.callee]
            more = found.offered[call.caller] * call.normal / (size - 1) if found.offered[call.caller] else 0.0
            if station is not None and offered <= station.per_s < offered + more:
                name, caller = label(call.dependency.callee), label(found.calls.names[call.caller])
                others = " or ".join(label(other.dependency.callee) for other in members if other is not call)
                message = (
                    f"{name} can serve {format_number(station.per_s)}/s, but is asked {format_number(offered + more)}/s when "
                    f"{caller} loses {others}; give it the capacity for what it stands in for"
                )
                yield Finding(call.dependency.at, message)


RULE = Rule("insufficient-failover-headroom", "what is left after one loss cannot carry the load", Severity.WARNING, check)
