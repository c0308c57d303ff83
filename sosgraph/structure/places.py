"""Where the dependency of one component on another is written."""

from sosgraph.model.component import Component
from sosgraph.model.dependency import PHASES, Dependency
from sosgraph.model.requirement import dependencies_of
from sosgraph.source import Pointer
from sosgraph.structure.callees import RUN, zones_of

Written = tuple[Pointer, str | int]
"""Whose key or element it is."""


def place_of_dependency(component: Component, callee: str, phases: tuple[str, ...] = PHASES) -> Pointer:
    """Return where `component` names `callee`, needed in one of `phases`: as a dependency, else a fallback, else a zone."""
    for need in component.requires:
        if isinstance(need, Dependency) and need.callee == callee and _any(need.phases, phases):
            return need.at / "on"  # nothing comes before what is hard
    found = written(component, phases).get(callee)
    return component.at if found is None else found[0] / found[1]


def places_of_dependencies(component: Component, phases: tuple[str, ...] = PHASES) -> dict[str, Pointer]:
    """Return where `component` names each of its callees that are needed in one of `phases`, as `place_of_dependency` does."""
    return {callee: owner / key for callee, (owner, key) in written(component, phases).items()}


def written(component: Component, phases: tuple[str, ...] = PHASES) -> dict[str, Written]:
    """Return the same, of which no place is made yet: few of them are asked for. Hard ones come first, then soft ones."""
    found: dict[str, Written] = {}
    fallbacks = []
    for need in component.requires:
        for dependency in (need,) if isinstance(need, Dependency) else dependencies_of(need):
            if _any(dependency.phases, phases):
                found.setdefault(dependency.callee, (dependency.at, "on"))
                if dependency.fallback is not None:
                    fallbacks.append(dependency.fallback)
    for dependency in component.uses:
        if _any(dependency.phases, phases):
            found.setdefault(dependency.callee, (dependency.at, "on"))
            if dependency.fallback is not None:
                found.setdefault(dependency.fallback.callee, (dependency.fallback.at, "to"))
    for fallback in fallbacks:
        found.setdefault(fallback.callee, (fallback.at, "to"))
    if component.replicas is not None and component.replicas.over and RUN[0] in phases:
        over = component.place("replicas") / "over"
        for zone, index in zones_of(component.replicas).items():
            found.setdefault(zone, (over, index))
    return found


def _any(needed: tuple[str, ...], phases: tuple[str, ...]) -> bool:
    return needed == phases or any(phase in phases for phase in needed)
