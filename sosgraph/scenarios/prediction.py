"""The composed prediction: what would be seen if the parts, each taken alone, told all that there is to tell."""

from collections.abc import Iterable, Sequence
from math import inf, sqrt
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.scenarios.response import patience_s, responses
from sosgraph.scenarios.struck import STOPPED, disturbed, struck
from sosgraph.scenarios.timely import timely_of_all
from sosgraph.scenarios.timing import Timing
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.restricted import restricted
from sosgraph.traffic.demand import Demand, demand
from sosgraph.traffic.stations import Station

_DEVIATIONS = 3  # of the time that a queue takes to empty, which chance makes longer
GOODPUT_OFF = 0.05
"""By what share goodput may be off before that counts."""
ANSWERED = 0.99 * (1 - GOODPUT_OFF)
"""Where clearly less than 99 of 100 requests are answered, 99 of 100 are not within any time."""
_FILLED = 3  # time constants in which 95 % of a cache is full again


class Interval(NamedTuple):
    """From `low` to `high`, both included."""

    low: float
    high: float


class Prediction(NamedTuple):
    """What composition allows of a run: a value within the interval surprises nobody.

    `availability`: share of the requests answered from the trigger to the end of the run; `goodput_per_s`: answered a second at
    its end; `p99_s`: seconds within which 99 of 100 requests are answered at its end; `recovery_s`: seconds after the last
    trigger; `beyond`: how many components fail their callers though nothing connects them with the trigger: none.
    """

    availability: Interval
    goodput_per_s: Interval
    p99_s: Interval
    recovery_s: Interval
    beyond: Interval = Interval(0.0, 0.0)


def prediction(architecture: Architecture, scenarios: Sequence[Scenario], timing: Timing) -> Prediction:
    """Return what composition predicts of a run of `timing` under the triggers.

    While these last the structure function says which share of the requests is answered; those whose callers are patient enough
    are answered later. Afterwards all is as before: at once at best, at worst when spare capacity has worked off what arrived.
    Where a component is asked less than its hidden capacity, that holds however often is tried again (Huang et al. 2022,
    theorem 2); else composition knows first tries only. What is late at the offered load is lost, before and afterwards: at worst
    each call of a request on its own, at best all those to one callee alike, since one queue is busy or idle for a while.
    """
    calm, meanwhile = struck(architecture, ()), struck(architecture, scenarios)
    before, during = demand(calm), demand(meanwhile)
    whole, left = answered(calm), answered(meanwhile)
    usual = Interval(whole * timely_of_all(before), whole * timely_of_all(before, alike=True))
    lasting_s = min(timing.until_s, lasting(scenarios))
    longest_s = _patience_s(before)
    bound_s = longest_s
    if lasting(scenarios) == inf:
        bound_s = inf
    elif left < whole or _flushed(scenarios):
        bound_s += backlog_s(architecture, scenarios, lasting_s)
    after_s = max(0.0, timing.until_s - lasting_s)
    rate, spike = sum(before.arriving), sum(during.arriving)
    asked = rate * after_s + spike * lasting_s
    sat_out_s = min(lasting_s, max(longest_s, _held_s(during, scenarios)))
    most = spike * (sat_out_s * usual.high + (lasting_s - sat_out_s) * left) + rate * after_s * usual.high
    meanwhile_least = left * timely_of_all(during) if left >= whole else 0.0
    least = spike * lasting_s * meanwhile_least + rate * max(0.0, after_s - bound_s) * usual.low
    availability = Interval(least / asked, most / asked) if asked else Interval(1.0, 1.0)
    return Prediction(availability, Interval(rate * usual.low, rate * usual.high), _p99(before, usual), Interval(0.0, bound_s))


def answered(architecture: Architecture) -> float:
    """Return the composite availability of all entries with a rate together, each weighted by it."""
    rates = {
        name: component.entry.rate_per_s
        for name, component in architecture.components.items()
        if component.entry is not None and component.entry.rate_per_s
    }
    found = composite_availability(architecture, wanted=rates)
    whole = sum(rates.values())
    lost = sum(rate * (found[name].unavailability_low + found[name].unavailability_high) / 2 for name, rate in rates.items())
    return 1 - lost / whole if whole else 1.0


def lasting(scenarios: Iterable[Scenario]) -> float:
    """Return how long it takes from the first trigger to the end of the last, in seconds; infinite where one never ends."""
    times = [(each.start_s, each.start_s + _lasts(each)) for each in scenarios]
    return max(end for _, end in times) - min(start for start, _ in times) if times else 0.0


def _lasts(scenario: Scenario) -> float:
    if scenario.kind == "cache-flush":
        return 0.0
    return inf if scenario.duration_s is None else scenario.duration_s


def _flushed(scenarios: Iterable[Scenario]) -> bool:
    return any(each.kind == "cache-flush" for each in scenarios)


def backlog_s(architecture: Architecture, scenarios: Sequence[Scenario], lasting_s: float) -> float:
    """Return how long spare capacity takes at most to work off what arrives while the triggers last; infinite if it never does.

    Of the slowest component that has to do with what is struck: calls it, is called by it, or is struck itself. A queue of n with
    r a second to spare takes n / r on average; three standard deviations are added, as of the first passage of a Brownian motion
    whose variance is that of arrivals and service together.
    """
    calm = restricted(architecture, ("call",))
    before, during = demand(calm), demand(disturbed(calm, scenarios))
    slowest = 0.0
    for place in _touched(before, scenarios):
        station, offered = before.stations[place], before.offered[place]
        if station is None or not 0 < offered < station.per_s:
            continue
        worst = before.amplification[place]
        if offered * worst >= station.per_s:
            worst = 1.0
        stopped = any(each.kind != "load-spike" for each in scenarios)
        left = max(0.0, during.offered[place] * worst - (0.0 if stopped else station.per_s)) * lasting_s
        if station.waiting is not None:
            left = min(left, station.waiting + station.servers)
        spare = station.per_s - offered * worst
        spread_s = sqrt((station.per_s + offered * worst) * left / spare**3)
        slowest = max(slowest, left / spare + _DEVIATIONS * spread_s)
    return slowest + _filling_s(before, during, scenarios)


def _touched(found: Demand, scenarios: Sequence[Scenario]) -> set[int]:
    """Return the positions of what is struck, of all that call it and of all that it calls, however indirectly."""
    callees: dict[int, list[int]] = {}
    callers: dict[int, list[int]] = {}
    for call in found.calls.calls:
        callees.setdefault(call.caller, []).append(call.callee)
        callers.setdefault(call.callee, []).append(call.caller)
    names = {each.callee or each.component for each in scenarios}
    start = {place for place, name in enumerate(found.calls.names) if name in names}
    return _reached(start, callees) | _reached(start, callers)


def _held_s(found: Demand, scenarios: Sequence[Scenario]) -> float:
    """Return for how long all that arrives may wait at what is stopped, or asked more than it can serve, and nobody gives up.

    That is where no call on the way from outside has a timeout: without end, or until the queue is full.
    """
    if lasting(scenarios) == inf:
        return 0.0
    callees: dict[int, list[int]] = {}
    for call in found.calls.calls:
        if call.dependency.timeout_s is None:
            callees.setdefault(call.caller, []).append(call.callee)
    slow = {each.component for each in scenarios if each.kind in (*STOPPED, "capacity-loss") and each.callee is None}
    longest_s = 0.0
    for place in _reached({place for place, rate in enumerate(found.arriving) if rate}, callees):
        station, offered = found.stations[place], found.offered[place]
        if found.calls.names[place] in slow or (station is not None and offered > station.per_s):
            longest_s = max(longest_s, _filling_up_s(station, offered))
    return longest_s


def _filling_up_s(station: Station | None, arriving: float) -> float:
    """Return how long what arrives at a station that serves nothing finds a place there."""
    if station is None or station.waiting is None or not arriving:
        return inf
    return (station.waiting + station.servers) / arriving


def _reached(start: set[int], following: dict[int, list[int]]) -> set[int]:
    seen, pending = set(start), list(start)
    for place in pending:
        for other in following.get(place, ()):
            if other not in seen:
                seen.add(other)
                pending.append(other)
    return seen


def _filling_s(before: Demand, during: Demand, scenarios: Sequence[Scenario]) -> float:
    """Return how long the caches that are flushed take to be full again, at the rate at which their callees serve."""
    flushed = {(each.component, each.callee) for each in scenarios if each.kind == "cache-flush"}
    slowest = 0.0
    for place, call in enumerate(during.calls.calls):
        caller, callee = during.calls.names[call.caller], during.calls.names[call.callee]
        cache = before.calls.calls[place].dependency.cache
        if cache is None or not flushed & {(caller, callee), (callee, None)}:
            continue
        station = during.stations[call.callee]
        served = min(during.offered[call.callee], inf if station is None else station.per_s)
        slowest = max(slowest, _FILLED * (cache.entries or 1) / served if served else 0.0)
    return slowest


def _patience_s(found: Demand) -> float:
    """Return how long the most patient call takes until it is given up, with all its attempts and the waits between them."""
    limited = (call for call in found.calls.calls if call.dependency.timeout_s is not None and found.offered[call.caller])
    return max(map(patience_s, limited), default=0.0)


def _p99(found: Demand, usual: Interval) -> Interval:
    """Return the slowest entry's p99, of what is answered: infinite where too much is not, its high end where that may be so."""
    if usual.high < ANSWERED:
        return Interval(inf, inf)
    taken = responses(found)
    slowest = max((taken[place].p99_s for place, rate in enumerate(found.arriving) if rate), default=0.0)
    return Interval(slowest, inf if usual.low < ANSWERED else slowest)
