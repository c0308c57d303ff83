"""What changes how much a station can do while the system runs: triggers, health checks, copies that start."""

from collections.abc import Callable
from math import ceil, inf, prod

from sosgraph.requests.state import ACTION, ARRIVING, UNLIMITED, Edge, Place
from sosgraph.requests.streams import Stream
from sosgraph.requests.system import System, arrive, sheds
from sosgraph.simulation.network import HealthCheck, Station
from sosgraph.simulation.trigger import Trigger

_ROUNDING = 1e-9  # of a server


def after(system: System, when: float, action: Callable[[], None]) -> None:
    """Let something happen at a time, or now if that is over."""
    visit = system.engine.new()
    visit.state, visit.action = ACTION, action
    system.engine.push(max(when, system.engine.now), visit)


def resize(system: System, place: Place) -> None:
    """Give a station the servers that its copies have; where their number is no whole one, one more, and all are slower."""
    now = system.engine.now
    place.manned_s += place.servers * (now - place.sized_at)
    place.sized_at = now
    if place.stopped or not place.copies or place.lost >= 1.0:
        place.servers, place.capacity = 0, 0.0 if place.base else inf
        return
    wanted = place.concurrency * place.copies * (1.0 - place.lost)
    if wanted == inf:
        place.servers = UNLIMITED
    else:
        place.servers = max(1, ceil(wanted - _ROUNDING)) if wanted else 0
        place.service = place.base * place.servers / wanted if wanted else place.base
    place.capacity = wanted / place.base if place.base else inf
    system.engine.fill(place)


class Copies:
    """The copies of a station: how many are gone because they have to start first, or because a health check took them out.

    What a health check sends is no request: it takes no place in the queue, and no work from anybody.
    """

    def __init__(self, system: System, number: int, warm_up: Place | None) -> None:
        """Start with all of them at work; `warm_up` is where those that start make their calls, if they do."""
        self._system, self._place, self._warm_up = system, system.places[number], warm_up
        self._station: Station = system.network.stations[number]
        self._gone = self._starting = 0
        self._out: set[int] = set()
        self._luck = Stream(f"{system.seed}:station:{number}:probes", True)

    def restart(self, count: int) -> None:
        """Start so many copies, which are gone until then, as many at a time as may."""
        if not count or (self._warm_up is None and not self._station.restart_s):
            return
        self._gone = min(self._station.copies, self._gone + count)
        self._update()
        self._begin()

    def _begin(self) -> None:
        most = self._station.restart_parallel or self._station.copies
        while self._starting < min(most, self._gone):
            self._starting += 1
            after(self._system, self._system.engine.now + self._station.restart_s, self._warm)

    def _warm(self) -> None:
        if self._warm_up is None:
            self._started()
            return
        engine = self._system.engine
        visit = engine.new()
        visit.state, visit.place, visit.action = ARRIVING, self._warm_up, self._started
        engine.todo.append(visit)

    def _started(self) -> None:
        self._gone -= 1
        self._starting -= 1
        self._update()
        self._begin()

    def begin(self, copy: int, health: HealthCheck) -> None:
        """Ask a copy from now on; all are asked in turn, evenly spread over the time between two questions to the same one."""
        after(self._system, health.every_s * (copy + 1) / self._station.copies, lambda: self.ask(copy, health))

    def ask(self, copy: int, health: HealthCheck) -> None:
        """Ask one copy, and again after a while; it answers in time if that begins soon enough for one service.

        What came of it is heeded when the time-out is over, so that a copy is in use and out of use for whole times between two.
        """
        place, engine, out = self._place, self._system.engine, copy in self._out
        takes_s = place.base if out else place.service + place.slowing * (place.busy + place.queued)
        takes_s *= 1.0 if place.regular else self._luck.following()
        sent, before, over = engine.now, place.entered, engine.now + health.timeout_s
        latest = over - place.delay - takes_s
        if latest < sent or out or engine.full(place):
            self._heed(copy, latest >= sent and out, over)
        else:
            after(self._system, latest, lambda: self._heed(copy, not self._waits(sent, before), over))
        after(self._system, sent + health.every_s, lambda: self.ask(copy, health))

    def _heed(self, copy: int, well: bool, when: float) -> None:
        after(self._system, when, lambda: self._answered(copy, well))

    def _waits(self, sent: float, before: int) -> bool:
        """Return whether who was sent at this time, after so many, has no server yet: nor has anybody who came later."""
        place = self._place
        if place.queued and place.queue.next.due <= sent:
            return True
        return place.busy >= place.servers and place.entered - before <= place.queued

    def _answered(self, copy: int, well: bool) -> None:
        if well and not self._place.stopped and self._place.lost < 1.0:
            self._out.discard(copy)
        else:
            self._out.add(copy)
        self._update()

    def _update(self) -> None:
        copies, health = self._station.copies, self._station.health
        out = len(self._out)
        if health is not None and copies - out < health.fail_open * copies:
            out = 0
        self._place.away = out
        self._place.copies = max(0, copies - max(out, self._gone))
        resize(self._system, self._place)


class Triggers:
    """The triggers of a scenario; at each beginning and end, everything that they act on is worked out anew."""

    def __init__(self, system: System, copies: list[Copies], rates: list[float]) -> None:
        """Start with none; `rates` is what arrives from outside at each station when all is well."""
        self._system, self._copies, self._rates = system, copies, rates
        self._active: list[Trigger] = []

    def plan(self, trigger: Trigger) -> None:
        """Let a trigger happen in its time."""
        after(self._system, trigger.start_s, lambda: self._begin(trigger))
        if trigger.end_s < inf and trigger.kind != "cache-flush":
            after(self._system, trigger.end_s, lambda: self._end(trigger))

    def _begin(self, trigger: Trigger) -> None:
        if trigger.kind == "cache-flush":
            for edge in [*self._system.edges, *self._system.extra]:
                if (edge.number if trigger.on_link else edge.callee.number) == trigger.place:
                    edge.filled *= 1.0 - trigger.share
            return
        self._active.append(trigger)
        self._apply(trigger)

    def _end(self, trigger: Trigger) -> None:
        self._active.remove(trigger)
        if not trigger.on_link:
            copies = self._system.network.stations[trigger.place].copies
            lost = {"outage": copies, "capacity-loss": round(copies * trigger.share)}.get(trigger.kind, 0)
            self._copies[trigger.place].restart(lost)
        self._apply(trigger)

    def _apply(self, trigger: Trigger) -> None:
        same = [one for one in self._active if one.place == trigger.place and one.on_link == trigger.on_link]
        self._system.engine.late = any(one.kind in ("latency", "error") for one in self._active)
        if trigger.on_link:
            for edge in [*self._system.edges, *self._system.extra]:
                if edge.number == trigger.place:
                    self._link(edge, same)
        else:
            self._station(trigger.place, same, trigger.kind == "load-spike")

    def _link(self, edge: Edge, active: list[Trigger]) -> None:
        edge.lost = any(one.kind == "outage" for one in active)
        edge.delay = sum(one.delay_s for one in active if one.kind == "latency")
        edge.error = 1.0 - prod(1.0 - one.share for one in active if one.kind == "error")

    def _station(self, number: int, active: list[Trigger], spike: bool) -> None:
        place, own = self._system.places[number], self._system.network.stations[number]
        stopped = any(one.kind in ("outage", "pause") for one in active)
        paused = any(one.kind == "pause" for one in active)
        place.lost = 1.0 - prod(1.0 - one.share for one in active if one.kind == "capacity-loss")
        place.delay = sum(one.delay_s for one in active if one.kind == "latency")
        place.failing = 1.0 - (1.0 - own.failing) * prod(1.0 - one.share for one in active if one.kind == "error")
        if spike:
            arrive(self._system, number, self._rates[number] * prod(one.factor for one in active if one.kind == "load-spike"))
        resumes, opens = place.stopped and not stopped, place.paused and not paused
        place.stopped, place.paused = stopped, paused
        place.guarded = paused or sheds(own)
        if resumes:
            self._system.engine.resume(place)
        resize(self._system, place)
        if opens:
            self._let_in(place)

    def _let_in(self, place: Place) -> None:
        engine, ring = self._system.engine, place.held
        while ring.next is not ring:
            visit = ring.next
            ring.next, visit.next.prev = visit.next, ring
            visit.next = visit.prev = visit
            visit.state = ARRIVING
            engine.todo.append(visit)
