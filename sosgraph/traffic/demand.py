"""How much each component is asked: while all is well, and when everything fails and is tried again."""

from math import inf
from typing import TYPE_CHECKING

from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.traffic.calls import Call, Calls, calls_of
from sosgraph.traffic.linear import Circle, Flows, flowing
from sosgraph.traffic.stations import Station, stations

if TYPE_CHECKING:
    from sosgraph.traffic.threads import Crowd


@dataclass(frozen=True, slots=True)
class Demand:
    """Loads by position of the component in `calls.names`.

    `offered` is what arrives each second while all is well, as far as it comes from entries with a rate (0: nothing does);
    `worst` what would when every attempt of every call failed, late enough for second copies, and `emptied` what would when,
    besides, every cache were empty. `amplification` is worst over
    normal, where the load comes from; of what no rate reaches, with one request at each entry without a rate, or, where there
    is no entry, at each component that nobody calls. `normal` and `failing` are the calls as flows in these two cases.
    The `crowds` tell how long anybody waits where only callers' threads can.
    """

    calls: Calls
    stations: tuple[Station | None, ...]
    arriving: tuple[float, ...]
    offered: tuple[float, ...]
    worst: tuple[float, ...]
    emptied: tuple[float, ...]
    amplification: tuple[float, ...]
    normal: Flows
    failing: Flows
    crowds: "tuple[Crowd | None, ...]"

    @property
    def normal_circles(self) -> tuple[Circle, ...]:
        """The circles of calls with their gains while all is well."""
        return self.normal.circles

    @property
    def failing_circles(self) -> tuple[Circle, ...]:
        """The same while every attempt of every call fails."""
        return self.failing.circles

    def utilisation(self, place: int) -> float | None:
        """Return the share of its capacity that its own work takes while nothing is tried again; None: not known."""
        station = self.stations[place]
        return None if station is None or not self.offered[place] else self.offered[place] / station.per_s

    def hidden_per_s(self, place: int) -> float | None:
        """Return up to which offered load a component gets out of every overload by itself: capacity over amplification."""
        station = self.stations[place]
        return None if station is None else station.per_s / self.amplification[place]


def demand(architecture: Architecture) -> Demand:
    """Return how much each component of an architecture is asked; linear in its calls but for circles.

    Source: Huang et al., Metastable failures in the wild, 2022, theorem 2: stable below capacity over amplification.
    """
    calls = architecture.once(calls_of)
    normal, failing = architecture.once(normal_flows), architecture.once(failing_flows)
    arriving = tuple(_rate(architecture, name) for name in calls.names)
    offered, tried = normal.loads(arriving), failing.loads(arriving)
    ones = _one_each(architecture, calls, arriving)
    unit, unit_tried = (normal.loads(ones), failing.loads(ones)) if any(ones) else (ones, ones)
    amplification = tuple(
        _times(offered[place], tried[place]) if offered[place] or tried[place] else _times(unit[place], unit_tried[place])
        for place in range(len(calls.names))
    )
    found = architecture.once(stations)
    emptied = architecture.once(emptied_flows).loads(arriving) if any(map(_cached, calls.calls)) else tried
    loads = (tuple(offered), tuple(tried), tuple(emptied))
    return Demand(calls, found, arriving, *loads, amplification, normal, failing, _crowds(architecture, calls, found))


def _crowds(architecture: Architecture, calls: Calls, found: tuple[Station | None, ...]) -> "tuple[Crowd | None, ...]":
    if not any(found):
        return (None,) * len(found)
    from sosgraph.traffic.threads import crowds

    return crowds(architecture, calls, found)


def normal_flows(architecture: Architecture) -> Flows:
    """Return the calls as flows while all is well."""
    calls = architecture.once(calls_of)
    return flowing(len(calls.names), [(call.caller, call.callee, call.calls * call.share) for call in calls.calls])


def failing_flows(architecture: Architecture) -> Flows:
    """Return the calls as flows while everything fails."""
    calls = architecture.once(calls_of)
    return flowing(len(calls.names), [(call.caller, call.callee, call.worst) for call in calls.calls])


def emptied_flows(architecture: Architecture) -> Flows:
    """Return the calls as flows while everything fails and no cache holds anything."""
    calls = architecture.once(calls_of)
    return flowing(len(calls.names), [(call.caller, call.callee, call.emptied) for call in calls.calls])


def _cached(call: Call) -> bool:
    return call.dependency.cache is not None


def _rate(architecture: Architecture, name: str) -> float:
    entry = architecture.components[name].entry
    return 0.0 if entry is None or entry.rate_per_s is None else entry.rate_per_s


def _one_each(architecture: Architecture, calls: Calls, arriving: tuple[float, ...]) -> list[float]:
    entries = [component.entry is not None for component in architecture.components.values()]
    if not any(entries):
        called = {call.callee for call in calls.calls}
        return [float(place not in called) for place in range(len(entries))]
    return [float(entry and not rate) for entry, rate in zip(entries, arriving, strict=True)]


def _times(normal: float, worst: float) -> float:
    """Return how many times as much it is; infinite where there is no end to it already while all is well."""
    if normal == inf:
        return inf
    if not normal:
        return inf if worst else 1.0
    return worst / normal
