"""Ways out: from some vertices to others, a shortest path for each first edge, or for each last vertex."""

from collections.abc import Collection, Iterator, Sequence


def ways(
    adjacency: Sequence[Sequence[int]], sources: Collection[int], targets: Collection[int], through: Collection[int]
) -> Iterator[list[int]]:
    """Yield for each edge from a source, after which a target can be reached, a shortest such path, both ends included.

    Vertices between the ends are in `through`, and neither sources nor targets. In the order of sources, then in that of their
    heads; of several shortest paths the one that is first in the order of heads. Takes vertices plus edges plus what is yielded.
    """
    wanted, left = frozenset(targets), frozenset(sources)
    between = frozenset(through) - wanted - left
    distance = _distances(adjacency, wanted, between)
    for source in sorted(left):
        for head in dict.fromkeys(adjacency[source]):
            if head in wanted or head in distance:
                path = [source, head]
                while path[-1] not in wanted:
                    tail = path[-1]
                    path.append(next(each for each in adjacency[tail] if _nearer(each, tail, wanted, distance)))
                yield path


def shortest_ways(
    adjacency: Sequence[Sequence[int]], sources: Collection[int], targets: Collection[int], through: Collection[int]
) -> dict[int, list[int]]:
    """Return for each target that can be reached from a source a shortest path, both ends included, by its last vertex.

    Vertices between the ends are in `through`. Targets are no sources. Takes vertices plus edges plus what is returned.
    """
    between = frozenset(through).difference(sources)
    came_from: dict[int, int] = {source: source for source in sorted(sources)}
    queue = list(came_from)
    start = len(queue)
    for place, vertex in enumerate(queue):
        if place < start or vertex in between:
            for head in adjacency[vertex]:
                if head not in came_from:
                    came_from[head] = vertex
                    queue.append(head)
    return {target: _back(came_from, target) for target in targets if target in came_from}


def _back(came_from: dict[int, int], target: int) -> list[int]:
    path = [target]
    while came_from[path[-1]] != path[-1]:
        path.append(came_from[path[-1]])
    return path[::-1]


def _nearer(head: int, tail: int, targets: frozenset[int], distance: dict[int, int]) -> bool:
    return head in targets if distance[tail] == 1 else distance.get(head) == distance[tail] - 1


def _distances(adjacency: Sequence[Sequence[int]], targets: frozenset[int], between: frozenset[int]) -> dict[int, int]:
    """Return how many edges a shortest path from each vertex of `between` takes to a target, where there is one."""
    tails: dict[int, list[int]] = {}
    for tail in between:
        for head in adjacency[tail]:
            tails.setdefault(head, []).append(tail)
    distance: dict[int, int] = {}
    level: Collection[int] = targets
    steps = 0
    while level:
        steps += 1
        reached = [tail for head in level for tail in tails.get(head, ()) if tail not in distance]
        distance.update(dict.fromkeys(reached, steps))
        level = dict.fromkeys(reached)
    return distance
