"""Who is up, but not whole: a soft dependency is down, or a redundancy group, a fallback or replicas have lost a member."""

from collections.abc import Iterable

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure.callees import uses
from sosgraph.structure.failures import Failures


def degrading(architecture: Architecture, failures: Failures) -> list[int]:
    """Return for every component, in reading order, the bit set of what takes down something that it uses, but not it.

    The bits are those of `failures`. One union for each use, so that the whole is as cheap as the sets themselves.
    """
    found = []
    for component in architecture.components.values():
        touching = 0
        for callee in _named_while_running(component):
            touching |= failures.sets[callee]
        if component.replicas is not None:
            for copy in failures.own_copies(component, component.replicas):
                touching |= copy
        found.append(touching & ~failures.sets[component.name])
    return found


def _named_while_running(component: Component) -> Iterable[str]:
    """Return whom a component uses while running; quickly where it is nothing but plain needs."""
    if component.uses or component.replicas is not None:
        return (use.callee for use in uses(component) if use.needed_in("run"))
    plain = [need for need in component.requires if isinstance(need, Dependency) and need.fallback is None]
    if len(plain) < len(component.requires):
        return (use.callee for use in uses(component) if use.needed_in("run"))
    return [need.callee for need in plain if "run" in need.phases]
