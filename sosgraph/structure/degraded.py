"""Who is up, but not whole: a soft dependency is down, a redundancy group has lost a member, some requests fail."""

from collections.abc import Collection, Iterator

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.requirement import dependencies_of


def degraded_by(architecture: Architecture, down: Collection[str]) -> tuple[str, ...]:
    """Return the components that are up and lose something while `down` are down, in reading order."""
    callers = architecture.once(_callers)
    touched = {caller for name in down for caller in callers.get(name, ())} - set(down)
    return tuple(name for name in architecture.components if name in touched) if touched else ()


def _callers(architecture: Architecture) -> dict[str, list[str]]:
    callers: dict[str, list[str]] = {}
    for component in architecture.components.values():
        for callee in dict.fromkeys(_callees(component)):
            callers.setdefault(callee, []).append(component.name)
    return callers


def _callees(component: Component) -> Iterator[str]:
    """Yield whom the component uses while running, hard, soft, as a fallback or as a zone."""
    for need in component.requires:
        for dependency in dependencies_of(need):
            if "run" in dependency.phases:
                yield dependency.callee
                if dependency.fallback is not None:
                    yield dependency.fallback.callee
    yield from (dependency.callee for dependency in component.uses if "run" in dependency.phases)
    if component.replicas is not None:
        yield from component.replicas.over[: component.replicas.count]
