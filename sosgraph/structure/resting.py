"""Who may rest on whom while running: the plain graph below redundancy, in which every member of a group counts."""

from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import rests_on


def resting(architecture: Architecture) -> list[list[int]]:
    """Return for every component, in reading order, the positions of those on whom it may rest while running, found once."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> list[list[int]]:
    index = {name: number for number, name in enumerate(architecture.components)}
    return [list(map(index.__getitem__, rests_on(component))) for component in architecture.components.values()]
