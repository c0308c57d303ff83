"""Where the dependency of one component on another is written."""

from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import dependencies_of
from sosgraph.source import Pointer


def dependency_on(component: Component, callee: str, phases: tuple[str, ...] = ()) -> Dependency | None:
    """Return the first dependency of `component` on `callee` needed in one of `phases` (none given: any), hard ones first."""
    hard = [dependency for need in component.requires for dependency in dependencies_of(need)]
    for dependency in (*hard, *component.uses):
        if dependency.callee == callee and (not phases or any(phase in dependency.phases for phase in phases)):
            return dependency
    return None


def place_of_dependency(component: Component, callee: str, phases: tuple[str, ...] = ()) -> Pointer:
    """Return where `component` names `callee`: as a dependency, a fallback, or a zone of its replicas."""
    dependency = dependency_on(component, callee, phases)
    if dependency is not None:
        return dependency.at / "on"
    for need in component.requires:
        for other in dependencies_of(need):
            if other.fallback is not None and other.fallback.callee == callee:
                return other.fallback.at / "to"
    if component.replicas is not None and callee in component.replicas.over:
        return component.place("replicas") / "over" / component.replicas.over.index(callee)
    return component.at
