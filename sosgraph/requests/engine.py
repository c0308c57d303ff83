# cython: annotation_typing=False
"""The engine: takes what comes next, until something happens that is not a request (`engine.pxd` beside it)."""

from heapq import heappop
from typing import Any

from sosgraph.requests.calls import Calls
from sosgraph.requests.state import (
    ACTION,
    ALARM,
    ARRIVING,
    BACKING_OFF,
    CALLED,
    FAILED,
    FLYING,
    HEDGE,
    LOST,
    NEXT_ATTEMPT,
    NEXT_CALL,
    NEXT_STEP,
    SERVED,
    SERVING,
    SOURCE,
    Visit,
)

COMPILED = not __file__.endswith(".py")


class Engine(Calls):
    """A system at work, with all that can come next."""

    def advance(self) -> Any:
        """Return the next visit that is no request, when it is due, which there must be; None where too much happened."""
        todo, heap, compiled, visit = self.todo, self.heap, self.compiled, None
        for step in range(self.limit - self.steps):
            if visit is None:
                if todo:
                    visit = todo.pop()
                elif compiled:
                    visit = self.first()
                else:  # as `pop` does, without the call
                    self.now, _, visit = heappop(heap)
            state = visit.state
            if state == SERVING:
                visit = self.served(visit)
            elif state <= FAILED:
                visit = self.answer(visit)
            elif state == SOURCE:
                visit = self.source(visit)
            elif state < ACTION:
                visit = self.rare(state, visit)
            else:
                self.steps += step + 1
                return visit
        self.steps = self.limit
        return None

    def rare(self, state: int, visit: Visit) -> Any:
        """Let happen what happens less often."""
        if state == SERVED:
            return self.served(visit)
        if state == ARRIVING:
            return self.arrive(visit)
        if state == ALARM:
            return self.rung(visit.edge)
        if state == NEXT_CALL:
            return self.call(visit)
        if state in (NEXT_ATTEMPT, BACKING_OFF):
            return self.attempt(visit)
        if state == NEXT_STEP:
            return self.step(visit, visit.slot)
        if state == CALLED:
            return self.stepped(visit, True)
        if state == LOST:
            return self.failed(visit)
        if state == FLYING:
            visit.state = visit.left
            return self.answer(visit)
        if state == HEDGE:
            return self.hedged(visit)
        self.free.append(visit)  # it was called off
        return None

    def source(self, source: Visit) -> Any:
        """Let a request arrive from outside; the next one comes after an exponential time, of mean `began`."""
        self.arrived += 1
        source.due = due = self.now + source.began * source.place.arrivals.following()
        self.push(due, source)
        visit = self.free.pop() if self.free else self.new()
        visit.place = source.place
        visit.edge = None
        visit.began = self.now
        return self.arrive(visit)
