"""What users enter and what matters most stops when one part fails alone, redundancy respected."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_count
from sosgraph.rules import Rule
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.witness import witnesses

_SHOWN = 10


def check(architecture: Architecture, *, tier: int = 1) -> Iterator[Finding]:
    """Yield one finding for each entry of tier `tier` or better that some other component takes down alone."""
    for name, component in architecture.components.items():
        if component.entry is None or component.tier is None or component.tier > tier:
            continue
        causes = [cause for cause in _causes(architecture, name) if cause != name]
        if causes:
            label = architecture.label
            names = ", ".join(label(cause) for cause in causes[:_SHOWN])
            more = f" and {len(causes) - _SHOWN} more" if len(causes) > _SHOWN else ""
            message = f"{label(name)} stops when any one of these fails alone: {names}{more}"
            yield Finding(component.place("entry"), message, tuple(_notes(architecture, name, causes[:_SHOWN])))


def _causes(architecture: Architecture, name: str) -> Iterator[str]:
    """Yield the components that take `name` down alone, but for those that survive the loss of a replica."""
    failures = single_failures(architecture)
    for cause in failures.names(failures.sets[name]):
        component = architecture.components.get(cause)
        if component is not None and (component.replicas is None or component.replicas.need == component.replicas.count):
            yield cause


def _notes(architecture: Architecture, name: str, causes: list[str]) -> Iterator[Note]:
    found = witnesses(architecture)
    for branch, cause in enumerate(causes):
        chain = found.chain(name, cause)
        places = found.places(chain)
        if places:
            yield Note(places[0][2], found.words(architecture, chain), branch)


RULE = Rule(
    "single-point-of-failure",
    "an important entry stops when one part fails alone",
    Severity.WARNING,
    check,
    (Parameter("tier", "entries of this tier or a more important one are judged", parse_count, 1),),
)
