"""Copies that start together ask for the same thing together, and overload what they need to start."""

from collections.abc import Iterator
from math import inf

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import format_duration, format_number
from sosgraph.rules import Rule
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.stations import copies_of, measured


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each dependency whose callee cannot serve the warm-up calls of the copies that start at once."""
    if not measured(architecture):
        return
    found = architecture.once(demand)
    index = {name: place for place, name in enumerate(found.calls.names)}
    label = architecture.label
    for caller, dependency, _ in architecture.dependencies():
        restart, station = caller.restart, found.stations[index[dependency.callee]]
        if restart is None or restart.over_s is None or not dependency.warm_up or station is None:
            continue
        copies = copies_of(caller) if restart.parallel is None else min(restart.parallel, copies_of(caller))
        calls = copies * dependency.warm_up
        rate_per_s = calls / restart.over_s if restart.over_s else inf
        beside = _beside(found, index, caller, dependency.callee)
        if beside < station.per_s < rate_per_s + beside:
            callee = label(dependency.callee)
            message = (
                f"{label(caller.name)} starts {copies} copies at once: their warm-up asks {callee} {format_number(calls)} times "
                f"in {format_duration(restart.over_s)}, {format_number(rate_per_s + beside)}/s with what else arrives there, and "
                f"it can serve {format_number(station.per_s)}/s; start fewer in parallel, or over a longer time"
            )
            yield Finding(caller.place("restart"), message, (Note(dependency.at / "warm_up", "so many calls of each copy"),))


def _beside(found: Demand, index: dict[str, int], caller: Component, callee: str) -> float:
    """Return the requests a second that arrive at a callee while `caller` is down."""
    here, there = index[caller.name], index[callee]
    its_own = sum(call.normal for call in found.calls.of(here) if call.callee == there)
    offered = found.offered[here] * its_own if its_own else 0.0
    return max(0.0, found.offered[there] - offered) if found.offered[there] < inf else inf


RULE = Rule("synchronised-restart", "copies that start together overload what they need", Severity.WARNING, check)
