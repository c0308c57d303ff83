"""Callers whose attempts a trigger left without an answer: where rates let them go sooner than their timeout does."""

from collections.abc import Iterator, Sequence
from math import inf

from sosgraph.simulation.network import Link, Network
from sosgraph.simulation.trigger import Trigger

_LONG_S = 1.0  # a shorter timeout is hardly seen in a course


def let_go(network: Network, triggers: Sequence[Trigger]) -> Iterator[Link]:
    """Yield the links whose lost attempts hold their callers for a shorter time in rates than they do.

    Callers without a concurrency have no threads to be held. Those of others are held until their timeout, but all are taken in
    the beginning and again a timeout later, of which rates know the mean alone. Answers that take longer than the timeout on
    their way go on doing so afterwards, while rates let all of them arrive: only threads notice.
    """
    for each in triggers:
        for place, link in enumerate(network.links):
            if not _LONG_S < link.timeout_s < inf:
                continue
            unlimited = network.stations[link.caller].concurrency is None
            asked = each.place == (place if each.on_link else link.callee)
            lost = each.kind == "outage" and each.on_link and (unlimited or link.timeout_s < each.duration_s < inf)
            late = each.kind == "latency" and not unlimited and each.duration_s < inf and each.delay_s >= link.timeout_s
            if asked and (lost or late):
                yield link
