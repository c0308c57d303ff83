"""Whom an incident hits, as simulated, and whom it may hit, as composed: what stands on what it strikes."""

from collections.abc import Collection, Sequence
from math import sqrt

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.scenario import Scenario
from sosgraph.scenarios.reading import mean, windows
from sosgraph.scenarios.struck import struck
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger
from sosgraph.traffic.demand import demand

_OF_A_LINK = ("outage", "latency")  # what makes attempts on a link be given up, whatever its callee does
_MORE = 0.05
_CHANCE = 1.5  # three standard deviations of a share of one attempt, at most


def hit(network: Network, course: Course, timing: Timing, triggers: Sequence[Trigger]) -> tuple[str, ...]:
    """Return the stations that fail their callers while something happens or at the end, and did not before.

    Attempts that are refused or given up count, as a share of those that arrive: 5 % more of them, and more than chance explains.
    What is given up on a link that is cut or slow itself, while the `triggers` last, is no failure of its callee.
    """
    if not course.times_s:
        return ()
    at, step_s = windows(course, timing), course.times_s[-1] / len(course.times_s)
    calls: list[list[int]] = [[] for _ in network.stations]
    for place, link in enumerate(network.links):
        calls[link.callee].append(place)
    own = {each.place for each in triggers if each.on_link and each.kind in _OF_A_LINK}

    def failing(station: int, among: range, apart: Collection[int] = ()) -> tuple[float, float]:
        """Return which share of the attempts fails, calls `apart` left out, and by how much that may be off."""
        offered = mean(course.offered[station], among)
        counted = (place for place in calls[station] if place not in apart)
        lost = mean(course.refused[station], among) + sum(mean(course.timeouts[place], among) for place in counted)
        return (lost / offered, _CHANCE / sqrt(offered * len(among) * step_s)) if offered else (0.0, 0.0)

    found = []
    for place, station in enumerate(network.stations):
        usual, chance = failing(place, at.before)
        since = (failing(place, at.during, own), failing(place, at.after))
        if any(share > usual + _MORE + chance + luck for share, luck in since):
            found.append(station.name)
    return tuple(found)


def blast_radius(architecture: Architecture, scenarios: Sequence[Scenario]) -> frozenset[str]:
    """Return the components that the triggers may hit, by composition.

    These are what is struck, what cannot serve the load that the triggers bring, and all that calls one of them, be it through
    others, hard or soft.
    """
    calls = demand(architecture).calls
    callers: dict[str, list[str]] = {name: [] for name in calls.names}
    for call in calls.calls:
        callers[calls.names[call.callee]].append(calls.names[call.caller])
    named, meanwhile = {each.component for each in scenarios}, struck(architecture, scenarios).components
    found = {name for name in calls.names if name in named or _loses(meanwhile[name])}
    pending = list(found)
    while pending:
        further = found.symmetric_difference(found.union(callers[pending.pop()]))
        found |= further
        pending += further
    return frozenset(found)


def _loses(component: Component) -> bool:
    return component.own is not None and component.own.availability is not None and component.own.availability.complement > 0
