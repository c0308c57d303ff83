"""Who depends on whom in a circle? Strong components of the hard dependencies, by phase."""

from collections.abc import Sequence
from dataclasses import dataclass

from sosgraph.analyses import Analysis
from sosgraph.graph.components import cyclic_components
from sosgraph.graph.cycles import shortest_cycle
from sosgraph.graph.opening_edges import opening_edges
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import PHASES
from sosgraph.parameter import Parameter
from sosgraph.quantity import OneOf
from sosgraph.source import Pointer
from sosgraph.structure.network import network
from sosgraph.structure.places import place_of_dependency
from sosgraph.table import Column, Table


@dataclass(frozen=True, slots=True)
class Hop:
    """One dependency on a cycle, and where it is written."""

    caller: str
    callee: str
    at: Pointer


@dataclass(frozen=True, slots=True)
class DependencyCycle:
    """A strong component: its members in reading order, and one shortest cycle through its first member's circle.

    `opening` are dependencies whose removal opens every cycle in it; `fewest` tells whether fewer cannot do it.
    """

    components: tuple[str, ...]
    shortest: tuple[Hop, ...]
    opening: tuple[Hop, ...]
    fewest: bool


def dependency_cycles(architecture: Architecture, phases: tuple[str, ...] = ("run",)) -> tuple[DependencyCycle, ...]:
    """Return the strong components of the hard dependencies needed in one of `phases`, in reading order."""
    graph = network(architecture).restricted(phases=phases, hard=True)
    adjacency = graph.adjacency()
    return tuple(_cycle(architecture, graph.names, adjacency, members, phases) for members in cyclic_components(adjacency))


def _cycle(
    architecture: Architecture,
    names: Sequence[str],
    adjacency: Sequence[Sequence[int]],
    members: list[int],
    phases: tuple[str, ...],
) -> DependencyCycle:
    around = [names[member] for member in shortest_cycle(adjacency, members)]
    hops = zip(around, around[1:] + around[:1], strict=True)
    opened = opening_edges(adjacency, members)
    return DependencyCycle(
        components=tuple(names[member] for member in members),
        shortest=tuple(_hop(architecture, caller, callee, phases) for caller, callee in hops),
        opening=tuple(_hop(architecture, names[tail], names[head], phases) for tail, head in opened.edges),
        fewest=opened.exact,
    )


def _hop(architecture: Architecture, caller: str, callee: str, phases: tuple[str, ...]) -> Hop:
    return Hop(caller, callee, place_of_dependency(architecture.components[caller], callee, phases))


def answer(architecture: Architecture, *, phase: tuple[str, ...] = ("run",)) -> tuple[Table, ...]:
    """Return one row for each strong component: its members, a shortest cycle, and what would open it."""
    label = architecture.label
    cycles = dependency_cycles(architecture, phase)
    rows = tuple(
        (
            len(cycle.components),
            tuple(label(name) for name in cycle.components),
            " -> ".join([label(hop.caller) for hop in cycle.shortest] + [label(cycle.shortest[0].caller)]),
            cycle.shortest[0].at,
            tuple(f"{label(hop.caller)} -> {label(hop.callee)}" for hop in cycle.opening),
            cycle.fewest,
        )
        for cycle in cycles
    )
    columns = (
        Column("size", "count", "size"),
        Column("components", "names", "components"),
        Column("shortest", "text", "a shortest cycle"),
        Column("at", "place", "at"),
        Column("opened_by", "names", "opened by leaving out"),
        Column("fewest", "flag", "fewest"),
    )
    notes = ["up together, down together: what is in a cycle is up only while all of the cycle is (greatest fixed point)"]
    if not all(cycle.fewest for cycle in cycles):
        notes.append("opened by: a small set of dependencies where fewest is no, not proven to be the smallest")
    title = f"Cycles of hard dependencies ({', '.join(phase)})"
    return (Table("cycles", title, columns, rows, tuple(notes) if rows else ("there is none",)),)


ANALYSIS = Analysis(
    name="cycles",
    summary="circles of hard dependencies, a shortest one with its places, and what would open them",
    answer=answer,
    parameters=(
        Parameter("phase", f"needed in this phase: {', '.join(PHASES)} (may be repeated)", OneOf(PHASES), ("run",), several=True),
    ),
)
