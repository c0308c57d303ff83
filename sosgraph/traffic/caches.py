"""Caches in a steady state: full, unless nothing is stored in them."""

from typing import NamedTuple

from sosgraph.model.dependency import LOOK_ASIDE
from sosgraph.traffic.calls import Calls

NOTHING = 1e-9
"""Of less than this share of calls an answer is stored: as good as of none."""


class Cached(NamedTuple):
    """A call with a cache: `reaching` by position, while it is full and while it is empty; that of its fallback follows it.

    `late`: what comes too late is stored as well, read-through or since nobody gives up.
    """

    first: int
    full: tuple[float, ...]
    empty: tuple[float, ...]
    late: bool

    def reaching(self, served: bool, answered: bool) -> tuple[float, ...]:
        """Return the calls that reach the callee where anything is `served`, or `answered` in time: all if nothing is stored.

        Nothing is lost again that was stored once, so that any share of answers fills the cache in the end.
        """
        return self.full if (served if self.late else answered) else self.empty


def cached(calls: Calls, calmed: frozenset[int]) -> dict[int, Cached]:
    """Return the calls with a cache by position, but those that are `calmed`: they are never in vain."""
    found = {}
    for place, call in enumerate(calls.calls):
        cache = call.dependency.cache
        if cache is None or call.primary >= 0 or place in calmed:
            continue
        both = [call, *(each for each in calls.calls[place + 1 : place + 2] if each.primary == place)]
        late = cache.fill != LOOK_ASIDE or call.dependency.timeout_s is None
        found[place] = Cached(place, tuple(each.calls for each in both), tuple(each.uncached for each in both), late)
    return found
