# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""What a station does with a request: takes it in or refuses it, lets it wait, serves it, lets it go.

A kernel, run as it stands or compiled (`stations.pxd` beside it). Every method returns the visit that goes on at once, with its
`state` saying how, or None: nothing calls itself however deep the calls of a system are nested.
"""

from heapq import heappush
from typing import Any

from sosgraph.requests.agenda import Agenda
from sosgraph.requests.sample import Sample
from sosgraph.requests.state import (
    DONE,
    FAILED,
    FLYING,
    HELD,
    SERVED,
    SERVING,
    SUSPENDED,
    WAITING,
    Place,
    Visit,
)

_LIMITED = 1e300  # a number below this is not infinite


class Stations(Agenda):
    """The stations of a system at work; `todo` are visits that go on now, after the present one."""

    def __init__(self, limit: int, most: int, latency_s: Sample) -> None:
        """Start with nothing under way; `latency_s` is where the response times of entries go."""
        super().__init__(limit, most)
        self.latency_s = latency_s
        self.todo: list[Visit] = []
        self.late = False
        self.arrived = self.good = self.bad = 0

    def arrive(self, visit: Visit) -> Any:
        """Let a request arrive at its station."""
        place: Place = visit.place
        if place.guarded and not self.admitted(place, visit):
            return visit if visit.state == FAILED else None
        if place.busy < place.servers:
            place.busy += 1
        elif place.queued < place.room:
            place.queued += 1
            place.entered += 1
            place.area -= self.now
            visit.state = WAITING
            visit.due = self.now
            ring = place.queue
            last = ring.prev
            last.next = ring.prev = visit
            visit.prev, visit.next = last, ring
            return None
        else:
            return self.refuse(place, visit)
        place.entered += 1
        place.area -= self.now
        if place.odd or self.compiled:
            return self.start(place, visit)
        times = place.times  # as `start` does, without the call
        if not times.left:
            times.refill()
        times.left = left = times.left - 1
        visit.state = SERVING
        heappush(self.heap, (self.now + place.service * times.drawn[left], visit.number, visit))
        return None

    def start(self, place: Place, visit: Visit) -> Any:
        """Begin to serve a request, for which a server is free."""
        if place.odd:
            took = self.odd_time(place)
            if not took:
                visit.state = SERVED
                return visit
        else:  # as `following` does, without the call
            times = place.times
            if not times.left:
                times.refill()
            times.left = left = times.left - 1
            took = place.service * times.drawn[left]
        visit.state = SERVING
        if self.compiled:
            self.sift_up(self.now + took, visit.number)
        else:  # as `push` does, without the call
            heappush(self.heap, (self.now + took, visit.number, visit))
        return None

    def odd_time(self, place: Place) -> float:
        """Return how long a service takes where it takes no time, or other things than the random time alone count."""
        luck: float = 1.0 if place.regular else place.times.following()
        took: float = (place.service + place.slowing * (place.busy + place.queued - 1)) * luck + place.debt
        place.debt = 0.0
        place.worked += took
        return took

    def end(self, place: Place, visit: Visit) -> Any:
        """Let a request go that is done or failed; whoever waits longest takes its server."""
        place.area += self.now
        if place.guarded:
            self.note_held(place, visit)
        if place.queued and place.busy <= place.servers:
            started = self.start(place, self.next_of(place))
            if started is not None:
                self.todo.append(started)
        else:
            place.busy -= 1
        if place.failing and visit.state == DONE and place.luck.following() <= place.failing:
            visit.state = FAILED
        if self.late:
            return self.delayed(place, visit)
        return visit

    def note_held(self, place: Place, visit: Visit) -> int:
        """Take down how long callees held the server that a request leaves, where what a station lets in depends on that."""
        if place.slot is not None and place.base:
            ends = place.capacity * place.base / (place.base + place.held_s)
            place.held_s += (self.now - visit.served_at - place.held_s) / (1.0 + ends)
        return 0

    def next_of(self, place: Place) -> Visit:
        """Return the request that waits longest, which waits no longer."""
        ring = place.queue
        visit: Visit = ring.next
        following = visit.next
        ring.next, following.prev = following, ring
        place.queued -= 1
        return visit

    def fill(self, place: Place) -> None:
        """Let those who wait take the servers that are free."""
        while place.queued and place.busy < place.servers:
            place.busy += 1
            started = self.start(place, self.next_of(place))
            if started is not None:
                self.todo.append(started)

    def delayed(self, place: Place, visit: Visit) -> Any:
        """Let the answer be on its way for as long as triggers say; on a link, a share of the answers is lost to errors."""
        edge, delay = visit.edge, place.delay
        if edge is not None:
            delay += edge.delay
            if edge.error and visit.state == DONE and edge.luck.following() <= edge.error:
                visit.state = FAILED
        if not delay:
            return visit
        visit.left = visit.state
        visit.state = FLYING
        self.push(self.now + delay, visit)
        return None

    def admitted(self, place: Place, visit: Visit) -> bool:
        """Return whether a station that pauses or sheds takes a request in; else it is held or has failed."""
        if place.paused:
            visit.state = HELD
            ring = place.held
            last = ring.prev
            last.next = ring.prev = visit
            visit.prev, visit.next = last, ring
            return False
        if place.shed_at < _LIMITED and place.capacity < _LIMITED:
            takes = self.saved(place)
            if place.tokens < 1.0:
                self.refuse(place, visit)
                least = -1.0 - place.shed_at * place.capacity * place.base / takes
                place.tokens = max(place.tokens - place.shed_at * place.refusal / takes, least)
                return False
            place.tokens -= 1.0
        return True

    def saved(self, place: Place) -> float:
        """Fill up what a station that sheds may let in by now; return how long a request takes there."""
        takes = place.base + place.slowing * (place.busy + place.queued) + place.held_s
        rate = place.shed_at * place.capacity * place.base / takes
        place.tokens = min(1.0 + rate, place.tokens + rate * (self.now - place.tokens_at))
        place.tokens_at = self.now
        return takes

    def full(self, place: Place) -> bool:
        """Return whether a station would refuse a request that came now."""
        if place.shed_at < _LIMITED and place.capacity < _LIMITED:
            self.saved(place)
            if place.tokens < 1.0:
                return True
        return place.busy >= place.servers and place.queued >= place.room

    def refuse(self, place: Place, visit: Visit) -> Visit:
        """Refuse a request; what that costs is worked off before the next one is served, if anybody is there to refuse it."""
        place.refused += 1
        if place.servers:
            place.debt += place.refusal
        visit.state = FAILED
        return visit

    def suspend(self, place: Place, visit: Visit) -> None:
        """Let a request whose station stopped wait, on its server, until the station goes on."""
        visit.state = SUSPENDED
        ring = place.unfinished
        last = ring.prev
        last.next = ring.prev = visit
        visit.prev, visit.next = last, ring

    def resume(self, place: Place) -> None:
        """Serve those who were suspended from the start: what is left of an exponential time is one."""
        ring = place.unfinished
        while ring.next is not ring:
            visit = ring.next
            self.unlink(visit)
            started = self.start(place, visit)
            if started is not None:
                self.todo.append(started)

    def unlink(self, visit: Visit) -> None:
        """Take a visit out of the ring in which it stands."""
        before, after = visit.prev, visit.next
        before.next, after.prev = after, before
        visit.next = visit.prev = visit
