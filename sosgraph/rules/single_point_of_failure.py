"""What users enter and what matters most stops when one part fails alone, redundancy respected."""

from collections.abc import Iterator, Sequence

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.quantity import parse_count
from sosgraph.rules import Rule
from sosgraph.structure.below import below
from sosgraph.structure.function import failure_function
from sosgraph.structure.outage import Outage, outage_failures
from sosgraph.structure.single_points import single_points
from sosgraph.structure.witness import Witnesses

_SHOWN = 10


def check(architecture: Architecture, *, tier: int = 1) -> Iterator[Finding]:
    """Yield one finding for each entry of tier `tier` or better that some other component takes down alone."""
    judged = [
        name
        for name, component in architecture.components.items()
        if component.entry is not None and component.tier is not None and component.tier <= tier
    ]
    part = below(architecture, judged)
    for name, points in zip(judged, single_points(part, [(name,) for name in judged]), strict=True):
        causes = [cause for cause in _components(part, points) if cause != name]
        if causes:
            label = architecture.label
            message = f"{label(name)} stops when any one of these fails alone: {some_of(causes, _SHOWN, label)}"
            at = architecture.components[name].place("entry")
            yield Finding(at, message, tuple(_notes(part, name, causes[:_SHOWN])))


def _components(architecture: Architecture, points: Sequence[int]) -> Iterator[str]:
    """Yield the components whose failure these are, but for those that survive the loss of a replica."""
    events = architecture.once(failure_function).events
    for name in dict.fromkeys(events[point].component for point in points):
        replicas = architecture.components[name].replicas
        if replicas is None or replicas.need == replicas.count:
            yield name


def _notes(architecture: Architecture, name: str, causes: Sequence[str]) -> Iterator[Note]:
    found = Witnesses(architecture, outage_failures(architecture, [Outage(cause, (cause,)) for cause in causes]))
    for branch in range(len(causes)):
        chain = found.shortest(name, 1 << branch)
        places = found.places(chain)
        if places:
            yield Note(places[0][2], found.words(architecture, chain, 1 << branch), branch)


RULE = Rule(
    "single-point-of-failure",
    "an important entry stops when one part fails alone",
    Severity.WARNING,
    check,
    (Parameter("tier", "entries of this tier or a more important one are judged", parse_count, 1),),
)
