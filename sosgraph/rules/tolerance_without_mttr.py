"""A tolerance that does not count, since nothing says how long outages last."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each hard run-phase dependency with a tolerance on a callee without a mean time to repair."""
    label = architecture.label
    for caller, dependency, hard in architecture.dependencies():
        if dependency.tolerance_s is None or not hard or "run" not in dependency.phases:
            continue
        callee = architecture.components[dependency.callee]
        if callee.own.mttr_s is None:
            message = (
                f"the tolerance of {label(caller.name)} for {label(callee.name)} is not counted: how long outages of "
                f"{label(callee.name)} last is not known; write its mttr"
            )
            note = Note(callee.at, f"{label(callee.name)} gives no mttr")
            yield Finding(dependency.at / "tolerance", message, (note,))


RULE = Rule("tolerance-without-mttr", "a tolerance is not counted, since the callee gives no mttr", Severity.WARNING, check)
