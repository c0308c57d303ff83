"""Who watches falls with what is watched: the alarm dies with the fire."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.told_circles import told_circles
from sosgraph.structure.witness import witnesses


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each pair joined by a dependency of kind observe of which one falls with the other."""
    label = architecture.label
    for closing in told_circles(architecture).watches:
        fallen, cause = label(closing.fallen), label(closing.cause)
        places = witnesses(closing.architecture).places(closing.chain)
        message = (
            f"{fallen} falls with {cause}, and one of the two watches the other: when {cause} fails, nobody is told; "
            f"let {fallen} do without {cause}"
        )
        notes = tuple(Note(at, f"{label(one)} -> {label(other)}") for one, other, at in places)
        yield Finding(closing.use.at, message, notes, circular=True)


RULE = Rule("observation-cycle", "who watches falls with what is watched", Severity.WARNING, check)
