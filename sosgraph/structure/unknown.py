"""Which components of which something is not known does each component rest on?"""

from sosgraph.graph.components import strong_components
from sosgraph.graph.reachability import members
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.own_part import own_parts
from sosgraph.structure.resting import resting


def unknown_below(function: StructureFunction) -> dict[str, tuple[str, ...]]:
    """Return for every component those in its structure, itself included, that can only be worse than they seem.

    They have no number of their own, or something in their description could not be read. In reading order.
    """
    lacking = function.unknown | function.misread
    if not lacking:
        return dict.fromkeys(function.up, ())
    names = [name for name in function.up if name in lacking]
    bit = {function.part[name]: 1 << index for index, name in enumerate(names)}
    arcs: list[tuple[int, ...]] = [()] * function.equations.variables
    arcs.extend(tuple(max(argument, ~argument) for argument in gate.arguments) for gate in function.equations.gates)
    below = [0] * len(arcs)
    for component in strong_components(arcs):
        union = 0
        for number in component:
            union |= bit.get(number, 0)
            for argument in arcs[number]:
                union |= below[argument]
        for number in component:
            below[number] = union
    tuples: dict[int, tuple[str, ...]] = {}
    for number in function.up.values():
        if below[number] not in tuples:
            tuples[below[number]] = tuple(names[index] for index in members(below[number]))
    return {name: tuples[below[number]] for name, number in function.up.items()}


def on_unknown(function: StructureFunction) -> list[bool]:
    """Return of every number of the structure function whether it rests on a component that can only be worse than it seems."""
    lacking = function.unknown | function.misread
    if not lacking:
        return [False] * len(function.equations)
    found = [False] * function.equations.variables
    for name in lacking:
        found[function.part[name]] = True
    arcs: list[tuple[int, ...]] = [()] * function.equations.variables
    arcs.extend(tuple(max(argument, ~argument) for argument in gate.arguments) for gate in function.equations.gates)
    found.extend(False for _ in function.equations.gates)
    for component in strong_components(arcs):
        if any(found[argument] for number in component for argument in arcs[number]):
            for number in component:
                found[number] = True
    return found


def unknown_parts(architecture: Architecture) -> list[str]:
    """Return the components without a number of their own, in reading order, without an equation."""
    return [name for name, part in own_parts(architecture).items() if part.ratio is None]


def above_unknown(architecture: Architecture) -> frozenset[str]:
    """Return the components that rest on one that can only be worse than it seems, itself included, without an equation."""
    return architecture.once(_above)


def _above(architecture: Architecture) -> frozenset[str]:
    names = list(architecture.components)
    found = set(unknown_parts(architecture))
    found.update(name for name in architecture.mistaken if name in architecture.components)
    if not found:
        return frozenset()
    callees = resting(architecture)
    for component in strong_components(callees):
        together = [names[member] for member in component]
        below = [names[callee] for member in component for callee in callees[member]]
        if not found.isdisjoint(together) or not found.isdisjoint(below):
            found.update(together)
    return frozenset(found)
