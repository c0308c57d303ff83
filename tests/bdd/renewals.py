"""The oracle of outages: parts that go up and down on their own, watched for one window after the other."""

from collections.abc import Callable, Sequence
from heapq import heapify, heapreplace
from math import sqrt
from random import Random


def downtimes(
    parts: Sequence[tuple[float, float]], down: Callable[[Sequence[bool]], bool], window: float, windows: int = 10_000
) -> list[float]:
    """Return by window for how long the system was down; a part has its unavailability and its mean time to repair.

    Windows begin in the steady state. `down` tells from which parts are down whether the system is.
    """
    random, found = Random(1), []
    for _ in range(windows):
        failed = [random.random() < unavailability for unavailability, _ in parts]

        def lasts(part: int, failed: Sequence[bool] = failed) -> float:
            unavailability, repair = parts[part]
            return random.expovariate(1 / repair if failed[part] else unavailability / (1 - unavailability) / repair)

        events = [(lasts(part), part) for part in range(len(parts))]
        heapify(events)
        now = total = 0.0
        while now < window:
            until, part = events[0]
            total += (min(until, window) - now) * down(failed)
            now = until
            failed[part] = not failed[part]
            heapreplace(events, (now + lasts(part), part))
        found.append(total)
    return found


def share_within(found: Sequence[float], budget: float) -> tuple[float, float]:
    """Return the share of windows with no more downtime than the budget, and four of its standard errors."""
    share = sum(each <= budget for each in found) / len(found)
    return share, 4 * sqrt(max(share * (1 - share), 1 / len(found)) / len(found))
