"""Few edges whose removal opens every cycle: a small feedback edge set."""

from collections.abc import Collection, Mapping, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

_EXACT_UP_TO = 24  # vertices
_SEARCHES = 20_000  # searches for a cycle through a vertex before the exact search gives up
_REPAIR = 2_000_000  # edges looked at to find edges that need not be removed


class OpeningEdges(NamedTuple):
    """Edges (tail, head) in ascending order; `exact` when it is known that fewer do not suffice."""

    edges: tuple[tuple[int, int], ...]
    exact: bool


def opening_edges(adjacency: Sequence[Sequence[int]], members: Collection[int]) -> OpeningEdges:
    """Return few edges among `members` without which no cycle is left; self edges are always among them.

    The fewest possible for a small component, else those of a greedy order of the vertices. Source: P. Eades, X. Lin,
    W. Smyth, A fast and effective heuristic for the feedback arc set problem, 1993.
    """
    wanted = frozenset(members)
    heads = {tail: sorted(wanted.intersection(adjacency[tail]) - {tail}) for tail in sorted(wanted)}
    itself = [(vertex, vertex) for vertex in heads if vertex in adjacency[vertex]]
    opened = _needed(heads, _against(heads, _greedy_order(heads)))
    exact = len(opened) < 2
    if not exact and len(heads) <= _EXACT_UP_TO:
        opened, exact = _fewest(heads, opened)
    return OpeningEdges(tuple(sorted(itself + opened)), exact)


def _greedy_order(heads: Mapping[int, Sequence[int]]) -> list[int]:
    """Return the vertices in an order that few edges run against."""
    tails: dict[int, list[int]] = {vertex: [] for vertex in heads}
    for tail, callees in heads.items():
        for head in callees:
            tails[head].append(tail)
    out = {vertex: len(callees) for vertex, callees in heads.items()}
    into = {vertex: len(callers) for vertex, callers in tails.items()}
    ends = [vertex for vertex in heads if not (out[vertex] and into[vertex])]
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
        (front if out[vertex] else back).append(vertex)
        for neighbours, ways in ((heads[vertex], into), (tails[vertex], out)):
            for neighbour in neighbours:
                ways[neighbour] -= 1
                if neighbour not in placed:
                    if ways[neighbour]:
                        heappush(best, (into[neighbour] - out[neighbour], neighbour))
                    else:
                        ends.append(neighbour)
    return front + back[::-1]


def _against(heads: Mapping[int, Sequence[int]], order: Sequence[int]) -> list[tuple[int, int]]:
    """Return the edges that run against `order`."""
    place = {vertex: at for at, vertex in enumerate(order)}
    return [(tail, head) for tail, callees in heads.items() for head in callees if place[head] < place[tail]]


def _needed(heads: Mapping[int, Sequence[int]], opened: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return those of `opened` that still close a cycle when the others are put back one by one, as far as that is cheap."""
    if len(opened) * sum(map(len, heads.values())) > _REPAIR:
        return opened
    removed = set(opened)
    kept = {tail: [head for head in callees if (tail, head) not in removed] for tail, callees in heads.items()}
    needed = []
    for tail, head in opened:
        if _reaches(kept, head, tail):
            needed.append((tail, head))
        else:
            kept[tail].append(head)
    return needed


def _reaches(heads: Mapping[int, Sequence[int]], source: int, target: int) -> bool:
    """Return whether there is a path from `source` to `target`."""
    seen = {source}
    pending = [source]
    while pending:
        for head in heads[pending.pop()]:
            if head == target:
                return True
            if head not in seen:
                seen.add(head)
                pending.append(head)
    return False


def _fewest(heads: Mapping[int, Sequence[int]], known: list[tuple[int, int]]) -> tuple[list[tuple[int, int]], bool]:
    """Return the fewest opening edges, or the best that were found (at worst `known`), and whether they are the fewest.

    Branch and bound: one edge of every cycle has to go, and cycles without an edge in common each cost one.
    """
    names = list(heads)
    place = {vertex: at for at, vertex in enumerate(names)}
    rows = [sum(1 << place[head] for head in callees) for callees in heads.values()]
    best = [(place[tail], place[head]) for tail, head in known]
    nothing: frozenset[tuple[int, int]] = frozenset()
    waiting = [(nothing, nothing)]
    searches = _SEARCHES
    while waiting:
        removed, kept = waiting.pop()
        left = list(rows)
        for tail, head in removed:
            left[tail] &= ~(1 << head)
        apart, searched = _disjoint_cycles(left, len(best) - len(removed))
        searches -= searched
        if searches < 0:
            return [(names[tail], names[head]) for tail, head in best], False
        if len(removed) + len(apart) >= len(best):
            continue
        if not apart:
            best = sorted(removed)
            continue
        branches = [edge for edge in min(apart, key=lambda cycle: sum(edge not in kept for edge in cycle)) if edge not in kept]
        for at in range(len(branches) - 1, -1, -1):
            waiting.append((removed | {branches[at]}, kept.union(branches[:at])))
    return [(names[tail], names[head]) for tail, head in best], True


def _disjoint_cycles(rows: list[int], enough: int) -> tuple[list[list[tuple[int, int]]], int]:
    """Return up to `enough` cycles without a common edge, short ones first, and how many searches that took.

    Their edges are taken out of `rows`; when there are fewer than `enough`, no cycle is left there.
    """
    found: list[list[tuple[int, int]]] = []
    searched = 0
    waiting = [(2, start) for start in range(len(rows))]  # (what a cycle through it takes at least, a vertex)
    while waiting and len(found) < enough:
        length, start = heappop(waiting)
        cycle = _cycle(rows, start)
        searched += 1
        if cycle:
            heappush(waiting, (len(cycle), start))
        if len(cycle) == length:
            found.append(cycle)
            for tail, head in cycle:
                rows[tail] &= ~(1 << head)
    return found, searched


def _cycle(rows: Sequence[int], start: int) -> list[tuple[int, int]]:
    """Return the edges of a shortest cycle through `start`, none if there is none; row v has a bit for every head of v."""
    levels = [1 << start]
    seen = 0
    while True:
        reached = 0
        level = levels[-1]
        while level:
            lowest = level & -level
            reached |= rows[lowest.bit_length() - 1]
            level ^= lowest
        if reached >> start & 1:
            break
        reached &= ~seen
        if not reached:
            return []
        seen |= reached
        levels.append(reached)
    edges = []
    head = start
    for level in reversed(levels):
        tail = next(vertex for vertex in range(len(rows)) if level >> vertex & 1 and rows[vertex] >> head & 1)
        edges.append((tail, head))
        head = tail
    return edges
