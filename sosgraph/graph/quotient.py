"""The quotient of a graph by classes of its vertices: who needs whom among teams, systems or zones."""

from collections.abc import Hashable, Sequence
from typing import Generic, NamedTuple, TypeVar

from sosgraph.graph.components import cyclic_components, strong_components

C = TypeVar("C", bound=Hashable)


class Quotient(NamedTuple, Generic[C]):
    """A graph whose vertices are `classes`, and behind each of its edges the edges of the first graph that make it.

    `joined` has for every class a number, the same for classes that cycles of the first graph join.
    """

    classes: tuple[C, ...]
    adjacency: list[list[int]]
    behind: dict[tuple[int, int], list[tuple[int, int]]]
    joined: list[int]

    def only_between(self) -> list[list[int]]:
        """Return the strong components that cycles of the first graph do not account for, ordered by smallest member."""
        return [members for members in cyclic_components(self.adjacency) if len({self.joined[one] for one in members}) > 1]

    def between(self, members: Sequence[int]) -> list[tuple[int, int]]:
        """Return the edges among `members` from one joined group to another; each is on a cycle of a strong component."""
        inside = frozenset(members)
        return [
            (tail, head)
            for tail in members
            for head in self.adjacency[tail]
            if head in inside and self.joined[tail] != self.joined[head]
        ]


def quotient(adjacency: Sequence[Sequence[int]], classes: Sequence[C | None]) -> Quotient[C]:
    """Return the quotient by the class of each vertex, classes in order of first appearance; None belongs to no class.

    Edges within a class are left out, and vertices without a class with their edges; but cycles through these join classes too.
    """
    numbers: dict[C, int] = {}
    for kind in classes:
        if kind is not None:
            numbers.setdefault(kind, len(numbers))
    of = [-1 if kind is None else numbers[kind] for kind in classes]
    behind: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for tail, heads in enumerate(adjacency):
        here = of[tail]
        for head in heads if here >= 0 else ():
            there = of[head]
            if there >= 0 and there != here:
                behind.setdefault((here, there), []).append((tail, head))
    between: list[list[int]] = [[] for _ in numbers]
    for tail, head in behind:
        between[tail].append(head)
    return Quotient(tuple(numbers), between, behind, _joined(adjacency, of, len(numbers)))


def _joined(adjacency: Sequence[Sequence[int]], of: Sequence[int], count: int) -> list[int]:
    """Return for every class a number that it shares with those that it meets, directly or in turn, in a cycle of the graph.

    Cycles through vertices without a class join those that they pass.
    """
    meets: list[list[int]] = [[] for _ in range(count)]
    for members in (found for found in strong_components(adjacency) if len(found) > 1):
        met = sorted({of[member] for member in members if of[member] >= 0})
        for one in met[1:]:
            meets[met[0]].append(one)
            meets[one].append(met[0])
    group = [-1] * count
    for number, block in enumerate(strong_components(meets)):  # every edge there and back: these are the connected ones
        for member in block:
            group[member] = number
    return group
