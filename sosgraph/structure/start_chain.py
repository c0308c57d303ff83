"""Why does a component come up so late? The longest wait before its start, dependency by dependency."""

import math
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.source import Pointer
from sosgraph.structure.cold_start import start_needs, start_waves
from sosgraph.structure.places import place_of_dependency


class Wait(NamedTuple):
    """`caller` waits for `callee`: to be up before it starts (`before`), or to come up beside it."""

    caller: str
    callee: str
    before: bool
    at: Pointer


def start_chain(architecture: Architecture, name: str) -> tuple[Wait, ...]:
    """Return the waits that decide in which wave a component comes up, its own first, down to the first wave.

    Of a redundancy group it is the member that the group waits for last. Empty for what starts from nothing, or never.
    """
    waves = start_waves(architecture)
    found: list[Wait] = []
    while (wave := waves[name] or 1) > 1:
        found += _until_before(architecture, name, wave)
        name = found[-1].callee
    return tuple(found)


def _until_before(architecture: Architecture, name: str, wave: int) -> list[Wait]:
    """Return the shortest way to a callee of the wave before: over what comes up beside `name`, then one step before it."""
    waves = start_waves(architecture)
    came_from = {name: name}
    pending = [name]
    for caller in pending:
        component = architecture.components[caller]
        for callee in _awaited(component, waves, "start", wave - 1):
            way = [caller]
            while way[-1] != name:
                way.append(came_from[way[-1]])
            beside = [_wait(architecture, one, other, False) for one, other in pairwise(reversed(way))]
            return [*beside, _wait(architecture, caller, callee, True)]
        for callee in _awaited(component, waves, "run", wave):
            if callee not in came_from:
                came_from[callee] = caller
                pending.append(callee)
    raise AssertionError("something that came up in an earlier wave was awaited")


def _wait(architecture: Architecture, caller: str, callee: str, before: bool) -> Wait:
    phases = ("start",) if before else ("run",)
    return Wait(caller, callee, before, place_of_dependency(architecture.components[caller], callee, phases))


def _awaited(component: Component, waves: Mapping[str, int | None], phase: str, wave: int) -> Iterator[str]:
    """Yield the callees of exactly `wave` for which what the component needs in `phase` has to wait."""
    for need in start_needs(component):
        if _held(need, waves, phase) == wave:
            yield from _last(need, waves, phase, wave)
    replicas = component.replicas
    if phase == "run" and replicas is not None and replicas.over:
        zones = [replicas.over[copy % len(replicas.over)] for copy in range(replicas.count)]
        if sorted(waves[zone] or math.inf for zone in zones)[replicas.need - 1] == wave:
            yield from (zone for zone in dict.fromkeys(zones) if waves[zone] == wave)


def _last(requirement: Requirement, waves: Mapping[str, int | None], phase: str, wave: int) -> Iterator[str]:
    """Yield the callees that a requirement which holds from `wave` on has waited for last."""
    if isinstance(requirement, Dependency):
        fallback = (requirement.fallback.callee,) if requirement.fallback is not None else ()
        yield from (callee for callee in (requirement.callee, *fallback) if waves[callee] == wave)
    elif not isinstance(requirement, Negation):
        for part in requirement.among:
            if _held(part, waves, phase) == wave:
                yield from _last(part, waves, phase, wave)


def _held(requirement: Requirement, waves: Mapping[str, int | None], phase: str) -> float | None:
    """Return from which wave on a requirement holds: 0 always, infinity never; None when it asks nothing in `phase`."""
    if isinstance(requirement, Dependency):
        if phase not in requirement.phases:
            return None
        if requirement.probability is not None:
            return 0
        fallback = (requirement.fallback.callee,) if requirement.fallback is not None else ()
        return min(waves[callee] or math.inf for callee in (requirement.callee, *fallback))
    if isinstance(requirement, Negation):
        return None if _held(requirement.requirement, waves, phase) is None else 0
    held = sorted(found for part in requirement.among if (found := _held(part, waves, phase)) is not None)
    return held[min(requirement.need, len(held)) - 1] if held else None
