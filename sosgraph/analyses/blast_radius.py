"""What falls when this fails? Blast radii with redundancy respected, and who is degraded."""

from collections.abc import Mapping
from dataclasses import dataclass

from sosgraph.analyses import Analysis
from sosgraph.analyses.composite_slo import composite_availability
from sosgraph.graph.failure_sets import transposed
from sosgraph.graph.reachability import members
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.selection import selected_components
from sosgraph.structure.degraded import degraded_by
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """What falls with a component when it fails alone, itself excluded, and who is up but degraded, in reading order."""

    falls: tuple[str, ...]
    degraded: tuple[str, ...]


def blast_radii(architecture: Architecture) -> Mapping[str, BlastRadius]:
    """Return the blast radius of every component, by full name, in reading order."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> Mapping[str, BlastRadius]:
    failures = single_failures(architecture)
    names = tuple(architecture.components)
    columns = transposed([failures.sets[name] for name in names], len(failures.parts))
    radii = {}
    for name in names:
        down = columns[failures.bit[name]]
        falls = tuple(names[index] for index in members(down) if names[index] != name)
        radii[name] = BlastRadius(falls, degraded_by(architecture, {name, *falls}))
    return radii


def answer(architecture: Architecture, *, component: tuple[str, ...] = ()) -> tuple[Table, ...]:
    """Return the components with the widest blast radius first; for one that is asked for, why each member falls."""
    names = selected_components(architecture, component)
    radii = blast_radii(architecture)
    availability = composite_availability(architecture)
    ranked = (
        names if component else sorted(names, key=lambda name: (-_weight(architecture, radii[name]), -len(radii[name].falls)))
    )
    label = architecture.label
    rows = tuple(
        (
            label(name),
            len(radii[name].falls),
            tuple(label(other) for other in radii[name].falls),
            _journeys(architecture, name, radii[name]),
            tuple(label(other) for other in radii[name].degraded),
            availability[name],
        )
        for name in ranked
    )
    columns = (
        Column("component", "text", "component"),
        Column("size", "count", "takes down"),
        Column("falls", "names", "which"),
        Column("journeys", "names", "journeys lost"),
        Column("degraded", "names", "degraded"),
        Column("composite", "availability", "its composite"),
    )
    notes = (
        "a component falls when no redundancy or fallback is left to it; conditional calls are counted as degraded",
        "an outage is taken to outlast every tolerance",
    )
    tables = [Table("blast-radius", "Blast radius of single failures", columns, rows, notes)]
    if component:
        tables.extend(_why(architecture, name, radii[name]) for name in names if radii[name].falls)
    return tuple(tables)


def _why(architecture: Architecture, name: str, radius: BlastRadius) -> Table:
    label = architecture.label
    found = witnesses(architecture)
    rows = []
    for other in radius.falls:
        chain = found.chain(other, name)
        places = found.places(chain)
        rows.append((label(other), found.words(architecture, chain), places[0][2] if places else None))
    columns = (Column("component", "text", "component"), Column("chain", "text", "falls because of"), Column("at", "place", "at"))
    return Table(f"falls-with-{name}", f"Why they fall with {label(name)}", columns, tuple(rows))


def _journeys(architecture: Architecture, name: str, radius: BlastRadius) -> tuple[str, ...]:
    down = {name, *radius.falls}
    return tuple(journey.name for journey in architecture.journeys.values() if not down.isdisjoint(journey.through))


def _weight(architecture: Architecture, radius: BlastRadius) -> int:
    """Count entries and top tiers among what falls, so that a wide radius of small things does not come first."""
    fallen = [architecture.components[name] for name in radius.falls]
    return sum(component.entry is not None or component.tier == 1 for component in fallen)


ANALYSIS = Analysis(
    name="blast-radius",
    summary="what falls and what is degraded when a component fails alone, with redundancy respected",
    answer=answer,
    parameters=(
        Parameter("component", "only this component, and why each member falls (may be repeated)", str, (), several=True),
    ),
)
