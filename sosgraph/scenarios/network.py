"""An architecture as the network that both simulations read."""

from collections.abc import Iterator
from math import inf

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.controller import Controller
from sosgraph.model.dependency import Dependency
from sosgraph.model.workload import Capacity
from sosgraph.scenarios.groups import grouped
from sosgraph.simulation.network import Breaker, Cache, HealthCheck, Lease, Link, Network, Scaler, Station
from sosgraph.structure.own_part import own_part
from sosgraph.traffic.calls import Call, Calls, calls_of
from sosgraph.traffic.stations import copies_of

_NOTHING_KNOWN = Capacity()
_RANDOM = {"full": 1.0, "equal": 0.5}  # by jitter, which share of a pause is left to chance; Brooker 2015
COPIES = "replicas"
"""What a controller acts on when it starts and stops copies; else it changes how many requests one works on."""


def network_of(architecture: Architecture, own_failures: bool = False) -> Network:
    """Return the components as stations and their calls as links, in reading order; linear in both.

    What is not known limits nothing: a component without a capacity never makes anybody wait, a call without a timeout is never
    given up. Dependencies of other kinds than calls, and those that are not needed while running, are left out. With
    `own_failures` each answer fails by itself as often as the own part of its component does.
    """
    calls = calls_of(architecture)
    index = {name: place for place, name in enumerate(calls.names)}
    breakers, breaker_of = _breakers(architecture, calls)
    links = tuple(_link(call, place, calls, breaker_of.get(place, -1)) for place, call in enumerate(calls.calls))
    links, groups = grouped(calls, links)
    components = architecture.components.values()
    return Network(
        stations=tuple(_station(component, own_failures) for component in components),
        links=links,
        arriving=tuple(0.0 if each.entry is None or not each.entry.rate_per_s else each.entry.rate_per_s for each in components),
        groups=groups,
        breakers=breakers,
        scalers=tuple(scaler for each in architecture.controllers for scaler in scalers_of(each, architecture, index)),
        leases=tuple(
            Lease(place, each.leases.count, each.leases.period_s, each.leases.timeout_s)
            for place, each in enumerate(components)
            if each.leases is not None
        ),
    )


def _station(component: Component, own_failures: bool) -> Station:
    capacity, copies = component.capacity or _NOTHING_KNOWN, copies_of(component)
    health, own, restart = component.health_check, own_part(component).ratio, component.restart
    return Station(
        name=component.name,
        concurrency=capacity.concurrency,
        service_s=capacity.service_time_s or 0.0,
        copies=copies,
        waiting=None if capacity.queue is None else capacity.queue * copies,
        shed_at=inf if capacity.shed_at is None else capacity.shed_at.value,
        refusal_s=capacity.refusal_cost_s or 0.0,
        slowing_s=capacity.slowing_s or 0.0,
        failing=own.complement if own_failures and own is not None else 0.0,
        health=None
        if health is None
        else HealthCheck(health.every_s, health.timeout_s, 0.0 if health.fail_open is None else health.fail_open.value),
        restart_parallel=None if restart is None else restart.parallel,
        restart_s=0.0 if restart is None else restart.over_s or 0.0,
    )


def _link(call: Call, place: int, calls: Calls, breaker: int) -> Link:
    """Return the link of a call; that of a fallback is asked once for each call that its primary lost."""
    one = call.dependency
    timeout_s = inf if one.timeout_s is None else one.timeout_s
    if call.primary >= 0:
        return Link(call.caller, call.callee, hard=False, timeout_s=timeout_s, primary=call.primary)
    following = place + 1 if one.fallback is not None else -1
    link = Link(
        caller=call.caller,
        callee=call.callee,
        calls=one.calls,
        probability=1.0 if one.probability is None else one.probability.value,
        hard=call.hard,
        timeout_s=timeout_s,
        budget=call.budget,
        breaker=breaker,
        cache=_cache(one),
        cancels=one.deadline == "propagated",
        hedge_s=inf if one.hedge_s is None else one.hedge_s,
        fallback=following,
        coverage=1.0 if one.fallback is None else one.fallback.coverage.value,
        warm_up=one.warm_up or 0.0,
        throttle=inf if one.throttle is None else one.throttle,
    )
    if one.retry is None:
        return link
    return link._replace(
        attempts=one.retry.attempts,
        backoff_s=one.retry.backoff_s,
        multiplier=one.retry.multiplier,
        jitter=_RANDOM.get(one.retry.jitter, 0.0),
        decorrelated=one.retry.jitter == "decorrelated",
    )


def _cache(one: Dependency) -> Cache | None:
    if one.cache is None:
        return None
    return Cache(one.cache.hit_rate.value, float(one.cache.entries or 1), one.cache.fill == "read-through")


def _breakers(architecture: Architecture, calls: Calls) -> tuple[tuple[Breaker, ...], dict[int, int]]:
    """Return the breakers, and which one each call has: one for all calls of a system whose breakers have the same scope."""
    found: list[Breaker] = []
    of_scope: dict[tuple[str, str], int] = {}
    breaker_of: dict[int, int] = {}
    for place, call in enumerate(calls.calls):
        one = call.dependency.breaker
        if one is None or call.primary >= 0:
            continue
        key = (architecture.components[calls.names[call.caller]].system, one.scope or "")
        if one.scope is None or key not in of_scope:
            of_scope[key] = len(found)
            found.append(Breaker(one.errors.value, one.window_s, one.sleep_s))
        breaker_of[place] = of_scope[key]
    return tuple(found), breaker_of


def scalers_of(controller: Controller, architecture: Architecture, index: dict[str, int]) -> Iterator[Scaler]:
    """Yield what a controller does to stations of which something limits the load; nothing where it has no target."""
    for variable in controller.acts:
        name, _, signal = variable.rpartition(".")
        capacity = architecture.components[name].capacity if name in index else None
        if controller.target is None or capacity is None or capacity.concurrency is None:
            continue
        each = capacity.concurrency / copies_of(architecture.components[name]) if signal == COPIES else 1
        yield Scaler(
            station=index[name],
            target=controller.target.value,
            lag_s=controller.lag_s or 0.0,
            minimum=each * (controller.minimum or 1.0),
            maximum=inf if controller.maximum is None else each * controller.maximum,
            needs=tuple(index[need] for need in controller.needs if need in index),
        )
