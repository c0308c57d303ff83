"""Requests that nobody outside sends: copies that start and warm up, and holders who renew their leases."""

from math import floor, inf

from sosgraph.requests.controls import after
from sosgraph.requests.state import ARRIVING, UNLIMITED, Place, Slot, Visit
from sosgraph.requests.streams import Stream
from sosgraph.requests.system import System, chain, edge, note_what_is_set, single
from sosgraph.simulation.network import Lease, Link

_UNNUMBERED = -1


def warm_ups(system: System) -> dict[int, Place]:
    """Return by station the place where a copy that starts makes its calls, in turn; none for those whose copies make none."""
    found: dict[int, list[Slot]] = {}
    for number, link in enumerate(system.network.links):
        if link.warm_up > 0.0:
            made = edge(system.engine, system.seed, "warm-up", number, link, system.places[link.callee])
            made.whole, made.part = floor(link.warm_up), link.warm_up - floor(link.warm_up)
            made.probability, made.hard = 1.0, False
            made.breaker, made.fallback = system.edges[number].breaker, system.edges[number].fallback
            note_what_is_set(made)
            system.extra.append(made)
            found.setdefault(link.caller, []).append(single(made))
    return {station: place(system, f"warm-up:{station}", slots) for station, slots in found.items()}


def place(system: System, name: str, slots: list[Slot]) -> Place:
    """Return a place that nothing limits, where requests do these steps."""
    streams = [Stream(f"{system.seed}:{name}:{purpose}", False) for purpose in ("arrivals", "times", "luck")]
    made = Place(_UNNUMBERED, name, *streams)
    chain(slots)
    made.slot = slots[0]
    return made


def hold(system: System, number: int, lease: Lease) -> None:
    """Let every holder renew in its turn, the first time at a random moment of the first period."""
    link = Link(0, lease.station, timeout_s=lease.timeout_s, attempts=UNLIMITED)
    made = edge(system.engine, system.seed, "lease", number, link, system.places[lease.station])
    # an error is no answer, so that who is refused tries again when the time is over, and not without end at once
    made.patient, made.backoff = lease.timeout_s < inf, 0.0 if lease.timeout_s < inf else lease.period_s
    note_what_is_set(made)
    system.renewals.append(made)
    where = place(system, f"lease:{number}", [single(made)])
    for _ in range(lease.holders):
        Holder(system, where, lease.period_s)


class Holder:
    """One who renews a lease a period after it was renewed."""

    def __init__(self, system: System, where: Place, period_s: float) -> None:
        """Plan the first renewal."""
        self._system, self._where, self._period_s = system, where, period_s
        after(system, (1.0 - where.luck.following()) * period_s, self._renew)

    def _renew(self) -> None:
        visit: Visit = self._system.engine.new()
        visit.state, visit.place, visit.action = ARRIVING, self._where, self._renewed
        self._system.engine.todo.append(visit)

    def _renewed(self) -> None:
        after(self._system, self._system.engine.now + self._period_s, self._renew)
