"""Somebody relies on a component of which no number is known."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.rules import Rule
from sosgraph.structure.places import place_of_dependency


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component without any number that another one needs while running, or that users enter."""
    callers: dict[str, str] = {}
    for needing, dependency, hard in architecture.dependencies():
        if hard and "run" in dependency.phases:
            callers.setdefault(dependency.callee, needing.name)
    promised = {name for journey in architecture.journeys.values() if journey.slos for name in journey.through}
    label = architecture.label
    for name, component in architecture.components.items():
        if _has_number(component):
            continue
        caller = callers.get(name)
        if caller is not None:
            place = place_of_dependency(architecture.components[caller], name, ("run",))
            message = f"{label(name)} has no number, though {label(caller)} needs it; write its slo or availability"
            yield Finding(component.at, message, (Note(place, f"{label(caller)} needs it here"),))
        elif component.entry is not None and name not in promised:
            yield Finding(component.at, f"{label(name)} promises nothing, though users enter there; write its slo")


def _has_number(component: Component) -> bool:
    own = component.own
    means = own.mtbf_s is not None and own.mttr_s is not None
    return means or own.availability is not None or bool(component.slos or component.slas or component.observed)


RULE = Rule("missing-slo", "a component that others or users rely on has no number at all", Severity.INFO, check)
