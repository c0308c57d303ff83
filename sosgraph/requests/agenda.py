# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""What happens when: the visits that wait for their time, the earliest first.

A kernel, run as it stands or compiled (`agenda.pxd` beside it). Interpreted, nothing is faster than heapq; compiled, nothing is
faster than a heap of C numbers. Both give the same order: by time, and at the same time by the number of the visit.
"""

from array import array
from collections.abc import MutableSequence
from heapq import heappop, heappush
from typing import Any

from sosgraph.requests.state import Visit

COMPILED = not __file__.endswith(".py")

_FIRST_ROOM = 256


class TooMany(Exception):
    """More visits would be under way than allowed."""


class Agenda:
    """Visits by time; `now` is the time of the last one that was taken out. There are `limit` steps and `most` visits at most."""

    def __init__(self, limit: int, most: int, compiled: bool = COMPILED) -> None:
        """Start at time 0 with nothing; `compiled` chooses the heap of numbers."""
        self.now = 0.0
        self.steps, self.limit, self.most = 0, limit, most
        self.compiled = compiled
        self.heap: list[tuple[float, int, Visit]] = []
        self.visits: list[Visit] = []
        self.free: list[Visit] = []
        self.size, self.room = 0, _FIRST_ROOM
        self.times: MutableSequence[Any] = array("d", [0.0]) * self.room
        self.numbers: MutableSequence[Any] = array("i", [0]) * self.room

    def new(self) -> Visit:
        """Return a visit that was not used before."""
        if len(self.visits) >= self.most:
            raise TooMany
        visit = Visit(len(self.visits))
        self.visits.append(visit)
        return visit

    def push(self, when: float, visit: Visit) -> None:
        """Let `visit` wait until `when`; it must not wait already."""
        if self.compiled:
            self.sift_up(when, visit.number)
        else:
            heappush(self.heap, (when, visit.number, visit))

    def pop(self) -> Any:
        """Return the visit whose time comes next and make that `now`; None where nothing waits."""
        if self.compiled:
            return self.first()
        if not self.heap:
            return None
        self.now, _, visit = heappop(self.heap)
        return visit

    def sift_up(self, when: float, number: int) -> None:
        """Put a time and a number into the heap of numbers."""
        if self.size == self.room:
            self.times = self.times_of(2 * self.room)
            self.numbers = self.numbers_of(2 * self.room)
            self.room *= 2
        place = self.size
        self.size += 1
        while place:
            above = (place - 1) >> 1
            if self.times[above] < when or (self.times[above] == when and self.numbers[above] < number):
                break
            self.times[place], self.numbers[place] = self.times[above], self.numbers[above]
            place = above
        self.times[place], self.numbers[place] = when, number

    def first(self) -> Any:
        """Take the first out of the heap of numbers, which the last one then replaces; None where it is empty."""
        if not self.size:
            return None
        self.size -= 1
        size, place, visit = self.size, 0, self.visits[self.numbers[0]]
        self.now = self.times[0]
        when, number = self.times[size], self.numbers[size]
        child = 1
        while child < size:
            other = child + 1
            if other < size and (
                self.times[other] < self.times[child]
                or (self.times[other] == self.times[child] and self.numbers[other] < self.numbers[child])
            ):
                child = other
            if when < self.times[child] or (when == self.times[child] and number < self.numbers[child]):
                break
            self.times[place], self.numbers[place] = self.times[child], self.numbers[child]
            place = child
            child = 2 * place + 1
        self.times[place], self.numbers[place] = when, number
        return visit

    def times_of(self, room: int) -> MutableSequence[Any]:
        """Return the times in an array of so many."""
        grown = array("d", [0.0]) * room
        for place in range(self.size):
            grown[place] = self.times[place]
        return grown

    def numbers_of(self, room: int) -> MutableSequence[Any]:
        """Return the numbers in an array of so many."""
        grown = array("i", [0]) * room
        for place in range(self.size):
            grown[place] = self.numbers[place]
        return grown
