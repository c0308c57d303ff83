"""A component that nothing speaks of."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component without callers, callees, users, and mention, unless it is the only one."""
    if len(architecture.components) < 2:
        return
    touched = set(_mentioned(architecture))
    for name, component in architecture.components.items():
        if name not in touched and component.entry is None:
            message = f"{architecture.label(name)} needs nothing, and nothing needs it; connect it, or leave it out"
            yield Finding(component.at, message)


def _mentioned(architecture: Architecture) -> Iterator[str]:
    for caller, dependency, _ in architecture.dependencies():
        yield caller.name
        yield dependency.callee
        if dependency.fallback is not None:
            yield dependency.fallback.callee
    for component in architecture.components.values():
        if component.replicas is not None and component.replicas.over:
            yield component.name
            yield from component.replicas.over
    for journey in architecture.journeys.values():
        yield from journey.through
    for scenario in architecture.scenarios.values():
        yield scenario.component
    for controller in architecture.controllers:
        yield from controller.needs
        for variable in (*controller.senses, *controller.acts):
            yield from _owners(variable)
    for feedback in architecture.feedback:
        yield from _owners(feedback.source)
        yield from _owners(feedback.target)


def _owners(variable: str) -> Iterator[str]:
    """Yield whose the variable `component.signal` may be; names may hold dots too."""
    yield variable
    yield variable.rpartition(".")[0]


RULE = Rule("orphan-component", "a component that nothing needs and that needs nothing", Severity.INFO, check)
