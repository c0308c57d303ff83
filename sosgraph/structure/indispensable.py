"""Without whom a component is down, whatever else works: what no redundancy, fallback, tolerance or share of requests softens."""

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import NamedTuple, cast

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Requirement
from sosgraph.structure.callees import RUN, Use


class Without(NamedTuple):
    """Something that a component cannot do without, and the callee of it through which that is so."""

    source: str
    callee: str


def indispensable(component: Component) -> Iterator[Use]:
    """Yield those without which the component is down while running, in reading order, then the only zone of its copies."""
    pending: list[Requirement] = list(reversed(component.requires))
    while pending:
        need = pending.pop()
        if isinstance(need, AtLeast):
            pending.extend([] if need.redundant else reversed(need.among))
        elif isinstance(need, Dependency) and "run" in need.phases and _always(need):
            yield Use(need.callee, need.at, "on", "hard", need.kind, need.phases, need.inferred)
    replicas = component.replicas
    if replicas is not None and _on_each_zone(replicas):
        zones = replicas.zones
        for index, zone in enumerate(zones):
            if zone not in zones[:index]:
                yield Use(zone, component.place("replicas") / "over", index, "zone", "placement", RUN)


def _always(need: Dependency) -> bool:
    """Tell whether the caller is down at once and for every request."""
    return need.fallback is None and need.probability is None and need.tolerance_s is None


def indispensable_callees(architecture: Architecture) -> Mapping[str, tuple[str, ...]]:
    """Return for each component, by full name, the callees without which it is down, without repeats."""
    return architecture.once(_callees)


def _callees(architecture: Architecture) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(_without_repeats(component)) for name, component in architecture.components.items()}


def _without_repeats(component: Component) -> dict[str, None]:
    if {*map(type, component.requires)} <= {Dependency} and not _on_each_zone(component.replicas):  # nearly all
        needs = cast(tuple[Dependency, ...], component.requires)
        return {need.callee: None for need in needs if "run" in need.phases and _always(need)}
    return dict.fromkeys([use.callee for use in indispensable(component)])


def _on_each_zone(replicas: Replicas | None) -> bool:
    """Tell whether the copies are too few without any one of their zones."""
    return replicas is not None and (replicas.need == replicas.count or len(set(replicas.zones)) == 1)


def indispensable_places(architecture: Architecture) -> Mapping[str, tuple[Use, ...]]:
    """Return for each component that stands somewhere, by full name, the places on all of which it stands."""
    return architecture.once(_places)


def _places(architecture: Architecture) -> Mapping[str, tuple[Use, ...]]:
    placed = {
        name: tuple(use for use in indispensable(component) if use.kind == "placement")
        for name, component in architecture.components.items()
        if _on_each_zone(component.replicas) or any(map(_may_place, component.requires))
    }
    return {name: found for name, found in placed.items() if found}


def _may_place(need: Requirement) -> bool:
    return not isinstance(need, Dependency) or need.kind == "placement"


def _callers(architecture: Architecture) -> Mapping[str, list[str]]:
    callers: dict[str, list[str]] = {}
    for name, callees in indispensable_callees(architecture).items():
        for callee in callees:
            callers.setdefault(callee, []).append(name)
    return callers


def first_indispensable(architecture: Architecture, sources: Iterable[str], stops: Container[str]) -> dict[str, Without]:
    """Return for each component the first of `sources` that it cannot do without, directly or through others.

    What is behind one of `stops` is that one's affair: it is not passed on to the callers of that.
    """
    callers = architecture.once(_callers)
    found: dict[str, Without] = {}
    for source in sources:
        pending = [source]
        for callee in pending:
            for caller in callers.get(callee, ()):
                if caller not in found:
                    found[caller] = Without(source, callee)
                    if caller not in stops:
                        pending.append(caller)
    return found


def chain_to(name: str, found: Mapping[str, Without]) -> list[str]:
    """Return the callers and callees from `name` to what it cannot do without, both included."""
    source = found[name].source
    chain = [name, found[name].callee]
    while chain[-1] != source:
        chain.append(found[chain[-1]].callee)
    return chain
