"""What matters more must not rest on what matters less."""

from collections.abc import Container, Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.callees import all_uses
from sosgraph.structure.fallen import Fallen, SingleFailures, single_failures


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each callee of a less important tier that takes its caller down by failing alone."""
    label = architecture.label
    lowest = max([component.tier or 0 for component in architecture.components.values()], default=0)
    for caller in architecture.components.values():
        if caller.tier is None or caller.tier == lowest:
            continue
        for name, at in dict(reversed(list(_alone(architecture, caller)))).items():  # the first place of each
            callee = architecture.components[name]
            if callee.tier is not None and caller.tier < callee.tier:
                message = (
                    f"{label(caller.name)} of tier {caller.tier} needs {label(callee.name)} of tier {callee.tier}; "
                    f"raise the tier of {label(callee.name)}, or let {label(caller.name)} do without it"
                )
                yield Finding(at, message, (Note(callee.place("tier"), f"{label(callee.name)} is of tier {callee.tier}"),))


def _alone(architecture: Architecture, caller: Component) -> Iterator[tuple[str, Pointer]]:
    """Yield the direct callees of a less important tier whose failure alone takes the caller down, and where they are named."""
    least = caller.tier
    named, components = all_uses(architecture)[caller.name], architecture.components
    lower = {use.callee for use in named if least is not None and (components[use.callee].tier or 0) > least}
    if not lower:
        return
    failures = single_failures(architecture)
    for requirement in caller.requires:
        yield from _breaking(requirement, failures, lower)
    replicas = caller.replicas
    if replicas is not None:
        zones = ((use.callee, use.at) for use in named if use.role == "zone" and use.callee in lower)
        yield from (found for found in zones if _stops(replicas, failures.of(found[0])))


def _stops(replicas: Replicas, fallen: Fallen) -> bool:
    """Tell whether too few copies are left on zones that stand."""
    left = sum(not fallen.sets[replicas.over[copy % len(replicas.over)]] for copy in range(replicas.count))
    return left < replicas.need


def _breaking(requirement: Requirement, failures: SingleFailures, lower: Container[str]) -> Iterator[tuple[str, Pointer]]:
    if isinstance(requirement, Negation):
        return  # more failures never break it
    if not isinstance(requirement, Dependency):
        named = [found for part in requirement.among for found in _breaking(part, failures, lower)]
    else:
        named = [(requirement.callee, requirement.at / "on")]
        if requirement.fallback is not None:
            named.append((requirement.fallback.callee, requirement.fallback.at / "to"))
    yield from (found for found in named if found[0] in lower and failures.of(found[0]).of_requirement(requirement))


RULE = Rule("tier-inversion", "a component needs one of a less important tier", Severity.WARNING, check)
