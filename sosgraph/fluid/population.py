"""How many requests a station can hold: its places say so, or the threads of all who call it."""

from math import inf

from sosgraph.fluid.arrays import MOST, Array, column
from sosgraph.simulation.network import Link, Network, Station


def populations(network: Network) -> Array:
    """Return by station how many requests are there at most whose caller still waits for them; `MOST` where nothing bounds that.

    A thread calls one callee after the other: of each it has one attempt there at a time, or both copies of one. Not bounded are
    requests from outside, of leases and of copies that start, those of callers without a limit, and what is scaled.
    """
    scaled = {each.station for each in network.scalers}
    threads = [inf if rate > 0 else 0.0 for rate in network.arriving]
    for lease in network.leases:
        threads[lease.station] = inf
    for link in network.links:
        threads[link.callee] += inf if link.caller in scaled else _at_once(network.stations[link.caller], link)
    places = [inf if place in scaled else _places(each) for place, each in enumerate(network.stations)]
    most = [
        inf if each.concurrency is None else min(one, other)
        for each, one, other in zip(network.stations, threads, places, strict=True)
    ]
    return column([min(each, MOST) for each in most])


def _at_once(caller: Station, link: Link) -> float:
    """Return how many attempts the threads of a caller have under way at most."""
    return inf if link.warm_up else caller.posts * (2 if link.hedge_s < inf else 1)


def _places(station: Station) -> float:
    return inf if station.waiting is None else station.posts + station.waiting
