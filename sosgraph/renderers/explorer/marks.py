"""What the analyses know of the components and arrows of the picture."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sosgraph.drawing.scene import Scene
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.structure.composites import composite_availability
from sosgraph.structure.dependency_cycles import dependency_cycles
from sosgraph.structure.wholly_shared import shared_dependencies


class Marks(NamedTuple):
    """Composite availabilities by name, by component the numbers of the cycles it is on, and hidden shared dependencies."""

    estimates: Mapping[str, Estimate]
    cycles: Mapping[str, frozenset[int]]
    shared: frozenset[str]

    def of(self, name: str) -> tuple[str, ...]:
        """Return the marks of a component, in the order of drawing them."""
        return (*(["cycle"] if name in self.cycles else []), *(["shared"] if name in self.shared else []))

    def together(self, caller: str, callee: str) -> bool:
        """Tell whether a cycle leads through both."""
        return not self.cycles.get(caller, frozenset()).isdisjoint(self.cycles.get(callee, frozenset()))


def marks(architecture: Architecture) -> Marks:
    """Return what the analyses answer."""
    members: dict[str, set[int]] = {}
    for number, cycle in enumerate(dependency_cycles(architecture)):
        for name in cycle.components:
            members.setdefault(name, set()).add(number)
    return Marks(
        composite_availability(architecture),
        {name: frozenset(numbers) for name, numbers in members.items()},
        frozenset(found.shared for found in shared_dependencies(architecture)),
    )


def arrows_on_cycles(scene: Scene, known: Marks) -> Sequence[bool]:
    """Return for each arrow of a picture whether it is on a cycle; into a group, whether one of its members' is."""
    caller = {edge.head: edge.tail for edge in scene.edges if edge.head.startswith("#")}
    found = []
    lit: set[str] = set()  # groups through which a cycle leads
    for edge in reversed(scene.edges):  # the members of a group come after it
        tail = edge.tail
        while tail in caller:
            tail = caller[tail]
        on_one = edge.head in lit if edge.head in caller else edge.style == "hard" and known.together(tail, edge.head)
        if on_one and edge.tail in caller:
            lit.add(edge.tail)
        found.append(on_one)
    return found[::-1]
