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
from sosgraph.structure.single_failures import single_failures
from sosgraph.table import Column, Table


@dataclass(frozen=True, slots=True)
class Hop:
    """One dependency on a cycle, and where it is written."""

    caller: str
    callee: str
    at: Pointer


@dataclass(frozen=True, slots=True)
class DependencyCycle:
    """A strong component: its members in reading order, and one shortest cycle, of what falls together where there is one.

    `opening` are dependencies whose removal opens every cycle in it; `fewest` tells whether fewer cannot do it. `together`
    tells whether whatever is on the shortest cycle takes all of it down by failing alone, while running.
    """

    components: tuple[str, ...]
    shortest: tuple[Hop, ...]
    opening: tuple[Hop, ...]
    fewest: bool
    together: bool


def dependency_cycles(architecture: Architecture, phases: tuple[str, ...] = ("run",)) -> tuple[DependencyCycle, ...]:
    """Return the strong components of the hard dependencies needed in one of `phases`, in reading order."""
    graph = network(architecture).restricted(phases=phases, hard=True)
    adjacency = graph.adjacency()
    cycles = cyclic_components(adjacency)
    falling = _falling(architecture, graph.names, adjacency, cycles) if cycles else adjacency
    tight = {member: circle for circle in cyclic_components(falling) for member in circle}
    found = []
    for members in cycles:
        circle = next((tight[member] for member in members if member in tight), None)
        around = shortest_cycle(adjacency, members) if circle is None else shortest_cycle(falling, circle)
        hops = [(graph.names[tail], graph.names[head]) for tail, head in zip(around, around[1:] + around[:1], strict=True)]
        opened = opening_edges(adjacency, members)
        cycle = DependencyCycle(
            components=tuple(graph.names[member] for member in members),
            shortest=tuple(_hop(architecture, caller, callee, phases) for caller, callee in hops),
            opening=tuple(_hop(architecture, graph.names[tail], graph.names[head], phases) for tail, head in opened.edges),
            fewest=opened.exact,
            together=circle is not None,
        )
        found.append(cycle)
    return tuple(found)


def _falling(
    architecture: Architecture, names: Sequence[str], adjacency: Sequence[Sequence[int]], cycles: Sequence[Sequence[int]]
) -> list[list[int]]:
    """Return the adjacency of the vertices in `cycles`, with those heads only whose failure alone takes the tail down."""
    failures = single_failures(architecture)
    falling: list[list[int]] = [[] for _ in adjacency]
    for tail in (member for members in cycles for member in members):
        falling[tail] = [head for head in adjacency[tail] if failures.takes_down(names[head], names[tail])]
    return falling


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
    notes = []
    if any(cycle.together for cycle in cycles):
        notes.append("up together, down together: what is in a cycle is up only while all of the cycle is (greatest fixed point)")
    if not all(cycle.together for cycle in cycles):
        notes.append(
            "where a redundancy group, a fallback or a conditional call is on the way, the others may stay up without one"
        )
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
