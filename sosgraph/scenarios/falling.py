"""How often chance alone brings a system down that rates say is well: rates are means, and leave chance out."""

from math import inf
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.queueing.erlang import erlang_c
from sosgraph.scenarios.timing import Timing
from sosgraph.simulation.network import Network
from sosgraph.traffic.branches import Branches, branches


class Falling(NamedTuple):
    """By chance the queue of station `place` gets as long as callers wait, `within_s`, so many `times` in the time watched."""

    place: int
    within_s: float
    times: float


def falling(architecture: Architecture, network: Network, timing: Timing) -> Falling | None:
    """Return where chance is likeliest to bring the system down; None where an overload passes, be it by what relieves it.

    What chance makes late is tried again, and stays overloaded where `metastability` says so. In M/M/c, whose queue is n or more
    for a share C ρⁿ of the time, a queue as long as the timeout, n = cμ times it, comes about cμ (1 - ρ)² C ρⁿ times a second:
    one over the mean time until it first is so long, far above the usual. To be down, it has to be so once; by Markov's
    inequality that is no likelier than the mean number. Left out are stations whose queue is bounded below that.
    """
    found = architecture.once(branches)
    likeliest = [_of(found, network, place, timing.until_s) for place in sorted(found.vulnerable)]
    return max((each for each in likeliest if each is not None), key=lambda each: each.times, default=None)


def _of(found: Branches, network: Network, place: int, watched_s: float) -> Falling | None:
    station, state = found.demand.stations[place], found.healthy
    within_s = min((link.timeout_s for link in network.links if link.callee == place and link.timeout_s > 0), default=inf)
    if station is None or not station.limited or within_s == inf or not state.arriving[place]:
        return None
    per_s = station.held_per_s(state.service_s[place])
    busy, queue = state.arriving[place] / per_s, per_s * within_s
    if not 0 < busy < 1 or (station.waiting is not None and station.waiting < queue):
        return None
    waiting = erlang_c(station.servers, busy * station.servers)
    return Falling(place, within_s, per_s * (1 - busy) ** 2 * waiting * busy**queue * watched_s)
