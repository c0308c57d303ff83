"""What takes a whole redundancy group down by failing alone."""

from collections.abc import Mapping, Sequence

from sosgraph.graph.bit_sets import members
from sosgraph.graph.brought_down import brought_down
from sosgraph.model.architecture import Architecture
from sosgraph.structure.component_function import component_function
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups
from sosgraph.structure.resting import resting


def fatal_losses(architecture: Architecture) -> Mapping[int, tuple[str, ...]]:
    """Return by identity what alone takes each redundancy group down, components in reading order, its owner included.

    Memory grows with the answer.
    """
    return architecture.once(_found)


def _found(architecture: Architecture) -> dict[int, tuple[str, ...]]:
    return fatal_losses_of(architecture, redundancy_groups(architecture))


def fatal_losses_of(architecture: Architecture, groups: Sequence[RedundancyGroup]) -> dict[int, tuple[str, ...]]:
    """Return the same as `fatal_losses` for some groups, nothing of which is remembered."""
    function = component_function(architecture)
    names = tuple(architecture.components)
    place = {name: index for index, name in enumerate(names)}
    number_of = {group.identity: function.group[group.identity] for group in groups}
    fatal: dict[int, list[int]] = {number: [] for number in number_of.values()}
    watched = list(fatal)
    for variables, sets in brought_down(function.equations, watched, _below(architecture, groups, place)) if watched else ():
        for variable, lost in zip(variables, sets, strict=True):
            for index in members(lost) if lost else ():
                fatal[watched[index]].append(variable)
    found = {number: tuple(names[index] for index in sorted(places)) for number, places in fatal.items()}
    return {identity: found[number] for identity, number in number_of.items()}


def _below(architecture: Architecture, groups: Sequence[RedundancyGroup], place: Mapping[str, int]) -> list[int]:
    """Return the places of all components on which a member of a group rests, itself included: no other takes one down."""
    callees = resting(architecture)
    sides = {id(group.members): group.members for group in groups}
    found = list(dict.fromkeys(place[name] for members in sides.values() for member in members for name in member.callees))
    seen = set(found)
    for one in found:  # grows while it is walked
        further = [callee for callee in callees[one] if callee not in seen]
        seen.update(further)
        found.extend(further)
    return found
