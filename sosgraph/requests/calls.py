# cython: annotation_typing=False
"""What a request does after its service: it asks other stations, in turn, again where that failed, and answers.

A kernel, run as it stands or compiled (`calls.pxd` beside it); its methods return what goes on at once, like those of stations.
"""

from typing import Any

from sosgraph.requests.calling_off import CallingOff
from sosgraph.requests.state import (
    ACTION,
    ARRIVING,
    BACKING_OFF,
    CALLED,
    CALLING,
    DONE,
    FAILED,
    HEDGE,
    LOST,
    NEXT_ATTEMPT,
    NEXT_CALL,
    NEXT_STEP,
    Edge,
    Slot,
    Visit,
)

_BUCKET = 10.0  # retries that a budget saves up at most
_LIMITED = 1e300  # a time-out below this is one


class Calls(CallingOff):
    """The links of a system at work."""

    def served(self, visit: Visit) -> Any:
        """Go on when the service of a request is over, unless its station was stopped meanwhile."""
        place = visit.place
        if place.stopped:
            self.suspend(place, visit)
            return None
        slot = place.slot
        if slot is None:
            visit.state = DONE
            return self.end(place, visit)
        visit.served_at = self.now
        return self.step(visit, slot)

    def step(self, visit: Visit, slot: Slot) -> Any:
        """Begin a step of what a request does."""
        visit.slot = slot
        edge: Edge = slot.edge
        if edge is None:
            return self.into(visit, slot)
        if edge.sure:
            visit.left = edge.whole
            visit.calls = edge
            visit.tries = 1
            return self.send(edge, visit)
        left = edge.whole
        if edge.part and edge.luck.following() <= edge.part:
            left += 1
        if edge.probability < 1.0 and edge.luck.following() > edge.probability:
            left = 0
        visit.left = left
        if not left:
            visit.state = CALLED
            return visit
        visit.calls, visit.state = edge, NEXT_CALL
        return visit

    def into(self, visit: Visit, slot: Slot) -> Visit:
        """Begin a group with any of its members: none is done yet, none tried."""
        band = slot.first.band
        place = 2 * band.depth
        if visit.tally is None:
            visit.tally = []
        while len(visit.tally) <= place + 1:
            visit.tally.append(0)
        visit.tally[place] = visit.tally[place + 1] = 0
        visit.slot = band.steps[int(band.size - band.size * band.luck.following())]
        visit.state = NEXT_STEP
        return visit

    def call(self, visit: Visit) -> Any:
        """Begin a call: the cache of the link answers it, or an attempt is made."""
        edge: Edge = visit.calls
        if edge.cached:
            edge.asked += 1
            if edge.luck.following() <= edge.hit_rate * edge.filled:
                edge.hits += 1
                return self.called(visit)
        visit.tries = 0
        return self.attempt(visit)

    def attempt(self, visit: Visit) -> Any:
        """Make the next attempt of a call."""
        edge: Edge = visit.calls
        visit.tries += 1
        if not edge.plain and not self.allowed(edge, visit):
            visit.state = LOST
            return visit
        if visit.tries > 1:
            edge.retries += 1
        return self.send(edge, visit)

    def send(self, edge: Edge, visit: Visit) -> Any:
        """Send an attempt, and wait for its answer."""
        visit.state = CALLING
        if edge.timed:
            visit.due = self.now + edge.timeout
            ring = edge.timers
            last = ring.prev
            last.next = ring.prev = visit
            visit.prev, visit.next = last, ring
            if not edge.armed:
                edge.armed = True
                self.push(visit.due, edge.alarm)
        if edge.lost:
            return None
        free = self.free
        child = free.pop() if free else self.new()
        child.place = edge.callee
        child.edge = edge
        child.parent = visit
        visit.child = child
        return self.arrive(child)

    def allowed(self, edge: Edge, visit: Visit) -> bool:
        """Return whether throttle and breaker let an attempt through; a first one adds to the budget, its copy is planned."""
        if visit.tries == 1 and edge.budget >= 0.0:
            edge.tokens = min(_BUCKET, edge.tokens + edge.budget)
        if edge.throttle is not None and not edge.throttle.allows(self.now):
            return False
        if edge.breaker is not None and not edge.breaker.allows(self.now):
            return False
        if edge.hedge_after < _LIMITED:
            hedge = self.free.pop() if self.free else self.new()
            hedge.state, hedge.parent, visit.hedge = HEDGE, visit, hedge
            self.push(self.now + edge.hedge_after, hedge)
        return True

    def hedged(self, hedge: Visit) -> Any:
        """Send the second copy of an attempt that is not answered yet."""
        visit = hedge.parent
        hedge.parent = None
        self.free.append(hedge)
        if visit is None:
            return None
        visit.hedge = None
        if visit.child is None:  # the link lost the first copy, and loses the second
            return None
        edge: Edge = visit.calls
        edge.copied += 1
        twin = self.free.pop() if self.free else self.new()
        twin.place, twin.edge, twin.parent, twin.state = edge.callee, edge, visit, ARRIVING
        visit.twin = twin
        return twin

    def rung(self, edge: Edge) -> Any:
        """Give up the attempt that waits longest, where its time is over; look again when the next one's is."""
        ring = edge.timers
        visit = ring.next
        if visit is ring:
            edge.armed = False
            return None
        if visit.due > self.now:
            self.push(visit.due, edge.alarm)
            return None
        if visit.next is ring:
            edge.armed = False
        else:
            self.push(visit.next.due, edge.alarm)
        edge.timeouts += 1
        self.abandon(edge, visit.child)
        self.abandon(edge, visit.twin)
        visit.twin = None
        return self.outcome(edge, visit, False)

    def answer(self, visit: Visit) -> Any:
        """Give the answer to whoever waits for it."""
        edge, good = visit.edge, visit.state == DONE
        if edge is None:
            self.over(visit, good)
            return None
        parent = visit.parent
        if not edge.plain:
            if edge.through and good:
                edge.filled += (1.0 - edge.filled) / edge.entries
            if parent is not None and not self.settles(edge, parent, visit, good):
                parent = None
        visit.parent = None
        self.free.append(visit)
        if parent is None:
            return None
        return self.outcome(edge, parent, good)

    def over(self, visit: Visit, good: bool) -> None:
        """Count a request from outside that is over; something outside of the kernel goes on where it asked for one."""
        if visit.action is not None:
            visit.state = ACTION
            self.push(self.now, visit)
            return
        if good:
            self.good += 1
            self.latency_s.add(self.now - visit.began)
        else:
            self.bad += 1
        self.free.append(visit)

    def outcome(self, edge: Edge, visit: Visit, good: bool) -> Any:
        """Go on after an attempt that was answered, or was not in time."""
        visit.child = None
        if edge.timed:
            before, after = visit.prev, visit.next
            before.next, after.prev = after, before
        if not edge.plain:
            self.note(edge, visit, good)
        if not good:
            return self.failed(visit)
        # as `called` comes to, without the calls; in a group, something follows
        if visit.left == 1 and visit.slot.following is None:
            visit.state = DONE
            return self.end(visit.place, visit)
        return self.called(visit)

    def note(self, edge: Edge, visit: Visit, good: bool) -> None:
        """Tell cache, breaker and throttle how an attempt went; no second copy is sent any more."""
        if visit.hedge is not None:
            visit.hedge.parent = visit.hedge = None
        if good and edge.cached and not edge.through:
            edge.filled += (1.0 - edge.filled) / edge.entries
        if edge.breaker is not None:
            edge.breaker.note(self.now, good)
        if edge.throttle is not None:
            edge.throttle.note(self.now, good)

    def failed(self, visit: Visit) -> Any:
        """Go on after a lost attempt: try again, ask the fallback, do without, or fail."""
        edge: Edge = visit.calls
        if visit.tries < edge.attempts and self.affords(edge):
            wait = edge.pause(visit) if edge.backoff else 0.0
            if wait > 0.0:
                visit.state = BACKING_OFF
                self.push(self.now + wait, visit)
                return None
            visit.state = NEXT_ATTEMPT
            return visit
        if edge.fallback is not None and (edge.coverage >= 1.0 or edge.luck.following() <= edge.coverage):
            visit.calls, visit.state = edge.fallback, NEXT_CALL
            return visit
        if visit.slot.band is None and not visit.slot.edge.hard:
            return self.called(visit)
        return self.stepped(visit, False)

    def affords(self, edge: Edge) -> bool:
        """Return whether the budget has a retry left, which is then spent."""
        if edge.budget < 0.0:
            return True
        if edge.tokens < 1.0:
            return False
        edge.tokens -= 1.0
        return True

    def called(self, visit: Visit) -> Any:
        """Go on after a call: the next one of this step, or the next step."""
        visit.left -= 1
        if visit.left > 0:
            visit.calls, visit.state = visit.slot.edge, NEXT_CALL
            return visit
        return self.stepped(visit, True)

    def stepped(self, visit: Visit, good: bool) -> Any:
        """Go on after a step: where it belongs to a group, that is enough, hopeless, or goes on."""
        slot: Slot = visit.slot
        while slot.band is not None:
            band = slot.band
            place = 2 * band.depth
            if good:
                visit.tally[place] += 1
            visit.tally[place + 1] += 1
            if visit.tally[place] >= band.need:
                good = True
            elif visit.tally[place] + band.size - visit.tally[place + 1] < band.need:
                good = False
            else:
                visit.slot = slot.following
                visit.state = NEXT_STEP
                return visit
            slot = band.slot
        if good and slot.following is not None:
            return self.step(visit, slot.following)
        visit.state = DONE if good else FAILED
        return self.end(visit.place, visit)
