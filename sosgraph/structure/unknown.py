"""Which components of which something is not known does each component rest on?"""

from sosgraph.graph.bit_sets import members
from sosgraph.graph.components import strong_components
from sosgraph.structure.function import StructureFunction


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


def doubtful(function: StructureFunction) -> list[bool]:
    """Return of every number of the structure function whether something that is not known is negated below it.

    That such a component is taken for a perfect one may then make it seem better, or worse.
    """
    equations = function.equations
    if equations.coherent or not function.unknown | function.misread:
        return [False] * len(equations)
    first, unknown = equations.variables, on_unknown(function)
    found = [False] * len(equations)
    arcs: list[tuple[int, ...]] = [()] * first
    arcs.extend(tuple([argument if argument >= 0 else ~argument for argument in gate.arguments]) for gate in equations.gates)
    for component in strong_components(arcs):
        gates = [equations.gates[number - first] for number in component if number >= first]
        arguments = [argument for gate in gates for argument in gate.arguments]
        doubt = any(found[argument] if argument >= 0 else unknown[~argument] or found[~argument] for argument in arguments)
        for number in component:
            found[number] = doubt
    return found
