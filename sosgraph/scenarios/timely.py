"""Which share of requests is answered in time at the offered load, every part taken alone."""

from math import sqrt

from sosgraph.queueing.erlang import slower
from sosgraph.queueing.retry_fixpoint import attempts, unanswered
from sosgraph.scenarios.response import Response, responses
from sosgraph.traffic.calls import Call
from sosgraph.traffic.demand import Demand
from sosgraph.traffic.failing import failing


def timely(found: Demand) -> list[float]:
    """Return by position the share of a component's requests of which no needed call times out; linear in the calls.

    Each attempt is late with the same chance, independent of the others, and adds no load: that it does is what the parts,
    each taken alone, do not tell. What calls go around in a circle are counted once.
    """
    calls, taken = found.calls, responses(found)
    lost, answered = [0.0] * len(calls.calls), [1.0] * len(calls.names)
    for members in found.failing.strong:
        for place in members:
            for number in range(calls.starts[place], calls.starts[place + 1]):
                call = calls.calls[number]
                failed = 1 - (1 - _late(found, call, taken[call.callee])) * answered[call.callee]
                lost[number] = unanswered(failed, attempts(failed, call.attempts, call.budget))
            answered[place] = 1 - failing(calls, lost, place)
    return answered


def timely_of_all(found: Demand) -> float:
    """Return the share of all that arrives that is answered in time; 1 where nothing arrives."""
    rate = sum(found.arriving)
    return sum(map(float.__mul__, found.arriving, timely(found))) / rate if rate else 1.0


def wobble_s(found: Demand) -> float:
    """Return the relative variance of the share answered in time, as a mean over one second, in seconds; 0 where nothing is late.

    What a queue does now it does for a while: over T seconds the variance is no more than 2τ/T of that of one request, with the
    relaxation time τ = 1 / (√μ - √λ)² of the slowest queue. Source: P. M. Morse, Stochastic properties of waiting lines, 1955;
    of several servers, with their rate together.
    """
    share = timely_of_all(found)
    asked = {call.callee for call in found.calls.calls if call.dependency.timeout_s is not None}
    slowest_s = 0.0
    for place in asked:
        station, arriving = found.stations[place], found.offered[place]
        if station is not None and 0 < arriving < station.per_s:
            slowest_s = max(slowest_s, 1 / (sqrt(station.per_s) - sqrt(arriving)) ** 2)
    return (1 - share) / share * 2 * slowest_s if share else 0.0


def _late(found: Demand, call: Call, callee: Response) -> float:
    """Return the share of attempts that are late: exact (M/M/c) where the callee calls nobody, as of a gamma distribution else.

    Of a bounded queue that is always full, what is let in waits for all of it.
    """
    timeout_s, station, arriving = call.dependency.timeout_s, found.stations[call.callee], found.offered[call.callee]
    if timeout_s is None:
        return 0.0
    if station is not None and arriving >= station.per_s:
        full = station.waiting
        return float(full is None or station.service_s + full / station.per_s > timeout_s)
    if station is not None and not found.calls.of(call.callee):
        return slower(station.servers, arriving * station.service_s, timeout_s / station.service_s)
    return callee.longer(timeout_s)
