"""Which redundancy does a combination of failures defeat?"""

from collections.abc import Collection
from typing import NamedTuple

from sosgraph.equations import Solutions
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import StructureFunction
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups

_MOST_MEMBERS = 4


class NamedGroup(NamedTuple):
    """A redundancy group in words: whose it is, what it consists of, and how many losses of members it survives."""

    owner: str
    words: str
    survives: int
    identity: int


def named_groups(architecture: Architecture) -> tuple[NamedGroup, ...]:
    """Return the redundancy groups that are needed while running, and all replicas of which not each is needed."""
    return architecture.once(_named)


def broken_groups(
    groups: Collection[NamedGroup], function: StructureFunction, solutions: Solutions, failed: Collection[int]
) -> tuple[NamedGroup, ...]:
    """Return those of `groups` that the variables `failed` take down and that fewer of them do not; else all taken down.

    The `solutions` are those of the equations of `function`.
    """
    if not groups:
        return ()
    value = solutions.where(failed)
    down = [group for group in groups if not value[function.group[group.identity]]]
    just = down
    for spared in failed if len(failed) > 1 and down else ():
        still = solutions.where(other for other in failed if other != spared)
        just = [group for group in just if still[function.group[group.identity]]]
    return tuple(just or down)


def _named(architecture: Architecture) -> tuple[NamedGroup, ...]:
    found = {group.identity: _words(architecture, group) for group in redundancy_groups(architecture)}
    for component in architecture.components.values():
        replicas = component.replicas
        if replicas is not None and replicas.need < replicas.count:
            words = f"{replicas.need} of {replicas.count} replicas"
            found[id(replicas)] = NamedGroup(component.name, words, replicas.count - replicas.need, id(replicas))
    return tuple(found.values())


def _words(architecture: Architecture, group: RedundancyGroup) -> NamedGroup:
    members = [" and ".join(architecture.label(callee) for callee in member.callees) for member in group.members]
    shown = ", ".join(members[:_MOST_MEMBERS]) + (", …" if len(members) > _MOST_MEMBERS else "")
    words = f"{members[0]} or its fallback {members[1]}" if group.words == "fallback" else f"{group.words} {shown}"
    return NamedGroup(group.owner.name, words, len(group.members) - group.need, group.identity)
