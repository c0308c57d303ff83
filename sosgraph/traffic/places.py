# cython: annotation_typing=False
"""Components and calls on their way to a steady state: a kernel, run as it stands or compiled (`places.pxd` beside it)."""

from math import expm1, inf

from sosgraph.queueing.erlang import erlang_c
from sosgraph.queueing.mmck import ahead, refused, sojourn, waits
from sosgraph.traffic.caches import Cached
from sosgraph.traffic.calls import Call
from sosgraph.traffic.lateness import late
from sosgraph.traffic.stations import Station

_SETTLED = 1e-9
_TURNS = 10_000
_LEAST = 1e-9  # of the copies are always in use


class Place:
    """A component on its way to a fixed point: what enters and arrives, and what becomes of it.

    `entering` are requests a second from outside; `arriving`, `own_s`, `service_s`, `busy` and `failing` are as a `State` has
    them; `left` is the share of its servers that health checks leave there, if they are not `unchecked`; `feeds`: what is
    overloaded here makes itself worse. Of its queue its callers see the shares that are `turned` away and made to be `waiting`,
    the `spare` rate, the mean `wait_s`, and the load that is `offered`. It asks the edges from `first` to `end`; `plain` if
    each once at most, whatever becomes of the others. `pending`: it is to be looked at. A `crowd` waits for `most` / rate at
    most on average, and never for `in_time_s`.
    """

    __slots__ = ("arriving", "busy", "end", "entering", "failing", "feeds", "first", "in_time_s", "left", "most", "number",
                 "offered", "own_s",
                 "pending", "per_s", "plain", "service_s", "spare", "station", "turned", "unchecked", "wait_s",
                 "waiting")  # fmt: skip

    def __init__(
        self, number: int, station: Station | None, first: int, end: int, failing: bool, crowd: tuple[float, float] | None = None
    ) -> None:
        """Start idle, or with everything in vain."""
        start = float(failing)
        self.number, self.station, self.first, self.end = number, station, first, end
        self.own_s, self.per_s = (0.0, inf) if station is None else (station.service_s, station.per_s)
        self.left, self.unchecked = 1.0, False
        self.most, self.in_time_s = (inf, inf) if crowd is None else crowd
        self.feeds = station is not None and (station.slowing_s > 0 or station.asked_s is not None)
        if station is not None and self.feeds and failing:
            self.own_s, self.left = self._slowed_s(station, inf), self._left(station, 1.0)
        self.plain = self.pending = True
        self.entering = self.arriving = self.busy = 0.0
        self.service_s = inf if failing and first < end else self.own_s
        self.failing = self.turned = self.waiting = start
        self.spare, self.wait_s, self.offered = 0.0, 0.0, inf

    def empty(self) -> None:
        """Let nobody be there who slows others, and no copy be out: whoever is called less is empty again one day."""
        if self.station is not None:
            self.own_s, self.left = self.station.service_s, 1.0

    def seen(self) -> tuple[float, ...]:
        """Return what its callers notice of it."""
        return (self.service_s, self.failing, self.turned, self.waiting, self.spare, self.wait_s, self.offered)

    def late(self, within_s: float | None, calling: bool = True) -> float:
        """Return the share of requests that take longer, as `lateness.late` does; none where no crowd waits so long."""
        if within_s is not None and within_s >= self.in_time_s:
            return 0.0
        waiting, spare = self.waiting, self.spare
        return late(self.station, self.own_s, self.service_s, waiting, spare, within_s, self.offered, self.left, calling)

    def silent(self, asked_s: float) -> float:
        """Return the share of health checks that copies in use do not answer so soon: refused, or too late by their service."""
        return 1 - (1 - self.turned) * (1 - self.late(asked_s, False))

    def queue(self, turned: float, waiting: float, spare: float, wait_s: float, offered: float) -> None:
        """Have this queue."""
        self.turned, self.waiting, self.spare, self.wait_s, self.offered = turned, waiting, spare, wait_s, offered

    def serve(self) -> None:
        """Let what arrives wait, and be served."""
        station, service_s, arriving = self.station, self.service_s, self.arriving
        if station is None:
            self.queue(0.0, 0.0, inf, 0.0, 0.0)
            return
        if service_s == inf:
            self.busy = inf if arriving else 0.0
            self.queue(0.0, 1.0, 0.0, inf, inf) if arriving else self.queue(0.0, 0.0, inf, 0.0, 0.0)
            return
        rate = station.servers * self.left / service_s
        self.busy = arriving / rate
        turned = max(0.0, 1 - station.shed_at * rate / arriving) if arriving else 0.0
        admitted = arriving * (1 - turned)
        offered = admitted * service_s / self.left
        spare = max(0.0, rate - admitted)
        if station.waiting is None:
            waiting = 1.0 if offered >= station.servers else erlang_c(station.servers, offered)
            wait_s, offered = waiting / spare if spare else inf, 0.0  # `late` asks for the load of few places alone
        else:
            turned = 1 - (1 - turned) * (1 - refused(station.servers, offered, station.waiting))
            waiting = waits(station.servers, offered, station.waiting)
            wait_s = waiting * ahead(offered / station.servers, station.waiting) / rate if waiting else 0.0
        self.queue(turned, waiting, spare, min(wait_s, self.most / rate), offered)

    def serve_worse(self, held_s: float) -> None:
        """Let what arrives be served, held so long by callees, while those there slow one another and copies are out.

        From as many of both as there were before, to the fewest or the most that go on: more make more.
        """
        station = self.station
        if station is None:
            return
        for _ in range(_TURNS):
            self.service_s = self.own_s + held_s
            self.serve()
            was, now = self.own_s, self._slowed_s(station, self._there(station, held_s))
            left = self._left(station, 1.0 if station.asked_s is None else self.silent(station.asked_s))
            same = now == was or (now < inf and abs(now - was) <= _SETTLED * now)
            if same and abs(left - self.left) <= _SETTLED:
                break
            self.own_s, self.left = now, left

    def _there(self, station: Station, held_s: float) -> float:
        """Return how many requests are there on average, as in an M/M/c or M/M/c/K (Little's law)."""
        admitted = self.arriving * (1 - self.turned)
        if not admitted:
            return 0.0
        if not station.limited:  # nobody waits: n = λ (s + n slowing)
            spare = 1 - admitted * station.slowing_s
            return admitted * (station.service_s + held_s) / spare if spare > 0 else inf
        if self.service_s == inf or station.waiting is None:
            return admitted * (self.service_s + self.wait_s)
        rate = station.servers * self.left / self.service_s
        offered = min(self.arriving, station.shed_at * rate) * self.service_s / self.left
        return admitted * self.service_s * (1 + (sojourn(station.servers, offered, station.waiting)[0] - 1) / self.left)

    def _left(self, station: Station, silent: float) -> float:
        """Return the share of copies in use, where so many of those do not answer; who asks one that is out has not to wait."""
        if self.unchecked or station.asked_s is None:
            return 1.0
        back = -expm1(-station.asked_s / station.service_s)
        return max(back / (back + silent), station.fail_open, _LEAST)

    def _slowed_s(self, station: Station, there: float) -> float:
        """Return how long one request takes where so many are there, no more than there is room for."""
        room = inf if station.waiting is None else float(station.servers + station.waiting)
        return station.service_s + station.slowing_s * min(there, room) if station.slowing_s else station.service_s


class Edge:
    """A call on its way to a fixed point, with `reaching`, `late`, `tried`, `sent` and `lost` as a `State` has them.

    Tried at most `most` times and within `budget`; `alone`: once and never again. `hard`: its caller needs it; `calmed`: it is
    never in vain; `at_once`: no pause follows a refusal, so that the same place refuses all further attempts and only `again`,
    the chance of another attempt of those that were let in, makes more load; that was looked for so many times (`looks`). Of all
    of these a budget has so many `allowed`.
    `cut`: it is one of a circle that breeds calls without end, and not followed. `flow` are the requests a second that it makes.
    """

    __slots__ = ("again", "allowed", "alone", "at_once", "budget", "cache", "call", "callee", "caller", "calmed", "cut", "flow",
                 "hard", "hedge_s", "late", "looks", "lost", "most", "reaching", "restless", "sent", "timeout_s",
                 "tried")  # fmt: skip

    def __init__(self, call: Call, caller: Place, callee: Place, failing: bool, calmed: bool) -> None:
        """Start with nothing asked and nothing in vain, or everything."""
        self.call, self.caller, self.callee, self.calmed = call, caller, callee, calmed
        self.timeout_s, self.most, self.budget = call.dependency.timeout_s, call.attempts, call.budget
        self.hard, self.alone, self.cut = call.hard, calmed or call.primary >= 0, False
        self.at_once = not self.alone and call.at_once and callee.station is not None and callee.station.refuses
        self.again, self.allowed, self.restless, self.looks = float(failing), 1.0, False, 0
        self.hedge_s = call.dependency.hedge_s if call.copies > 1 and not calmed else None
        self.cache: Cached | None = None
        self.reaching, self.late, self.lost = call.calls, float(failing), float(failing)
        self.tried, self.sent, self.flow = 1.0, 1.0, 0.0
