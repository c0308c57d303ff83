"""What takes a whole redundancy group down by failing alone."""

from collections.abc import Mapping

from sosgraph.equations import Equations, Gate
from sosgraph.graph.brought_down import brought_down
from sosgraph.graph.reachability import members
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import failure_function
from sosgraph.structure.redundancy import redundancy_groups


def fatal_losses(architecture: Architecture) -> Mapping[int, tuple[str, ...]]:
    """Return by identity what alone takes each redundancy group down, components in reading order, its owner included.

    Memory grows with the answer.
    """
    return architecture.once(_found)


def _found(architecture: Architecture) -> dict[int, tuple[str, ...]]:
    function = architecture.once(failure_function)
    names = tuple(architecture.components)
    place_of = {function.part[name]: place for place, name in enumerate(names)}
    gates = list(function.equations.gates)
    number_of: dict[int, int] = {}
    for group in redundancy_groups(architecture):
        number_of[group.identity] = function.group.get(group.identity, function.equations.variables + len(gates))
        if group.identity not in function.group:  # primary and fallback of a call that not every request makes
            gates.append(Gate(group.need, tuple(function.up[member.callees[0]] for member in group.members)))
    identities = list(number_of)
    found: dict[int, list[int]] = {identity: [] for identity in identities}
    numbers = list(number_of.values())
    equations = Equations(function.equations.variables, tuple(gates))
    for variables, sets in brought_down(equations, numbers, list(place_of)) if numbers else ():
        for variable, lost in zip(variables, sets, strict=True):
            for index in members(lost):
                found[identities[index]].append(place_of[variable])
    return {identity: tuple(names[place] for place in sorted(places)) for identity, places in found.items()}
