"""A promise above what the own part and everything below it reach together (`docs/format.md`, promise and structure)."""

from collections.abc import Iterator

from sosgraph.analyses.composite_slo import composite_availability
from sosgraph.estimate import Estimate
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.requirement import dependencies_of
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.structure.own_part import own_part
from sosgraph.structure.places import place_of_dependency

_SLACK = 1 + 1e-9  # so that rounding alone never breaks a promise
_SHOWN = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component with a declared own part whose strictest promise its composite cannot keep."""
    judged = {
        name: component
        for name, component in architecture.components.items()
        if component.availability_slos and own_part(component).source in ("availability", "mtbf")
    }
    reached = composite_availability(architecture, wanted=judged)
    broken = {
        name: slo
        for name, component in judged.items()
        if (slo := _strictest(component)).target.complement * _SLACK < reached[name].unavailability_low
    }
    callees = dict.fromkeys(callee for name in broken for callee in _callees(judged[name]))
    below = composite_availability(architecture, wanted=callees) if callees else {}
    for name, slo in broken.items():
        best = format_percent(reached[name].unavailability_low)
        message = (
            f"{architecture.label(name)} promises {format_percent(slo.target.complement)}, but what it is made of reaches "
            f"{best} at most; promise less, or improve what eats the most"
        )
        yield Finding(slo.at / "availability", message, tuple(_worst(architecture, judged[name], below)))


def _strictest(component: Component) -> AvailabilityObjective:
    return min(component.availability_slos, key=lambda slo: slo.target.complement)


def _callees(component: Component) -> list[str]:
    """Return whom the component needs while running, in reading order."""
    needed = [dependency for need in component.requires for dependency in dependencies_of(need)]
    names = [dependency.callee for dependency in needed if "run" in dependency.phases]
    return list(dict.fromkeys([*names, *(component.replicas.over if component.replicas is not None else ())]))


def _worst(architecture: Architecture, component: Component, below: dict[str, Estimate]) -> Iterator[Note]:
    ranked = sorted(_callees(component), key=lambda name: -below[name].unavailability_low)
    for branch, name in enumerate(ranked[:_SHOWN]):
        if below[name].unavailability_low > 0:
            place = place_of_dependency(component, name, ("run",))
            yield Note(place, f"{architecture.label(name)} reaches {below[name]}", branch)


RULE = Rule("unattainable-slo", "a published SLO is above what the component and all it needs can reach", Severity.ERROR, check)
