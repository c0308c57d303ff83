"""One run of a system, request by request: what happens to a network under triggers, for one seed."""

import gc
from collections.abc import Sequence
from math import inf

from sosgraph.errors import BadCall
from sosgraph.escaping import quoted
from sosgraph.progress import advance
from sosgraph.requests.agenda import TooMany
from sosgraph.requests.controls import Copies, Triggers, after
from sosgraph.requests.engine import Engine
from sosgraph.requests.pseudo import hold, warm_ups
from sosgraph.requests.recording import Recording
from sosgraph.requests.sample import Sample
from sosgraph.requests.scalers import Autoscaler
from sosgraph.requests.state import Visit
from sosgraph.requests.streams import Stream
from sosgraph.requests.system import MOST, System, system
from sosgraph.simulation.checked import checked
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Network
from sosgraph.simulation.trigger import Trigger

EVENTS = 20_000_000
_STEPS = 1_000_000  # of a course


def run(
    network: Network,
    triggers: Sequence[Trigger],
    seed: int,
    until_s: float,
    step_s: float,
    load_factor: float = 1.0,
    events: int = EVENTS,
    timed_from_s: float = 0.0,
) -> Course:
    """Return the course of `network` from empty stations and full caches at 0 to `until_s`, in steps of `step_s`.

    What arrives from outside is multiplied by `load_factor`. The same arguments give the same course, compiled or not. Each
    station and link draws from streams of its own for each purpose, so that two networks that differ in one policy meet the same
    luck elsewhere (common random numbers). `latency_s` holds a fair sample of the response times of entries answered without
    error, from `timed_from_s` on.

    After `events` steps of the simulation, or with too many requests in the system, the course ends, and `stopped` says where
    and why. Raises `BadCall` where a number of the network or a trigger has no meaning (NaN, negative, a position that does not
    exist); the message names the thing.
    """
    _checked(until_s, step_s, timed_from_s)
    checked(network, triggers, load_factor)
    collecting = gc.isenabled()
    gc.disable()  # requests that pile up are no garbage, and looking for some among them takes as long as all else
    try:
        return _simulated(network, triggers, seed, (until_s, step_s, load_factor, timed_from_s), events)
    finally:
        if collecting:
            gc.enable()
            gc.collect(0)  # all that was made meanwhile and is of no use any more


def _simulated(
    network: Network, triggers: Sequence[Trigger], seed: int, numbers: tuple[float, float, float, float], events: int
) -> Course:
    until_s, step_s, load_factor, timed_from_s = numbers
    made = system(network, seed, load_factor, events)
    _control(made, triggers, step_s, [rate * load_factor for rate in network.arriving])
    if timed_from_s:
        after(made, timed_from_s, lambda: _time_anew(made))
    return _course(made, until_s, step_s)


def _checked(until_s: float, step_s: float, timed_from_s: float) -> None:
    if not (0.0 < until_s < inf and 0.0 < step_s < inf and 0.0 <= timed_from_s < inf):
        raise BadCall(f"until_s {until_s}, step_s {step_s}, timed_from_s {timed_from_s}: give numbers of seconds above 0")
    if until_s / step_s > _STEPS:
        raise BadCall(f"{until_s / step_s:,.0f} steps are too many; {_STEPS:,} are the most")


def _time_anew(made: System) -> None:
    made.engine.latency_s = Sample(Stream(f"{made.seed}:sample", False))


def _course(made: System, until_s: float, step_s: float) -> Course:
    """Return the course of a system that is ready to run."""
    engine, recording, done = made.engine, Recording(made), 0
    ends = [step * step_s for step in range(1, max(1, round(until_s / step_s)))] + [until_s]

    def step() -> None:
        nonlocal done
        recording.step(engine.now)
        done += 1
        advance(done, len(ends), "simulating requests")
        if done < len(ends):
            after(made, ends[done], step)

    after(made, ends[0], step)
    while done < len(ends):
        visit = _next(engine)
        if visit is None:
            recording.step(engine.now)
            return recording.course(_stopped(made))
        action, visit.action = visit.action, None
        engine.free.append(visit)
        action()
    return recording.course("")


def _next(engine: Engine) -> Visit | None:
    """Return what comes next that is no request; None where too much happened."""
    try:
        found: Visit | None = engine.advance()
    except TooMany:
        return None
    return found


def _control(made: System, triggers: Sequence[Trigger], step_s: float, rates: list[float]) -> None:
    """Plan all that is no request from outside."""
    network = made.network
    starting = warm_ups(made)
    copies = [Copies(made, number, starting.get(number)) for number in range(len(network.stations))]
    for number, station in enumerate(network.stations):
        if station.health is not None:
            for copy in range(station.copies):
                copies[number].begin(copy, station.health)
    for scaler in network.scalers:
        if network.stations[scaler.station].concurrency is not None:
            Autoscaler(made, scaler, step_s)
    for number, lease in enumerate(network.leases):
        hold(made, number, lease)
    planned = Triggers(made, copies, rates)
    for trigger in triggers:
        planned.plan(trigger)


def _stopped(made: System) -> str:
    """Return why a course ends early, and the station where most happens."""
    engine = made.engine
    busiest = max(made.places, key=lambda place: (place.busy + place.queued, place.entered + place.refused))
    inside = busiest.busy + busiest.queued
    if len(engine.visits) >= MOST:
        why = f"more than {MOST:,} requests are in the system"
    else:
        why = f"{engine.steps:,} steps of requests are done"
    return f"station {quoted(busiest.name)}: {why}, {inside:,} of them there; the simulation ends at {engine.now:.6g} s"
