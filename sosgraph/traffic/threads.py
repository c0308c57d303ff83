"""How long anybody waits where only the threads of some callers can wait: a thread that waits asks for nothing else."""

from math import inf, sqrt
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.traffic.calls import Calls
from sosgraph.traffic.stations import Station

_MANY = 10_000
_LEAST = 1e-200
_SURE = 6.0, 14.0  # standard deviations of a sum of services, and means of one: later than that is one answer in a million


class Crowd(NamedTuple):
    """Of all threads that call a station: their mean wait is `waiting` / capacity at most, and none waits for `in_time_s`."""

    waiting: float
    in_time_s: float


def crowds(architecture: Architecture, calls: Calls, stations: tuple[Station | None, ...]) -> tuple[Crowd | None, ...]:
    """Return by station the crowd of its callers' threads; None where others can ask it, or somebody may give up and ask again.

    Of stations that ask nobody and take no longer for more requests. Where all threads are at work and call nobody else, the
    bound is the wait in the machine-repairman model M/M/c//N; with fewer at work, or longer away, they wait less.
    """
    acted = {variable.rpartition(".")[0] for each in architecture.controllers for variable in each.acts}
    components = tuple(architecture.components.values())
    threads, pauses_s, patience_s = ([start] * len(stations) for start in (0.0, inf, inf))
    asked: dict[tuple[int, int], float] = {}
    for call in calls.calls:
        caller, place, timeout_s = stations[call.caller], call.callee, call.dependency.timeout_s
        if caller is None or not caller.limited or call.copies > 1 or components[call.caller].name in acted:
            threads[place] = inf
            continue
        both = call.caller, place
        threads[place] += caller.servers if both not in asked else 0.0  # of two calls of one request there is one at a time
        asked[both] = asked.get(both, 0.0) + call.emptied
        pauses_s[place] = min(pauses_s[place], caller.service_s / max(asked[both], _LEAST))
        patience_s[place] = min(patience_s[place], inf if timeout_s is None else timeout_s)
    found: list[Crowd | None] = []
    for place, station in enumerate(stations):
        others = components[place].entry is not None or components[place].leases is not None
        if station is None or others or calls.of(place) or not 0 < threads[place] < inf or not _steady(station):
            found.append(None)
            continue
        most, each_s = threads[place], station.service_s / station.servers
        in_time_s = each_s * (max(most - station.servers, 0.0) + _SURE[0] * sqrt(most)) + _SURE[1] * station.service_s
        crowd = Crowd(_waiting(station.servers, int(most), pauses_s[place] / station.service_s), in_time_s)
        found.append(crowd if patience_s[place] >= in_time_s else None)
    return tuple(found)


def _steady(station: Station) -> bool:
    """Tell whether a service takes as long, and servers are as many, however many requests are there."""
    return station.limited and not station.slowing_s and station.asked_s is None


def _waiting(servers: int, threads: int, pause: float) -> float:
    """Return the mean wait of M/M/c//N times the capacity, where each thread pauses so many service times between two requests.

    Source: Gross et al., Fundamentals of Queueing Theory, finite-source queues.
    """
    if threads <= servers:
        return 0.0
    if threads > _MANY or pause * servers < 1 / _MANY:
        return float(threads - servers)
    weight = total = 1.0
    there = working = 0.0
    for count in range(1, threads + 1):
        weight *= (threads - count + 1) / (pause * min(count, servers))
        total, there, working = total + weight, there + weight * count, working + weight * min(count, servers)
        if weight > 1e100:
            weight, total, there, working = (value / 1e100 for value in (weight, total, there, working))
    return servers * (there - working) / working
