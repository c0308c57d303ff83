"""Nobody is named who answers for a component, where others have somebody."""

from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.rules import Rule

_SHOWN = 10


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each system with components without an owner, if any component at all has one."""
    if all(component.owner is None for component in architecture.components.values()):
        return
    unowned: dict[str, list[Component]] = {}
    for component in architecture.components.values():
        if component.owner is None and component.name not in architecture.mistaken:
            unowned.setdefault(component.system, []).append(component)
    label = architecture.label
    for system, components in unowned.items():
        names = some_of(components, _SHOWN, lambda component: label(component.name))
        notes = tuple(
            Note(component.at, f"{label(component.name)} has no owner", branch)
            for branch, component in enumerate(components[1:_SHOWN])
        )
        message = f"nobody owns {names} in {system}; write an owner for the file or the component"
        yield Finding(components[0].at, message, notes)


RULE = Rule("unowned-component", "components without an owner, where others have one", Severity.INFO, check)
