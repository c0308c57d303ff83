"""Which share of requests is answered in time at the offered load, every part taken alone."""

from math import sqrt

from sosgraph.queueing.erlang import slower
from sosgraph.queueing.mmck import refused
from sosgraph.queueing.retry_fixpoint import attempts, unanswered
from sosgraph.scenarios.response import Response, responses
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand
from sosgraph.traffic.failing import failing
from sosgraph.traffic.stations import Station


def timely(found: Demand, alike: bool = False) -> list[float]:
    """Return by position the share of a component's requests that is let in, and of which no needed call times out.

    Linear in the calls. Where more arrives than can be served, that is a share of what can be. Each attempt is late or refused
    with the same chance, independent of the others, and adds no load: that it does is what the parts, each taken alone, do not
    tell. Several calls of one request to one callee are `alike` or each on its own, too: they meet the same queue soon after one
    another, and what is true lies between. What calls go around in a circle are counted once.
    """
    calls, taken = found.calls, responses(found)
    reaching = [call.calls for call in calls.calls]
    lost, answered = [0.0] * len(calls.calls), [1.0] * len(calls.names)
    for members in found.failing.strong:
        for place in members:
            for number in range(calls.starts[place], calls.starts[place + 1]):
                call = calls.calls[number]
                failed = 1 - (1 - _late(found, call, taken[call.callee])) * answered[call.callee]
                lost[number] = unanswered(failed, attempts(failed, call.attempts, call.budget))
            served = 1 - _refused(found.stations[place], found.offered[place])
            answered[place] = served * (1 - failing(calls, reaching, lost, place, alike))
    return answered


def timely_of_all(found: Demand, alike: bool = False) -> float:
    """Return the share of all that arrives that is answered in time; 1 where nothing arrives."""
    rate = sum(found.arriving)
    return sum(map(float.__mul__, found.arriving, timely(found, alike))) / rate if rate else 1.0


def wobble_s(found: Demand) -> float:
    """Return the relative variance of the share answered in time, as a mean over one second, in seconds; 0 where all are.

    What a queue does now it does for a while: over T seconds the variance is no more than 2τ/T of that of one request, with the
    relaxation time τ = 1 / (√μ - √λ)² of the slowest queue. Source: P. M. Morse, Stochastic properties of waiting lines, 1955;
    of several servers, with their rate together. Of a station that is always busy it is that of what arrives and is served.
    """
    share = timely_of_all(found)
    asked = {call.callee for call in found.calls.calls if call.dependency.timeout_s is not None}
    slowest_s = busiest_s = 0.0
    for place, (station, arriving) in enumerate(zip(found.stations, found.offered, strict=True)):
        unlucky = station is not None and (place in asked or station.waiting is not None)
        if station is not None and unlucky and 0 < arriving < station.per_s:
            slowest_s = max(slowest_s, 1 / (sqrt(station.per_s) - sqrt(arriving)) ** 2)
        elif station is not None and arriving >= station.per_s:
            busiest_s = max(busiest_s, 1 / arriving + 1 / station.per_s)
    return (1 - share) / share * 2 * slowest_s + busiest_s if share else 0.0


def _late(found: Demand, call: Call, callee: Response) -> float:
    """Return the share of attempts that are late, of those that are let in.

    Exact (M/M/c) where the callee calls nobody and its queue is endless, as of a gamma distribution else.
    """
    timeout_s, station, arriving = call.dependency.timeout_s, found.stations[call.callee], found.offered[call.callee]
    if timeout_s is None:
        return 0.0
    if station is not None and station.waiting is None and not found.calls.of(call.callee):
        return slower(station.servers, arriving * station.service_s, timeout_s / station.service_s)
    return callee.longer(timeout_s)


def _refused(station: Station | None, arriving: float) -> float:
    """Return the share of requests that find no place (M/M/c/K), of those that it has the time to serve."""
    if station is None or station.waiting is None or not arriving:
        return 0.0
    let_in = 1 - refused(station.servers, arriving * station.service_s, station.waiting)
    return max(0.0, 1 - let_in * max(1.0, arriving / station.per_s))
