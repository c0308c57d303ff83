"""Copies of which nobody says where they stand, where others do: they are taken to fail one by one."""

from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.rules import Rule
from sosgraph.structure.callees import all_uses

_SHOWN = 10


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each system with redundant replicas that stand nowhere, if any component of it stands somewhere."""
    lost: dict[str, list[Component]] = {}
    for component in architecture.components.values():
        if _is_redundant(component) and component.name not in architecture.mistaken and not _stands(architecture, component):
            lost.setdefault(component.system, []).append(component)
    if not lost:
        return
    aware = {component.system for component in architecture.components.values() if _stands(architecture, component)}
    label = architecture.label
    for components in (components for system, components in lost.items() if system in aware):
        first, *others = components
        names = some_of(components, _SHOWN, lambda component: label(component.name))
        message = (
            f"where the copies of {names} stand is not said, though it is of others here, so that no failure is counted "
            f"that hits several of them; write over, runs_on or a common_cause"
        )
        notes = (
            Note(component.place("replicas"), f"{label(component.name)} has copies here", branch)
            for branch, component in enumerate(others[: _SHOWN - 1])
        )
        yield Finding(first.place("replicas"), message, tuple(notes))


def _stands(architecture: Architecture, component: Component) -> bool:
    """Tell whether anything is said of where it stands."""
    if component.replicas is not None and component.replicas.over:
        return True
    return any(use.kind == "placement" for use in all_uses(architecture)[component.name])


def _is_redundant(component: Component) -> bool:
    """Tell whether it has copies to spare, and nothing said of what they have in common."""
    replicas = component.replicas
    return replicas is not None and replicas.need < replicas.count and replicas.common_cause is None and not component.external


RULE = Rule(
    "undeclared-failure-domain",
    "where redundant copies stand is not said, though it is of others",
    Severity.INFO,
    check,
)
