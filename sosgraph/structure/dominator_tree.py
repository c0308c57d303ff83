"""What everything passes through: the dominator tree of what a component needs."""

from dataclasses import dataclass, field

from sosgraph.graph.dominators import immediate_dominators
from sosgraph.model.architecture import Architecture
from sosgraph.structure.selected_dependencies import Selection, selected


@dataclass(frozen=True, slots=True)
class DominatorTree:
    """All that `entry` reaches by hard dependencies while running, members of groups among them, in reading order, itself first.

    `above[name]` is the last component before `name` through which every way from the entry to it leads.
    """

    entry: str
    names: tuple[str, ...]
    above: dict[str, str]
    _next: dict[str, list[str]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[str]] = {}
        for name in self.names[1:]:
            found.setdefault(self.above[name], []).append(name)
        object.__setattr__(self, "_next", found)

    def chokepoints(self) -> dict[str, int]:
        """Return how many lie beyond each component but the entry, where any do: most first, then in reading order."""
        below = dict.fromkeys(self.names, 0)
        waiting = {name: len(names) for name, names in self._next.items()}
        leaves = [name for name in self.names if name not in waiting]
        for name in leaves:  # callees before callers: each when all that it is the last before are counted
            if name != self.entry:
                above = self.above[name]
                below[above] += 1 + below[name]
                waiting[above] -= 1
                if not waiting[above]:
                    leaves.append(above)
        found = [name for name in self.names if below[name] and name != self.entry]
        return {name: below[name] for name in sorted(found, key=lambda name: -below[name])}

    def beyond(self, name: str) -> tuple[str, ...]:
        """Return the components to which every way from the entry leads through `name`, in reading order."""
        found: set[str] = set()
        pending = [name]
        while pending:
            nearer = self._next.get(pending.pop(), ())
            found.update(nearer)
            pending.extend(nearer)
        return tuple(other for other in self.names if other in found)

    def before(self, name: str) -> tuple[str, ...]:
        """Return the components through which every way from the entry to `name` leads, ends excluded, in that order."""
        found = []
        while name != self.entry and (name := self.above[name]) != self.entry:
            found.append(name)
        return tuple(reversed(found))


def dominator_tree(architecture: Architecture, entry: str) -> DominatorTree:
    """Return the dominator tree of `entry`, given by its full name.

    In the plain graph: each member of a redundancy group counts as needed, a fallback does not. Source: `graph.dominators`.
    """
    adjacency = selected(architecture, Selection()).adjacency
    names = tuple(architecture.components)
    start = names.index(entry)
    reached = _reached(adjacency, start)
    place = {vertex: number for number, vertex in enumerate(reached)}
    above = immediate_dominators([[place[head] for head in adjacency[vertex]] for vertex in reached])
    found = {names[vertex]: names[reached[above[number]]] for number, vertex in enumerate(reached) if number}
    others = sorted(reached[1:])
    return DominatorTree(entry, (entry, *(names[vertex] for vertex in others)), found)


def _reached(adjacency: list[list[int]], start: int) -> list[int]:
    """Return what `start` reaches, itself first, in the order in which it is met."""
    found = [start]
    seen = {start}
    for vertex in found:
        for head in adjacency[vertex]:
            if head not in seen:
                seen.add(head)
                found.append(head)
    return found
