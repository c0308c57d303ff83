"""A chain of promises is as strong as its weakest link: what is needed should not promise less than who needs it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Requirement
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.structure.composites import SLACK, reached_by_promisers
from sosgraph.structure.own_part import own_part
from sosgraph.structure.places import place_of_dependency

Promises = Mapping[str, AvailabilityObjective]
"""The strictest promise of each component that makes one."""

_SHOWN = 2


class _Weakest(NamedTuple):
    """The weakest promise that a component cannot do without: whose it is, and the callee through which it needs that."""

    promiser: str
    callee: str


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each promise that is weaker than those of components that are down without it.

    Of callers that cannot keep their promises anyhow nothing is said: other rules do.
    """
    promises = {
        name: min(component.availability_slos, key=lambda slo: slo.target.complement)
        for name, component in architecture.components.items()
        if component.availability_slos
    }
    weakest = _weakest(architecture, promises)
    callers: dict[str, list[str]] = {}
    for name, slo in promises.items():
        if name in weakest and _within_reach(architecture, name, slo):
            promiser = weakest[name].promiser
            if slo.target.complement * SLACK < promises[promiser].target.complement:
                callers.setdefault(promiser, []).append(name)
    for promiser in (name for name in promises if name in callers):
        stricter = sorted(callers[promiser], key=lambda name: promises[name].target.complement)
        notes = [
            note for branch, name in enumerate(stricter[:_SHOWN]) for note in _path(architecture, name, promises, weakest, branch)
        ]
        yield Finding(promises[promiser].at / "availability", _words(architecture, promiser, stricter, promises), tuple(notes))


def _within_reach(architecture: Architecture, name: str, slo: AvailabilityObjective) -> bool:
    if own_part(architecture.components[name]).ratio is None:
        return False  # then what the callees promise is judged as a whole
    return reached_by_promisers(architecture)[name].unavailability_low <= slo.target.complement * SLACK


def _words(architecture: Architecture, promiser: str, stricter: Sequence[str], promises: Promises) -> str:
    weak, strict = (format_percent(promises[name].target.complement) for name in (promiser, stricter[0]))
    whom, first = architecture.label(promiser), architecture.label(stricter[0])
    if len(stricter) == 1:
        more, holds = f"but {first}, which is down without it, promises {strict}", "that holds"
    else:
        more = f"but {len(stricter)} components that are down without it promise more, {first} {strict} most of all"
        holds = "these hold"
    return (
        f"{whom} promises {weak}, {more}; {holds} as long as {whom} is better than its promise: promise more here, or less there"
    )


def _weakest(architecture: Architecture, promises: Promises) -> dict[str, _Weakest]:
    """Return the weakest promise that each component cannot do without; what is behind another promise is covered by that."""
    callers: dict[str, list[str]] = {}
    for component in architecture.components.values():
        for callee in dict.fromkeys(_needed(component)):
            callers.setdefault(callee, []).append(component.name)
    found: dict[str, _Weakest] = {}
    for promiser in sorted(promises, key=lambda name: -promises[name].target.complement):
        pending = [promiser]
        for callee in pending:
            for caller in callers.get(callee, ()):
                if caller not in found:
                    found[caller] = _Weakest(promiser, callee)
                    if caller not in promises:
                        pending.append(caller)
    return found


def _needed(component: Component) -> Iterator[str]:
    """Yield those without which the component is down, however short their outage and whatever the request."""
    pending: list[Requirement] = list(reversed(component.requires))
    while pending:
        need = pending.pop()
        if isinstance(need, AtLeast):
            pending.extend([] if need.redundant else reversed(need.among))
        elif isinstance(need, Dependency) and "run" in need.phases and _always(need):
            yield need.callee
    replicas = component.replicas
    if replicas is not None:
        zones = replicas.over[: replicas.count]
        if replicas.need == replicas.count or len(set(zones)) == 1:
            yield from zones


def _always(need: Dependency) -> bool:
    return need.fallback is None and need.probability is None and need.tolerance_s is None


def _chain(name: str, weakest: Mapping[str, _Weakest]) -> list[str]:
    """Return the callers and callees from `name` to the weakest promise, both included."""
    promiser = weakest[name].promiser
    chain = [name, weakest[name].callee]
    while chain[-1] != promiser:
        chain.append(weakest[chain[-1]].callee)
    return chain


def _path(
    architecture: Architecture, name: str, promises: Promises, weakest: Mapping[str, _Weakest], branch: int
) -> Iterator[Note]:
    label = architecture.label
    slo = promises[name]
    yield Note(slo.at / "availability", f"{label(name)} promises {format_percent(slo.target.complement)}", branch)
    for caller, callee in pairwise(_chain(name, weakest)):
        place = place_of_dependency(architecture.components[caller], callee, ("run",))
        yield Note(place, f"{label(caller)} -> {label(callee)}", branch)


RULE = Rule(
    "weakest-promise",
    "a component promises less than those that are down without it",
    Severity.WARNING,
    check,
)
