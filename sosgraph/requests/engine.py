# cython: annotation_typing=False
"""The engine: takes what comes next, until something happens that is not a request (`engine.pxd` beside it)."""

from typing import Any

from sosgraph.requests.calls import Calls
from sosgraph.requests.state import (
    ACTION,
    ALARM,
    ARRIVING,
    BACKING_OFF,
    CALLED,
    DONE,
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
        """Return the next visit that is no request, when it is due; None where nothing happens any more, or too much did."""
        todo, visit = self.todo, None
        for step in range(self.limit - self.steps):
            if visit is None:
                visit = todo.pop() if todo else self.pop()
            state = visit.state
            if state == ARRIVING:
                visit = self.arrive(visit)
            elif state == SERVING:
                visit = self.served(visit)
            elif state in (DONE, FAILED):
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
        if state == ALARM:
            return self.rung(visit.edge)
        if state == NEXT_CALL:
            return self.call(visit)
        if state in (NEXT_ATTEMPT, BACKING_OFF):
            return self.attempt(visit)
        if state == NEXT_STEP:
            return self.step(visit)
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

    def source(self, source: Visit) -> Visit:
        """Let a request arrive from outside; the next one comes after an exponential time, of mean `began`."""
        self.arrived += 1
        source.due = self.now + source.began * source.place.arrivals.following()
        self.push(source.due, source)
        visit = self.free.pop() if self.free else self.new()
        visit.place, visit.edge, visit.state, visit.entry, visit.began = source.place, None, ARRIVING, True, self.now
        return visit
