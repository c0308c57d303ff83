"""What each component can take: servers, the time of one request, places to wait."""

from math import inf
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component

UNLIMITED = 10**9
"""So many servers are as good as no limit."""


class Station(NamedTuple):
    """All copies of a component as one station; `service_s` leaves out what is spent on waiting for callees.

    `waiting` is None where the queue is endless, `shed_at` infinite where nothing is refused on purpose. Each request that is
    there makes one take `slowing_s` longer. Copies that take longer than `asked_s` (None: nobody asks) to answer a health check
    are out, unless a smaller share than `fail_open` would be left.
    """

    servers: int
    service_s: float
    waiting: int | None = None
    shed_at: float = inf
    slowing_s: float = 0.0
    asked_s: float | None = None
    fail_open: float = 0.0

    @property
    def per_s(self) -> float:
        """The most requests a second that it can serve in the long run, when no callee keeps it waiting.

        Those that are at work slow one another: c / (s + c slowing), which nobody who waits makes more.
        """
        return self.servers / (self.service_s + self.slowing_s * self.servers)

    @property
    def refuses(self) -> bool:
        """Whether it turns requests away while it is up."""
        return self.waiting is not None or self.shed_at < inf

    @property
    def limited(self) -> bool:
        """Whether it works on no more than a number of requests at once; else all that come only slow one another."""
        return self.servers < UNLIMITED

    def held_per_s(self, held_s: float) -> float:
        """The most requests a second when each takes up a place for so long, waiting for callees included."""
        return min(self.per_s, self.servers / held_s)


def station_of(component: Component, copies: int | None = None) -> Station | None:
    """Return the station that `copies` (all) of a component make; None where nothing is known that limits it."""
    capacity = component.capacity
    if capacity is None or not capacity.service_time_s:
        return None
    slowing_s, check = capacity.slowing_s or 0.0, component.health_check
    if capacity.concurrency is None:
        return Station(UNLIMITED, capacity.service_time_s, slowing_s=slowing_s) if slowing_s else None
    if copies is None:
        copies = copies_of(component)
    waiting = None if capacity.queue is None else capacity.queue * copies
    asked = () if check is None else (check.timeout_s, 0.0 if check.fail_open is None else check.fail_open.value)
    shed_at = inf if capacity.shed_at is None else capacity.shed_at.value
    return Station(capacity.concurrency * copies, capacity.service_time_s, waiting, shed_at, slowing_s, *asked)


def stations(architecture: Architecture) -> tuple[Station | None, ...]:
    """Return the stations of all components, in reading order."""
    return tuple(map(station_of, architecture.components.values()))


def measured(architecture: Architecture) -> bool:
    """Tell whether of any component it is known what it can take; where of none, nothing is overloaded for certain."""
    return any(station is not None for station in architecture.once(stations))


def copies_of(component: Component) -> int:
    """Return how many copies there are."""
    return 1 if component.replicas is None else component.replicas.count
