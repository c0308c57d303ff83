"""What happened in each step of time: the course, as it is written down."""

from math import inf

from sosgraph.requests.state import Edge, Place
from sosgraph.requests.system import System
from sosgraph.simulation.course import Course


class Recording:
    """The steps so far."""

    def __init__(self, system: System) -> None:
        """Start with no step."""
        self._system = system
        self._last = 0.0
        self._counted = (0, 0, 0)
        self._times: list[float] = []
        self._whole: tuple[list[float], ...] = ([], [], [])
        self._stations: tuple[list[list[float]], ...] = tuple([[] for _ in system.places] for _ in range(4))
        self._passed = [(0, 0, 0)] * len(system.places)
        self._same: list[list[Edge]] = [[edge] for edge in system.edges]
        for edge in system.extra:
            self._same[edge.number].append(edge)
        self._links: tuple[list[list[float]], ...] = tuple([[] for _ in system.edges] for _ in range(3))
        network = system.network
        self._copied: dict[int, list[float]] = {place: [] for place, link in enumerate(network.links) if link.hedge_s < inf}
        self._lapsed: dict[int, list[float]] = {lease.station: [] for lease in network.leases}
        self._away: dict[int, list[float]] = {place: [] for place, each in enumerate(network.stations) if each.health}

    def step(self, now: float) -> None:
        """Write down what happened since the last step; nothing where no time has passed."""
        passed = now - self._last
        if passed <= 0.0:
            return
        engine = self._system.engine
        counted = (engine.arrived, engine.good, engine.bad)
        for channel, count, before in zip(self._whole, counted, self._counted, strict=True):
            channel.append((count - before) / passed)
        self._counted = counted
        for place in self._system.places:
            self._station(place, now, passed)
        for number, same in enumerate(self._same):
            self._link(number, same, passed)
        self._few(passed)
        self._times.append(now)
        self._last = now

    def _station(self, place: Place, now: float, passed: float) -> None:
        offered, served, waiting, refused = self._stations
        so_far = (place.entered, place.refused, place.given_up)
        entered, turned, given_up = (count - before for count, before in zip(so_far, self._passed[place.number], strict=True))
        offered[place.number].append((entered + turned) / passed)
        more = place.busy + place.queued - place.inside
        served[place.number].append((entered - more - given_up) / passed)
        waiting[place.number].append(max(0.0, place.inside + (more * now + place.area) / passed))
        refused[place.number].append(turned / passed)
        place.inside += more
        place.area = 0.0
        self._passed[place.number] = so_far

    def _link(self, number: int, same: list[Edge], passed: float) -> None:
        retries = timeouts = hits = asked = 0
        for edge in same:
            retries += edge.retries
            timeouts += edge.timeouts
            hits += edge.hits
            asked += edge.asked
            edge.retries = edge.timeouts = edge.hits = edge.asked = 0
        for channel, value in zip(
            self._links, (retries / passed, timeouts / passed, hits / asked if asked else 0.0), strict=True
        ):
            channel[number].append(value)

    def _few(self, passed: float) -> None:
        """Write down what few stations or links have."""
        for number, row in self._copied.items():
            row.append(sum(edge.copied for edge in self._same[number]) / passed)
            for edge in self._same[number]:
                edge.copied = 0
        for row in self._lapsed.values():
            row.append(0.0)
        for edge in self._system.renewals:
            self._lapsed[edge.callee.number][-1] += edge.retries / passed
            edge.retries = 0
        for number, row in self._away.items():
            row.append(self._system.places[number].away / self._system.network.stations[number].copies)

    def course(self, stopped: str) -> Course:
        """Return the course so far; `stopped` says why it ends early, if it does."""
        latency_s = sorted(self._system.engine.latency_s.kept)
        arriving, goodput, failed = self._whole
        offered, served, waiting, refused = self._stations
        retries, timeouts, hits = self._links
        whole = (self._times, arriving, goodput, failed)
        few = (self._copied, self._lapsed, self._away)
        return Course(*whole, offered, served, waiting, refused, retries, timeouts, hits, latency_s, stopped, *few)
