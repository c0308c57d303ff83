"""What matters more must not rest on what matters less."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.failure_sets import in_at_least
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.callees import uses
from sosgraph.structure.single_failures import SingleFailures, single_failures


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each callee of a less important tier that takes its caller down by failing alone."""
    label = architecture.label
    failures = single_failures(architecture)
    for caller in architecture.components.values():
        if caller.tier is None:
            continue
        for name, at in dict(reversed(list(_alone(caller, failures)))).items():  # the first place of each
            callee = architecture.components[name]
            if callee.tier is not None and caller.tier < callee.tier:
                message = (
                    f"{label(caller.name)} of tier {caller.tier} needs {label(callee.name)} of tier {callee.tier}; "
                    f"raise the tier of {label(callee.name)}, or let {label(caller.name)} do without it"
                )
                yield Finding(at, message, (Note(callee.place("tier"), f"{label(callee.name)} is of tier {callee.tier}"),))


def _alone(caller: Component, failures: SingleFailures) -> Iterator[tuple[str, Pointer]]:
    """Yield the direct callees whose failure alone takes the caller down, and where they are named."""
    for requirement in caller.requires:
        yield from _breaking(requirement, failures)
    replicas = caller.replicas
    if replicas is not None:
        broken = in_at_least(replicas.count - replicas.need + 1, failures.of_copies(caller, replicas))
        yield from ((use.callee, use.at) for use in uses(caller) if use.role == "zone" and broken >> failures.bit[use.callee] & 1)


def _breaking(requirement: Requirement, failures: SingleFailures) -> Iterator[tuple[str, Pointer]]:
    broken = failures.of_requirement(requirement)
    if isinstance(requirement, Negation):
        return  # more failures never break it
    if not isinstance(requirement, Dependency):
        named = [found for part in requirement.among for found in _breaking(part, failures)]
    else:
        named = [(requirement.callee, requirement.at / "on")]
        if requirement.fallback is not None:
            named.append((requirement.fallback.callee, requirement.fallback.at / "to"))
    yield from (found for found in named if broken >> failures.bit[found[0]] & 1)


RULE = Rule("tier-inversion", "a component needs one of a less important tier", Severity.WARNING, check)
