# cython: annotation_typing=False
"""What a simulation remembers: requests, the stations they are at, and the links they came by (`state.pxd` beside it).

A kernel, run as it stands or compiled. Whatever waits in the calendar is a `Visit`, of which `state` says what happens next.
"""

from math import inf
from typing import Any

# A request is over, well or not; at a station it arrives, waits, is served, was served, waits for the answer to a call, or for
DONE, FAILED, ARRIVING, WAITING, SERVING, SERVED, CALLING, BACKING_OFF = range(8)
# its next attempt. Its service stopped with the station; the station takes nothing in; its answer travels; called off.
SUSPENDED, HELD, FLYING, DEAD = range(8, 12)
# What a request that calls does at once: its next step, call or attempt; what follows the calls of a step, or a lost attempt.
NEXT_STEP, NEXT_CALL, NEXT_ATTEMPT, CALLED, LOST = range(12, 17)
# No request: one arrives from outside; the earliest time-out of a link; a second copy is due; something outside of the kernel.
SOURCE, ALARM, HEDGE, ACTION = range(17, 21)

UNLIMITED = (1 << 30) - 1  # servers, places to wait, attempts: CPython compares numbers of up to 30 bits faster
_DOUBLINGS = 100.0  # of a wait before an attempt, at most


class Visit:
    """A request at a station, or anything else that waits in the calendar; `number` tells it from all others.

    `parent` waits for its answer, which was asked by `edge`. It stands in a ring by `next` and `prev`: of its station while it
    waits, of the link whose answer it waits for while it calls. `slot` is what it does after its service, `calls` the link that
    it asks now, `left` times, with the attempt number `tries`, by `child` and `twin`, having `paused` before; its service
    was over at `served_at`. Of a group `tally` counts the members done.
    """

    __slots__ = ("action", "began", "calls", "child", "due", "edge", "hedge", "left", "next", "number", "parent",
                 "paused", "place", "prev", "served_at", "slot", "state", "tally", "tries", "twin")  # fmt: skip

    def __init__(self, number: int) -> None:
        """Start alone in its ring."""
        self.number = number
        self.state = DEAD
        self.place: Any = None
        self.edge: Any = None
        self.parent: Any = None
        self.child: Any = None
        self.twin: Any = None
        self.hedge: Any = None
        self.next: Any = self
        self.prev: Any = self
        self.slot: Any = None
        self.calls: Any = None
        self.tally: Any = None
        self.action: Any = None
        self.left = self.tries = 0
        self.began = self.due = self.paused = self.served_at = 0.0


class Place:
    """A station: `busy` of its `servers` (0 while it is `stopped`), and `queued` requests in the ring `queue`.

    `entered`, `refused` and `given_up` (called off) requests so far. At the last step `inside` were there; the times of those
    who entered since are taken from `area`, of those who went added. `odd`: a service takes no time, longer than the random time
    alone, or is measured: its servers `worked` for so many seconds of the `manned_s` for which they were there, up to `sized_at`.
    A server is `held_s` by a request that waits for callees, on average of the last second, noted where it sheds. A health check
    keeps `away` copies, which are none of `copies`.
    """

    __slots__ = ("area", "arrivals", "away", "base", "busy", "capacity", "concurrency", "copies", "debt", "delay", "entered",
                 "failing", "given_up", "guarded", "held", "held_s", "inside", "lost", "luck", "manned_s", "name", "number",
                 "odd", "paused", "queue", "queued", "refusal", "refused", "regular", "room", "servers", "service", "shed_at",
                 "sized_at", "slot", "slowing", "stopped", "times", "tokens", "tokens_at", "unfinished", "worked")  # fmt: skip

    def __init__(self, number: int, name: str, arrivals: Any, times: Any, luck: Any) -> None:
        """Start with one that nothing limits and that takes no time."""
        self.number, self.name, self.arrivals, self.times, self.luck = number, name, arrivals, times, luck
        self.servers = self.room = UNLIMITED
        self.busy = self.queued = self.inside = self.entered = self.refused = self.given_up = self.copies = self.away = 0
        self.base = self.service = self.slowing = self.failing = self.delay = self.area = self.worked = 0.0
        self.refusal = self.debt = self.tokens = self.tokens_at = self.lost = self.manned_s = self.sized_at = self.held_s = 0.0
        self.shed_at = self.concurrency = self.capacity = inf
        self.stopped = self.paused = self.guarded = self.regular = False
        self.odd = True
        self.slot: Any = None
        self.queue, self.held, self.unfinished = Visit(-1), Visit(-1), Visit(-1)


class Edge:
    """A link: what it is set to (`plain` and `sure`: little; `timed`: a time-out), what happened since the last step.

    In the ring `timers` stand those who wait for its answer, in the order in which they will give up.
    """

    __slots__ = ("alarm", "armed", "asked", "attempts", "backoff", "breaker", "budget", "cached", "callee", "cancels",
                 "copied", "coverage", "decorrelated", "delay", "entries", "error", "fallback", "filled", "hard", "hedge_after",
                 "hit_rate", "hits", "jitter", "lost", "luck", "multiplier", "number", "part", "patient", "plain",
                 "probability", "retries", "sure", "throttle", "through", "timed", "timeout", "timeouts", "timers", "tokens",
                 "waits", "whole")  # fmt: skip

    def __init__(self, number: int, callee: Place, luck: Any, waits: Any) -> None:
        """Start with one call, one attempt and no policy."""
        self.number, self.callee, self.luck, self.waits = number, callee, luck, waits
        self.whole = self.attempts = 1
        self.probability = self.coverage = self.multiplier = self.filled = 1.0
        self.jitter = self.part = self.backoff = self.hit_rate = self.tokens = self.delay = self.error = 0.0
        self.timeout = self.hedge_after = self.entries = inf
        self.budget = -1.0
        self.hard = self.plain = True
        self.sure = self.timed = False
        self.decorrelated = self.cached = self.through = self.cancels = self.lost = self.armed = self.patient = False
        self.fallback: Any = None
        self.breaker: Any = None
        self.throttle: Any = None
        self.copied = self.retries = self.timeouts = self.hits = self.asked = 0
        self.timers = Visit(-1)
        self.alarm = Visit(-1)

    def pause(self, visit: Visit) -> float:
        """Return how long a caller waits before its next attempt."""
        wait: float = self.backoff
        if self.decorrelated:
            last = visit.paused if visit.tries > 1 else wait
            visit.paused = wait + (3.0 * last - wait) * self.waits.following()
            return visit.paused
        if self.multiplier != 1.0:
            wait *= self.multiplier ** min(visit.tries - 1.0, _DOUBLINGS)
        if self.jitter:
            wait *= 1.0 - self.jitter + self.jitter * self.waits.following()
        return wait


class Slot:
    """One step of what a station does for a request: the calls of `edge`, or those of a group, whose first step is `first`.

    `following` comes next; `band` is the group that it belongs to, in which the first member follows the last one.
    """

    __slots__ = ("band", "edge", "first", "following")

    def __init__(self) -> None:
        """Start as the last step."""
        self.edge: Any = None
        self.first: Any = None
        self.following: Any = None
        self.band: Any = None


class Band:
    """A group: `need` of its `size` members, which are `steps`, must do; `luck` says which one is asked first.

    `slot` is the step that it is itself, `depth` the number of groups around it.
    """

    __slots__ = ("depth", "luck", "need", "size", "slot", "steps")

    def __init__(self, need: int, slot: Slot, depth: int, steps: list[Slot], luck: Any) -> None:
        """Start with nothing done."""
        self.need, self.slot, self.depth = need, slot, depth
        self.steps, self.size, self.luck = steps, len(steps), luck
