"""Callers whose attempts an outage of a call lost: where rates let them go sooner than their timeout does."""

from collections.abc import Iterator, Sequence
from math import inf

from sosgraph.simulation.network import Link, Network
from sosgraph.simulation.trigger import Trigger

_LONG_S = 1.0  # a shorter timeout is hardly seen in a course


def let_go(network: Network, triggers: Sequence[Trigger]) -> Iterator[Link]:
    """Yield the links whose lost attempts hold their callers for a shorter time in rates than they do.

    Callers without a concurrency have no threads to be held. Those of others are held until their timeout, but all are taken in
    the beginning and again a timeout later, of which rates know the mean alone.
    """
    for each in triggers:
        if each.kind == "outage" and each.on_link:
            link = network.links[each.place]
            unlimited = network.stations[link.caller].concurrency is None
            if _LONG_S < link.timeout_s < inf and (unlimited or link.timeout_s < each.duration_s < inf):
                yield link
