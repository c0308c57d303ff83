"""Paths, and everything a vertex reaches, as bit sets."""

from collections.abc import Callable, Sequence

from sosgraph.graph.bit_sets import bit_set
from sosgraph.graph.components import strong_components


def shortest_path(
    adjacency: Sequence[Sequence[int]],
    source: int,
    target: int,
    allowed: Callable[[int], bool] | None = None,
) -> list[int] | None:
    """Return the vertices of a shortest path, both ends included, or None when there is no path.

    Vertices between the ends must be `allowed`. Among shortest paths it is the first in reading order.
    """
    if source == target:
        return [source]
    came_from = {source: source}
    queue = [source]
    for vertex in queue:
        for head in adjacency[vertex]:
            if head == target:
                path = [target, vertex]
                while path[-1] != source:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if head not in came_from and (allowed is None or allowed(head)):
                came_from[head] = vertex
                queue.append(head)
    return None


def reachable_sets(adjacency: Sequence[Sequence[int]]) -> list[int]:
    """Return for every vertex the bit set of the vertices that it reaches, itself included.

    The members of a strong component share one integer. Memory grows with the square of the number of vertices.
    """
    sets = [0] * len(adjacency)
    for component in strong_components(adjacency):
        if len(component) == 1:
            vertex = component[0]
            reached = 1 << vertex
            for head in adjacency[vertex]:
                reached |= sets[head]
            sets[vertex] = reached
        else:
            reached = bit_set(component)
            for head in {head for vertex in component for head in adjacency[vertex]}.difference(component):
                reached |= sets[head]
            for vertex in component:
                sets[vertex] = reached
    return sets
