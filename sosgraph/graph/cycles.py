"""Cycles of a strong component: the shortest, the shortest few, and edges that open them all."""

from collections.abc import Collection, Iterable, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from sosgraph.graph.cycle_search import EDGES_A_STEP, CyclesOfLength, Inside
from sosgraph.graph.opening_edges import OpeningEdges, opening_edges

__all__ = ["Cycles", "OpeningEdges", "cycles", "opening_edges", "shortest_cycle", "shortest_cycle_with"]


class Cycles(NamedTuple):
    """Elementary cycles, each from its smallest vertex on, the shortest first; `complete` when there are no others."""

    found: tuple[tuple[int, ...], ...]
    complete: bool


def shortest_cycle(adjacency: Sequence[Sequence[int]], members: Collection[int], through: int | None = None) -> list[int]:
    """Return the vertices of a shortest cycle among `members`, from its smallest vertex on; empty when there is none.

    The last edge leads from the last vertex to the first. With `through` it is a shortest cycle through that vertex. Among
    shortest cycles it is the lexicographically smallest. Takes vertices times edges at worst, far less when cycles are short.
    """
    inside = Inside(adjacency, members)
    if through is None:
        through = inside.shortest_start(None)[0]
    return [] if through is None or through not in inside.heads else inside.cycle_through(through)


def shortest_cycle_with(
    adjacency: Sequence[Sequence[int]], members: Collection[int], edges: Iterable[tuple[int, int]]
) -> list[int]:
    """Return the vertices of a shortest cycle among `members` that has one of `edges`, that edge first; empty without one.

    Among shortest cycles it is one with the first possible edge.
    """
    inside = frozenset(members)
    best: list[int] = []
    for tail, head in sorted(edges, key=lambda edge: edge[0] != edge[1]):  # self edges first: nothing is shorter
        way = _way_back(adjacency, inside, head, tail, len(best) or len(inside) + 1)
        if way:
            best = [tail, *way[:-1]]
        if best and len(best) <= 2:
            break
    return best


def _way_back(adjacency: Sequence[Sequence[int]], inside: Collection[int], source: int, target: int, below: int) -> list[int]:
    """Return a shortest path of less than `below` vertices, both ends included; empty when there is none."""
    came_from = {source: source}
    level = [source]
    for _ in range(below - 2):
        if target in came_from:
            break
        reached = []
        for vertex in level:
            for head in adjacency[vertex]:
                if head in inside and head not in came_from:
                    came_from[head] = vertex
                    reached.append(head)
        level = reached
        if not level:
            break
    if target not in came_from:
        return []
    way = [target]
    while way[-1] != source:
        way.append(came_from[way[-1]])
    return way[::-1]


def cycles(
    adjacency: Sequence[Sequence[int]],
    members: Collection[int],
    at_most: int = 20,
    steps: int = 100_000,
    longest: int | None = None,
) -> Cycles:
    """Return the `at_most` shortest elementary cycles among `members`: the shortest first, then lexicographically.

    With `longest` only those of so many vertices or less are looked for. Gives up after about `steps` extensions of a path. What
    was found by then is the beginning of the full answer; when that would be nothing it is one cycle, perhaps not the
    shortest. `complete` only when nothing was left out.
    """
    inside = Inside(adjacency, members)
    allowance = steps * EDGES_A_STEP
    shortest, length, spent = inside.shortest_start(allowance)
    left = allowance - spent
    if shortest is None or at_most < 1:
        return Cycles((), shortest is None and left >= 0)
    found: list[tuple[int, ...]] = []
    waiting = [(length, start) for start in inside.starts]  # (what a cycle not yet found takes at least, its smallest vertex)
    while waiting and left >= 0 and (longest is None or waiting[0][0] <= longest):
        length, start = heappop(waiting)
        search = CyclesOfLength(inside, start, length, left)
        for cycle in search:
            if len(found) == at_most:
                return Cycles(tuple(found), False)
            found.append(cycle)
        left = search.left
        if search.next_length is not None:
            heappush(waiting, (search.next_length, start))
    if left < 0 and not found:
        found.append(tuple(inside.cycle_through(shortest)))
    return Cycles(tuple(found), left >= 0)
