"""What every path from a root leads through."""

from collections.abc import Sequence

from sosgraph.graph.components import postorder


def immediate_dominators(adjacency: Sequence[Sequence[int]]) -> list[int]:
    """Return for every vertex the last one before it that every path from vertex 0 to it leads through.

    0 for vertex 0 itself; every other vertex must be reached from it. Source: K. Cooper, T. Harvey, K. Kennedy, A simple,
    fast dominance algorithm, 2001.
    """
    order = postorder(adjacency)
    place = [0] * len(order)
    for position, vertex in enumerate(order):
        place[vertex] = position
    tails: list[list[int]] = [[] for _ in adjacency]
    for tail, heads in enumerate(adjacency):
        for head in heads:
            tails[head].append(tail)
    found = [-1] * len(adjacency)
    found[0] = 0
    changing = True
    while changing:
        changing = False
        for vertex in reversed(order[:-1]):
            nearest = -1
            for tail in tails[vertex]:
                if found[tail] >= 0:
                    nearest = tail if nearest < 0 else _meeting(tail, nearest, found, place)
            if nearest != found[vertex]:
                found[vertex] = nearest
                changing = True
    return found


def _meeting(one: int, other: int, found: Sequence[int], place: Sequence[int]) -> int:
    """Return the last vertex that the dominators of both have in common."""
    while one != other:
        while place[one] < place[other]:
            one = found[one]
        while place[other] < place[one]:
            other = found[other]
    return one
