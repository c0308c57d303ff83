"""Cycles of a strong component: the shortest, the shortest few, and edges that open them all."""

from collections.abc import Collection, Sequence
from heapq import heappop, heappush
from typing import NamedTuple

from sosgraph.graph.cycle_search import EDGES_A_STEP, CyclesOfLength, Inside
from sosgraph.graph.opening_edges import OpeningEdges, opening_edges

__all__ = ["Cycles", "OpeningEdges", "cycles", "opening_edges", "shortest_cycle"]


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


def cycles(adjacency: Sequence[Sequence[int]], members: Collection[int], at_most: int = 20, steps: int = 100_000) -> Cycles:
    """Return the `at_most` shortest elementary cycles among `members`: the shortest first, then lexicographically.

    Gives up after about `steps` extensions of a path. What was found by then is the beginning of the full answer; when
    that would be nothing it is one cycle, perhaps not the shortest. `complete` only when nothing was left out.
    """
    inside = Inside(adjacency, members)
    allowance = steps * EDGES_A_STEP
    shortest, length, spent = inside.shortest_start(allowance)
    left = allowance - spent
    if shortest is None or at_most < 1:
        return Cycles((), shortest is None and left >= 0)
    found: list[tuple[int, ...]] = []
    waiting = [(length, start) for start in inside.starts]  # (what a cycle not yet found takes at least, its smallest vertex)
    while waiting and left >= 0:
        length, start = heappop(waiting)
        search = CyclesOfLength(inside, start, length, left)
        for cycle in search:
            if len(found) == at_most:
                return Cycles(tuple(found), False)
            found.append(cycle)
        left = search.left
        if search.next_length is not None:
            heappush(waiting, (search.next_length, start))
    return Cycles(tuple(found) or (tuple(inside.cycle_through(shortest)),), left >= 0)
