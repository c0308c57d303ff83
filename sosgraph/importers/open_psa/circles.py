"""Gates that cause themselves: a circle is reported once, and opened so that the rest can be read."""

from sosgraph.finding import Note
from sosgraph.graph.components import strong_components
from sosgraph.importers.open_psa.definitions import Definition, Model
from sosgraph.importers.open_psa.formulas import Formulas
from sosgraph.model.requirement import Requirement

Needs = dict[Definition, tuple[Requirement, ...]]


def opened(formulas: Formulas, model: Model) -> Needs:
    """Return what each gate needs, in reading order; references that close a circle are left out, and a finding."""
    needs = {event: formulas.needs(event) for event in model.events if event.kind == "gate"}
    gates = list(needs)
    index = {gate: number for number, gate in enumerate(gates)}
    arcs = [[index[used] for used in formulas.arcs[gate]] for gate in gates]
    for members in strong_components(arcs):
        if len(members) > 1 or members[0] in arcs[members[0]]:
            circle = _circle(arcs, members)
            names = " -> ".join(gates[member].name for member in (*circle, circle[0]))
            notes = [Note(gates[member].at, "and this one") for member in circle[1:]]
            formulas.report(gates[circle[0]].at, f"gates cause themselves: {names}; take one reference out", *notes)
            formulas.mistaken.update(gates[member] for member in members)
            for member in members:  # what is left leads from earlier to later gates
                formulas.closing.update((gates[member], gates[used]) for used in arcs[member] if used <= member)
                needs[gates[member]] = formulas.needs(gates[member])
    return needs


def _circle(arcs: list[list[int]], members: list[int]) -> list[int]:
    """Return a shortest circle through the first member of a strong component."""
    inside, start = set(members), members[0]
    before: dict[int, int] = {}
    frontier = [start]
    for vertex in frontier:  # grows while it is walked
        for used in arcs[vertex]:
            if used == start:
                path = [vertex]
                while path[-1] != start:
                    path.append(before[path[-1]])
                return path[::-1]
            if used in inside and used not in before:
                before[used] = vertex
                frontier.append(used)
    return members
