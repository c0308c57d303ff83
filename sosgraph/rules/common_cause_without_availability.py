"""A share of common causes that acts on nothing, since the availability of one copy is not known."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.own_part import PER_COPY, own_part


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component whose replicas have common causes, and no number of their own."""
    for name, component in architecture.components.items():
        replicas = component.replicas
        if replicas is not None and replicas.common_cause is not None and own_part(component).source not in PER_COPY:
            message = (
                f"the common cause of the replicas of {architecture.label(name)} is not counted: what is published is of all "
                f"copies together; write the availability of one, or leave it out"
            )
            yield Finding(component.place("replicas") / "common_cause", message)


RULE = Rule(
    "common-cause-without-availability",
    "a common cause is not counted, since no availability of one copy is given",
    Severity.WARNING,
    check,
)
