# cython: annotation_typing=False
"""What happens to a request whose answer nobody waits for: it is worked on all the same, or called off with all that it asked.

A kernel, run as it stands or compiled (`calling_off.pxd` beside it).
"""

from typing import Any

from sosgraph.requests.state import ARRIVING, CALLING, DEAD, FLYING, HELD, SUSPENDED, WAITING, Edge, Place, Visit
from sosgraph.requests.stations import Stations


class CallingOff(Stations):
    """Attempts given up."""

    def abandon(self, edge: Edge, visit: Any) -> None:
        """Wait no longer for an answer; where the link `cancels`, what is worked on for it is called off."""
        if visit is None:
            return
        visit.parent = None
        if not edge.cancels:
            return
        pending = [visit]
        while pending:
            visit = pending.pop()
            visit.parent = None
            if visit.state == FLYING or visit.state == DEAD:
                continue
            if visit.state == CALLING:
                self.forget(visit, pending)
                if visit.place.guarded:
                    self.note_held(visit.place, visit)
                self.leave(visit.place, visit)
                self.free.append(visit)
            else:
                self.leave(visit.place, visit)

    def forget(self, visit: Visit, pending: list[Visit]) -> None:
        """Let a request that is called off wait for nothing; what it asked is called off too."""
        if visit.calls.timed:
            self.unlink(visit)
        if visit.hedge is not None:
            visit.hedge.parent = visit.hedge = None
        if visit.child is not None:
            pending.append(visit.child)
        if visit.twin is not None:
            pending.append(visit.twin)
        visit.child = visit.twin = None

    def settles(self, edge: Edge, parent: Visit, visit: Visit, good: bool) -> bool:
        """Return whether an answer settles the attempt: the first good one does, the last bad one where there are two copies."""
        if parent.twin is not None:
            other = parent.twin if parent.child is visit else parent.child
            parent.child, parent.twin = other, None
            if not good:
                return False
            self.abandon(edge, other)
        elif not good and edge.patient:
            parent.child = None
            return False
        return True

    def leave(self, place: Place, visit: Visit) -> None:
        """Take a request out that is called off: it waits, is held, is served, or waits for an answer."""
        state = visit.state
        visit.state = DEAD
        if state in (WAITING, HELD, SUSPENDED):
            self.unlink(visit)
            self.free.append(visit)
        if state in (HELD, ARRIVING):
            return
        place.area += self.now
        place.given_up += 1
        if state == WAITING:
            place.queued -= 1
        else:
            place.busy -= 1
            self.fill(place)
