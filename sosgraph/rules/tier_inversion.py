"""What matters more must not rest on what matters less."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement
from sosgraph.rules import Rule


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each dependency, without which the caller is down, on a callee of a less important tier."""
    label = architecture.label
    for caller in architecture.components.values():
        for dependency in _alone(caller):
            callee = architecture.components[dependency.callee]
            if caller.tier is not None and callee.tier is not None and caller.tier < callee.tier:
                message = (
                    f"{label(caller.name)} of tier {caller.tier} needs {label(callee.name)} of tier {callee.tier}; "
                    f"raise the tier of {label(callee.name)}, or make the dependency soft"
                )
                note = Note(callee.place("tier"), f"{label(callee.name)} is of tier {callee.tier}")
                yield Finding(dependency.at / "on", message, (note,))


def _alone(caller: Component) -> Iterator[Dependency]:
    """Yield the run-phase dependencies that nothing can replace, in reading order."""
    pending: list[Requirement] = list(reversed(caller.requires))
    while pending:
        need = pending.pop()
        if not isinstance(need, Dependency):
            pending.extend([] if need.redundant else reversed(need.among))
        elif "run" in need.phases and need.fallback is None:
            yield need


RULE = Rule("tier-inversion", "a component needs one of a less important tier", Severity.WARNING, check)
