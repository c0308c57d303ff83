"""What takes a whole redundancy group down by failing alone."""

from collections.abc import Mapping

from sosgraph.equations import Equations, Gate
from sosgraph.graph.brought_down import brought_down
from sosgraph.graph.reachability import members
from sosgraph.model.architecture import Architecture
from sosgraph.structure.component_function import component_function
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.resting import resting


def fatal_losses(architecture: Architecture) -> Mapping[int, tuple[str, ...]]:
    """Return by identity what alone takes each redundancy group down, components in reading order, its owner included.

    Memory grows with the answer.
    """
    return architecture.once(_found)


def _found(architecture: Architecture) -> dict[int, tuple[str, ...]]:
    function = component_function(architecture)
    names = tuple(architecture.components)
    place = {name: index for index, name in enumerate(names)}
    gates = list(function.equations.gates)
    number_of: dict[int, int] = {}
    for group in redundancy_groups(architecture):
        if group.identity in function.group:
            number_of[group.identity] = function.group[group.identity]
        else:  # primary and fallback of a call that not every request makes
            number_of[group.identity] = len(names) + len(gates)
            gates.append(Gate(group.need, tuple(len(names) + place[member.callees[0]] for member in group.members)))
    fatal: dict[int, list[int]] = {number: [] for number in number_of.values()}
    watched = list(fatal)
    equations = Equations(len(names), tuple(gates))
    for variables, sets in brought_down(equations, watched, _below(architecture, place)) if watched else ():
        for variable, lost in zip(variables, sets, strict=True):
            for index in members(lost) if lost else ():
                fatal[watched[index]].append(variable)
    found = {number: tuple(names[index] for index in sorted(places)) for number, places in fatal.items()}
    return {identity: found[number] for identity, number in number_of.items()}


def _below(architecture: Architecture, place: Mapping[str, int]) -> list[int]:
    """Return the places of all components on which a member of a group rests, itself included: no other takes one down."""
    callees = resting(architecture)
    groups = {id(group.members): group.members for group in redundancy_groups(architecture)}
    found = list(dict.fromkeys(place[name] for members in groups.values() for member in members for name in member.callees))
    seen = set(found)
    for one in found:  # grows while it is walked
        further = [callee for callee in callees[one] if callee not in seen]
        seen.update(further)
        found.extend(further)
    return found
