"""Components that need one another while running, in a circle."""

from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.dependency_cycles import dependency_cycles
from sosgraph.structure.told_circles import told_circles

_SHOWN = 10


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each strong component of hard run-phase dependencies, along a short cycle, where it may be opened."""
    label = architecture.label
    elsewhere = told_circles(architecture).elsewhere
    for cycle in dependency_cycles(architecture):
        if cycle.components in elsewhere:
            continue
        drop = next((hop for hop in cycle.shortest if hop in cycle.opening), cycle.shortest[0])
        further = [hop for hop in cycle.shortest if hop != drop]
        around = [label(hop.caller) for hop in cycle.shortest]
        names = " -> ".join([*around[:_SHOWN], *(["…"] if len(around) > _SHOWN else []), around[0]])
        size = f", in a circle of {len(cycle.components)} components" if len(cycle.components) > len(around) else ""
        opening = some_of(cycle.opening, _SHOWN, lambda hop: f"{label(hop.caller)} -> {label(hop.callee)}")
        notes = tuple(Note(hop.at, f"{label(hop.caller)} -> {label(hop.callee)}") for hop in further)
        circle = "need one another" if cycle.together else f"may call one another{'' if size else ' in a circle'}"
        yield Finding(drop.at, f"{names} {circle}{size}; make soft or leave out {opening}", notes, circular=True)


RULE = Rule("dependency-cycle", "components need one another in a circle while running", Severity.WARNING, check)
