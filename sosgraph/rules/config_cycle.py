"""What configures a component falls with it: it cannot be changed when it has to be."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.told_circles import told_circles
from sosgraph.structure.witness import witnesses


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each dependency of kind config on what falls with its caller."""
    label = architecture.label
    for closing in told_circles(architecture).settings:
        name, source = label(closing.caller), label(closing.fallen)
        places = witnesses(architecture).places(closing.chain)
        message = (
            f"{name} takes its configuration from {source}, which falls with it: while {name} is down, its configuration cannot "
            f"be changed; let {source} do without {name}"
        )
        notes = tuple(Note(at, f"{label(one)} -> {label(other)}") for one, other, at in places)
        yield Finding(closing.use.at, message, notes, circular=True)


RULE = Rule("config-cycle", "what configures a component falls with it", Severity.WARNING, check)
