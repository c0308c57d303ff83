# cython: annotation_typing=False
"""Orders of the vertices: one that light edges run against, and one that none runs against, kept while edges are added.

A kernel, run as it stands or compiled (`acyclic_order.pxd` beside it).
"""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

COMPILED = not __file__.endswith(".py")

Edge = tuple[int, int]

_PASSES = 4  # of all vertices while looking for better places


def acyclic_order(heads: Mapping[int, Sequence[int]], weights: Mapping[Edge, int]) -> list[int]:
    """Return the vertices in an order that light edges run against, found greedily; one without cycles has no such edge.

    Sources and sinks go to the ends, else that vertex goes to the front whose edges out weigh most compared to those in.
    Source: P. Eades, X. Lin, W. Smyth, A fast and effective heuristic for the feedback arc set problem, 1993.
    """
    after = {vertex: [(head, weights[vertex, head]) for head in callees] for vertex, callees in heads.items()}
    before = {vertex: [(tail, weights[tail, vertex]) for tail in callers] for vertex, callers in _tails(heads).items()}
    ways_out = {vertex: len(weighed) for vertex, weighed in after.items()}
    ways_in = {vertex: len(weighed) for vertex, weighed in before.items()}
    out = {vertex: sum([weight for _, weight in weighed]) for vertex, weighed in after.items()}
    into = {vertex: sum([weight for _, weight in weighed]) for vertex, weighed in before.items()}
    ends = [vertex for vertex in heads if not (ways_out[vertex] and ways_in[vertex])]
    best = [(into[vertex] - out[vertex], vertex) for vertex in heads]
    heapify(best)
    front: list[int] = []
    back: list[int] = []
    placed: set[int] = set()
    while len(placed) < len(heads):
        if ends:
            vertex = ends.pop()
        else:
            surplus, vertex = heappop(best)
            if surplus != into[vertex] - out[vertex]:
                continue
        if vertex in placed:
            continue
        placed.add(vertex)
        (front if ways_out[vertex] else back).append(vertex)
        for touched, sums, ways in ((after[vertex], into, ways_in), (before[vertex], out, ways_out)):
            for neighbour, weight in touched:
                sums[neighbour] -= weight
                ways[neighbour] -= 1
                if neighbour not in placed:
                    if ways[neighbour]:
                        heappush(best, (into[neighbour] - out[neighbour], neighbour))
                    else:
                        ends.append(neighbour)
    return front + back[::-1]


def _tails(heads: Mapping[int, Sequence[int]]) -> dict[int, list[int]]:
    """Return the tails of every head."""
    tails: dict[int, list[int]] = {vertex: [] for vertex in heads}
    for tail, callees in heads.items():
        for head in callees:
            tails[head].append(tail)
    return tails


def sifted(heads: Mapping[int, Sequence[int]], order: Sequence[int], weights: Mapping[Edge, int]) -> list[int]:
    """Return an order that lighter edges run against, or the same: each vertex goes where, seen from it alone, is best."""
    neighbours: dict[int, list[tuple[int, int, int]]] = {vertex: [] for vertex in heads}  # vertex, weight, weight when passed
    for (tail, head), weight in weights.items():
        neighbours[tail].append((head, weight, 0))
        neighbours[head].append((tail, -weight, weight))
    place = {vertex: float(at) for at, vertex in enumerate(order)}
    waiting = {vertex for vertex, near in neighbours.items() if near}  # what none of its neighbours has passed stays
    for _ in range(_PASSES):
        if not waiting:
            break
        for vertex in filter(waiting.__contains__, order):
            waiting.remove(vertex)
            near = sorted([(place[other], change, start) for other, change, start in neighbours[vertex]])
            best = _best_place(near, place[vertex])
            if best != place[vertex]:
                place[vertex] = best
                waiting.update([other for other, _, _ in neighbours[vertex]])
        order = sorted(order, key=place.__getitem__)
        place = {vertex: float(at) for at, vertex in enumerate(order)}
    return list(order)


def _best_place(near: Sequence[tuple[float, int, int]], own: float) -> float:
    """Return where a vertex with such neighbours (one or more) has the lightest edges against it; its own place if none better.

    A neighbour is its place, what passing it to the back adds to the weight, and what it weighs while not passed.
    """
    weight = sum(start for _, _, start in near)
    lightest, best = weight, near[0][0] - 1
    current = weight
    for at, (place, change, _) in enumerate(near):
        weight += change
        if place < own:
            current = weight
        further = near[at + 1][0] if at + 1 < len(near) else place + 2
        if weight < lightest and further > place:
            lightest, best = weight, (place + further) / 2
    return best if lightest < current else own


def against(heads: Mapping[int, Sequence[int]], order: Sequence[int]) -> list[Edge]:
    """Return the edges that run against `order`."""
    place = {vertex: at for at, vertex in enumerate(order)}
    return [(tail, head) for tail, callees in heads.items() for head in callees if place[head] < place[tail]]


class KeptOrder:
    """An acyclic graph that grows, and an order that no edge of it runs against; `looks` counts the edges looked at.

    Source: D. Pearce, P. Kelly, A dynamic topological sort algorithm for directed acyclic graphs, 2006.
    """

    __slots__ = ("_heads", "_place", "_tails", "looks")

    def __init__(self, heads: Mapping[int, Sequence[int]], order: Sequence[int]) -> None:
        self._heads = {tail: list(callees) for tail, callees in heads.items()}
        self._tails = _tails(heads)
        self.looks = 0
        self._place = {vertex: at for at, vertex in enumerate(order)}

    def takes(self, tail: int, head: int) -> bool:
        """Add the edge and return True, or False when it would close a cycle."""
        first, last = self._place[head], self._place[tail]
        if first <= last:
            after = self._near(self._heads, head, first, last)
            if tail in after:
                return False
            before = self._near(self._tails, tail, first, last)
            moved = sorted(before, key=self._place.__getitem__) + sorted(after, key=self._place.__getitem__)
            for vertex, place in zip(moved, sorted([self._place[vertex] for vertex in moved]), strict=True):
                self._place[vertex] = place
        self._heads[tail].append(head)
        self._tails[head].append(tail)
        return True

    def _near(self, neighbours: Mapping[int, Sequence[int]], source: int, first: int, last: int) -> set[int]:
        """Return what `source` reaches by way of vertices between two places, itself included."""
        seen = {source}
        pending = [source]
        place = self._place
        while pending:
            near = neighbours[pending.pop()]
            self.looks += len(near)
            for vertex in near:
                if vertex not in seen and first <= place[vertex] <= last:
                    seen.add(vertex)
                    pending.append(vertex)
        return seen
