"""The fewest edges whose removal opens every cycle: a feedback edge set, smallest or with a bound."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sosgraph.graph.acyclic_order import Edge, KeptOrder, acyclic_order, against, sifted
from sosgraph.graph.components import postorder, strong_components
from sosgraph.graph.hitting_set import smallest_hitting_set

_STEPS = 200_000  # looks at an edge of a cycle before the search for the fewest gives up
_LOOKS = 10_000_000  # at edges to tell which of those found are superfluous
_STEPS_AN_EDGE = 10  # more for large components: each search for a cycle looks at many


class OpeningEdges(NamedTuple):
    """Edges (tail, head) in ascending order, none of them in vain where that can be told in time.

    Fewer than `at_least` do not open every cycle. `exact` when no other edges that do are fewer, or as few and cheaper.
    """

    edges: tuple[Edge, ...]
    exact: bool
    at_least: int


def opening_edges(
    adjacency: Sequence[Sequence[int]],
    members: Collection[int],
    costs: Mapping[Edge, int] | None = None,
    steps: int = _STEPS,
) -> OpeningEdges:
    """Return the fewest edges among `members` without which no cycle is left; of equally few those that cost least in all.

    Costs are not negative, 0 where none are given. Self edges are always among them. Each strong component gets `steps` steps,
    ten more for each of its edges, and as many for the costs; where these do not suffice its edges are few, and `at_least` a
    proven bound. Method: cycles are collected as they are needed, the fewest edges that meet all of them are found, until
    these meet every cycle. Source: A. Baharev, H. Schichl, A. Neumaier, T. Achterberg, An exact method for the minimum
    feedback arc set problem, 2021.
    """
    wanted = frozenset(members)
    heads = {tail: sorted(wanted.intersection(adjacency[tail])) for tail in sorted(wanted)}
    opened = [(vertex, vertex) for vertex in heads if vertex in adjacency[vertex]]
    at_least = len(opened)
    exact = True
    for part in _knots(heads):
        given = {(tail, head): 0 if costs is None else costs[tail, head] for tail in part for head in part[tail]}
        found = _fewest_and_cheapest(part, given, steps + _STEPS_AN_EDGE * len(given) if steps else 0)
        opened += found.edges
        exact &= found.exact
        at_least += found.at_least
    return OpeningEdges(tuple(sorted(opened)), exact, at_least)


def _knots(heads: Mapping[int, Sequence[int]]) -> Iterator[dict[int, list[int]]]:
    """Yield the heads of the vertices of each strong component of several, inside it, without self edges."""
    names = list(heads)
    place = {vertex: at for at, vertex in enumerate(names)}
    for component in strong_components([[place[head] for head in heads[vertex]] for vertex in names]):
        if len(component) > 1:
            inside = {names[at] for at in component}
            yield {tail: [head for head in heads[tail] if head in inside and head != tail] for tail in sorted(inside)}


def _fewest_and_cheapest(heads: dict[int, list[int]], costs: Mapping[Edge, int], steps: int) -> OpeningEdges:
    """Return the opening edges of one strong component: first how few can do it, then which of so few cost least."""
    scale = 1 + sum(costs.values())  # one edge more outweighs all costs
    both = {edge: scale + costs[edge] for edge in costs}
    search = _Search(heads, both, sorted(sorted(costs), key=costs.__getitem__))
    fewest = search.lowered(dict.fromkeys(costs, 1), steps)
    if fewest < len(search.best):
        return OpeningEdges(tuple(search.best), False, fewest)
    cheapest = search.lowered(both, steps, fewest * (scale + min(costs.values())))
    return OpeningEdges(tuple(search.best), cheapest == search.weight(search.best), fewest)


class _Search:
    """The search for the lightest opening edges of one strong component, cheap ones numbered first, and the best so far."""

    __slots__ = ("best", "cycles", "edges", "heads", "steps", "weights")

    def __init__(self, heads: dict[int, list[int]], weights: Mapping[Edge, int], edges: list[Edge]) -> None:
        self.heads = heads
        self.edges = edges
        self.weights = weights
        self.cycles: dict[frozenset[int], None] = {}
        self.steps = 0
        order = _first_order(heads, weights)
        self.best = _needed(heads, against(heads, order), weights, order)

    def lowered(self, weights: Mapping[Edge, int], steps: int, at_least: int = 0) -> int:
        """Return what opening edges weigh at least; it is what `best` weighs, unless no steps are left."""
        number = {edge: at for at, edge in enumerate(self.edges)}
        prices = {at: weights[edge] for at, edge in enumerate(self.edges)}
        self.steps = steps
        missed: list[tuple[dict[int, list[int]], list[Edge]]] = [(self.heads, self.best)]
        while at_least < sum(weights[edge] for edge in self.best):
            for cycle in self._cycles(missed):
                self.cycles[frozenset(number[edge] for edge in cycle)] = None
            found = smallest_hitting_set(list(self.cycles), prices, max(self.steps, 0), at_least)
            self.steps = found.steps
            at_least = max(at_least, found.at_least)
            removed = [self.edges[at] for at in found.chosen]
            left = _knots(_without(self.heads, removed))
            missed = [(knot, against(knot, acyclic_order(knot, self.weights))) for knot in left]
            if not missed and at_least == sum(weights[edge] for edge in removed):
                self._offer(sorted(removed))  # as light as can be: none is superfluous
                break
            if not missed or not self.steps:
                opened = [*removed, *(edge for _, edges in missed for edge in edges)]
                order = _callers_first(_without(self.heads, opened))
                self._offer(_needed(self.heads, opened, self.weights, order))
                break
        return at_least

    def _offer(self, opened: list[Edge]) -> None:
        """Keep the edges when they weigh less than the best known."""
        if self.weight(opened) < self.weight(self.best):
            self.best = opened

    def weight(self, edges: Sequence[Edge]) -> int:
        """Return what `edges` weigh in all."""
        return sum(map(self.weights.__getitem__, edges))

    def _cycles(self, missed: Sequence[tuple[dict[int, list[int]], list[Edge]]]) -> Iterator[list[Edge]]:
        """Yield a shortest cycle through each of the edges, in the strong component that comes with them."""
        for heads, edges in missed:
            for tail, head in edges:
                if self.steps < 0:
                    return
                way = self._way(heads, head, tail)
                yield [(tail, head), *pairwise(way)]

    def _way(self, heads: Mapping[int, Sequence[int]], source: int, target: int) -> list[int]:
        """Return a shortest path from `source` to `target`, which there is."""
        came_from = {source: source}
        queue = [source]
        for vertex in queue:
            if target in came_from:
                break
            self.steps -= len(heads[vertex])
            for head in heads[vertex]:
                if head not in came_from:
                    came_from[head] = vertex
                    queue.append(head)
        way = [target]
        while way[-1] != source:
            way.append(came_from[way[-1]])
        return way[::-1]


def _first_order(heads: Mapping[int, Sequence[int]], weights: Mapping[Edge, int]) -> list[int]:
    """Return an order that light edges run against: by weights, or callers first where few edges lead back, then sifted."""
    orders = (acyclic_order(heads, weights), _callers_first(heads))
    lightest = min(orders, key=lambda order: sum(map(weights.__getitem__, against(heads, order))))
    return sifted(heads, lightest, weights)


def _callers_first(heads: Mapping[int, Sequence[int]]) -> list[int]:
    """Return an order in which callers come first, but for edges that close a cycle."""
    names = list(heads)
    place = {vertex: at for at, vertex in enumerate(names)}
    last_first = postorder([[place[head] for head in heads[vertex]] for vertex in names])
    return [names[at] for at in reversed(last_first)]


def _without(heads: Mapping[int, list[int]], removed: Collection[Edge]) -> dict[int, list[int]]:
    """Return the heads of every vertex without the edges in `removed`."""
    gone: dict[int, set[int]] = {}
    for tail, head in removed:
        gone.setdefault(tail, set()).add(head)
    return {
        tail: [head for head in callees if head not in gone[tail]] if tail in gone else callees for tail, callees in heads.items()
    }


def _needed(
    heads: Mapping[int, list[int]], opened: Collection[Edge], weights: Mapping[Edge, int], order: Sequence[int]
) -> list[Edge]:
    """Return those of `opened` that still close a cycle when the others are put back one by one, heavy ones first.

    No other edge runs against `order`. In components of tens of thousands of vertices the last are not put back when that has
    taken too long.
    """
    kept = KeptOrder(_without(heads, opened), order)
    heavy_first = sorted(opened, key=lambda edge: (-weights[edge], edge))
    return sorted(edge for edge in heavy_first if kept.looks > _LOOKS or not kept.takes(*edge))
