"""What falls when this fails? Blast radii with redundancy respected, and who is degraded."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sosgraph.analyses import Analysis
from sosgraph.graph.failure_sets import transposed
from sosgraph.graph.reachability import bit_set, members
from sosgraph.model.architecture import Architecture
from sosgraph.parameter import Parameter
from sosgraph.selection import selected_components
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.degraded import degrading
from sosgraph.structure.single_failures import single_failures
from sosgraph.structure.witness import witnesses
from sosgraph.table import Column, Table


@dataclass(frozen=True, slots=True)
class BlastRadius:
    """What falls with a component when it fails alone, itself excluded, and who is up but degraded, in reading order.

    `down` is the bit set of all that is down then, itself included, by position in reading order.
    """

    falls: tuple[str, ...]
    degraded: tuple[str, ...]
    down: int = field(default=0, compare=False, repr=False)


def blast_radii(architecture: Architecture) -> Mapping[str, BlastRadius]:
    """Return the blast radius of every component, by full name, in reading order."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> Mapping[str, BlastRadius]:
    failures = single_failures(architecture)
    names = tuple(architecture.components)
    down = transposed([failures.sets[name] for name in names], len(failures.parts))
    touched = transposed(degrading(architecture), len(failures.parts))
    radii = {}
    together: dict[int, tuple[str, ...]] = {}  # what falls together has the same set, so that its names are found once
    for own, name in enumerate(names):
        bit = failures.bit[name]
        fallen = down[bit]
        if fallen not in together:
            together[fallen] = tuple(names[index] for index in members(fallen))
        before = (fallen & ((1 << own) - 1)).bit_count()
        falls = together[fallen][:before] + together[fallen][before + 1 :]
        radii[name] = BlastRadius(falls, tuple(names[index] for index in members(touched[bit])), fallen)
    return radii


class _Importance:
    """How much is lost, to be compared: share of visits, requests a second, entries, components by tier, components."""

    def __init__(self, architecture: Architecture) -> None:
        components = architecture.components
        index = {name: number for number, name in enumerate(components)}
        journeys = architecture.journeys.values()
        shared = sum(journey.share.value for journey in journeys if journey.share is not None)
        silent = sum(journey.share is None for journey in journeys)
        rest = max(1 - shared, 0.0) / max(silent, 1)  # journeys that give no share divide what the others leave
        self._journeys = [
            (bit_set(index[name] for name in journey.through), rest if journey.share is None else journey.share.value)
            for journey in journeys
        ]
        entries = {index[name]: one.entry for name, one in components.items() if one.entry is not None}
        self._entries = bit_set(entries)
        self._rates = [(1 << number, entry.rate_per_s) for number, entry in entries.items() if entry.rate_per_s]
        tiers: dict[int, list[int]] = {}
        for name, component in components.items():
            if component.tier is not None:
                tiers.setdefault(component.tier, []).append(index[name])
        self._tiers = [bit_set(tiers[tier]) for tier in sorted(tiers)]

    def of(self, down: int) -> tuple[float, ...]:
        """Return what is lost while `down` are down, the weightiest first."""
        share = sum(share for through, share in self._journeys if through & down)
        rate_per_s = sum(rate for entry, rate in self._rates if entry & down)
        counts = ((mask & down).bit_count() for mask in (self._entries, *self._tiers))
        return (share, rate_per_s, *counts, down.bit_count())


def answer(architecture: Architecture, *, component: tuple[str, ...] = ()) -> tuple[Table, ...]:
    """Return the components with the widest blast radius first; for one that is asked for, why each member falls."""
    names = selected_components(architecture, component)
    radii = blast_radii(architecture)
    availability = composite_availability(architecture)
    importance = _Importance(architecture)
    ranked = names if component else sorted(names, key=lambda name: importance.of(radii[name].down), reverse=True)
    labels = {name: architecture.label(name) for name in architecture.components}
    rows = tuple(
        (
            labels[name],
            len(radii[name].falls),
            tuple(map(labels.__getitem__, radii[name].falls)),
            _journeys(architecture, name, radii[name]),
            tuple(map(labels.__getitem__, radii[name].degraded)),
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
    if not architecture.journeys:
        return ()
    down = {name, *radius.falls}
    return tuple(journey.name for journey in architecture.journeys.values() if not down.isdisjoint(journey.through))


ANALYSIS = Analysis(
    name="blast-radius",
    summary="what falls and what is degraded when a component fails alone, with redundancy respected",
    answer=answer,
    parameters=(
        Parameter("component", "only this component, and why each member falls (may be repeated)", str, (), several=True),
    ),
)
