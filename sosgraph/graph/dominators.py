# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""What every path from a root leads through: a kernel, run as it stands or compiled (`dominators.pxd` beside it)."""

from collections.abc import Sequence

from sosgraph.graph.sparse import Numbers, flattened, numbers

COMPILED = not __file__.endswith(".py")


def immediate_dominators(adjacency: Sequence[Sequence[int]]) -> list[int]:
    """Return for every vertex the last one before it that every path from vertex 0 to it leads through.

    0 for vertex 0 itself; every other vertex must be reached from it. Source: K. Cooper, T. Harvey, K. Kennedy, A simple,
    fast dominance algorithm, 2001.
    """
    starts, heads = flattened(adjacency)
    size = len(starts) - 1
    if not size:
        return []
    order = _from_root(starts, heads)
    place, begins, tails = numbers(size), numbers(size + 1), numbers(len(heads))
    for position in range(size):
        place[order[position]] = position
    _reverse(order, place, starts, heads, begins, tails)
    # From here on a vertex is its place in the order, so that the one that was entered earlier is the larger.
    found = numbers(size, -1)
    found[size - 1] = size - 1
    changing = 1
    while changing:
        changing = 0
        for vertex in range(size - 2, -1, -1):
            nearest = -1
            for arc in range(begins[vertex], begins[vertex + 1]):
                tail = tails[arc]
                if found[tail] >= 0:
                    if nearest < 0:
                        nearest = tail
                    while tail != nearest:
                        if tail < nearest:
                            tail = found[tail]
                        else:
                            nearest = found[nearest]
            if nearest != found[vertex]:
                found[vertex] = nearest
                changing = 1
    result: list[int] = [0] * size
    for position in range(size):
        result[order[position]] = order[found[position]]
    return result


def _from_root(starts: Numbers, heads: Numbers) -> Numbers:
    """Return all vertices, those that vertex 0 reaches over a vertex before it, in depth-first order."""
    size = len(starts) - 1
    order, path, following, seen = numbers(size), numbers(size), numbers(size), numbers(size)
    done, top, seen[0], following[0] = 0, 1, 1, starts[0]
    while top:
        vertex = path[top - 1]
        arc, end = following[vertex], starts[vertex + 1]
        while arc < end and seen[heads[arc]]:
            arc += 1
        following[vertex] = arc + 1
        if arc < end:
            head = heads[arc]
            seen[head] = 1
            following[head] = starts[head]
            path[top] = head
            top += 1
        else:
            order[done] = vertex
            done += 1
            top -= 1
    return order


def _reverse(order: Numbers, place: Numbers, starts: Numbers, heads: Numbers, begins: Numbers, tails: Numbers) -> None:
    """Write the arcs backwards, between places in `order`."""
    for arc in range(len(heads)):
        begins[place[heads[arc]]] += 1
    total = 0
    for position in range(len(place)):
        total += begins[position]
        begins[position] = total
    begins[len(place)] = total
    for position in range(len(place)):
        vertex = order[position]
        for arc in range(starts[vertex], starts[vertex + 1]):
            begins[place[heads[arc]]] -= 1
            tails[begins[place[heads[arc]]]] = position
