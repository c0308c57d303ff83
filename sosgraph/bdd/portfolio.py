"""A diagram of a formula, by the first of several variable orders that stays small."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from sosgraph.bdd.formula import Formula
from sosgraph.bdd.kernel import TRUE, Diagram, NodeLimitReached
from sosgraph.bdd.order import FORCED, WALKS, Order

_FIRST_TRIAL = 16_000  # nodes for the first order alone, which mostly suffices


class _Round(NamedTuple):
    """How many of the walks and of the forced orders so far stay, which orders join, and how many nodes each may have then.

    The most promising one may have `most`. The two kinds differ so much that each is compared with its like.
    """

    walks: int
    forced: int
    nodes: int
    most: int
    joining: tuple[Order, ...] = ()


_ROUNDS = (
    _Round(1, 0, 12_000, 16_000, FORCED),
    _Round(1, 4, 12_000, 150_000),
    _Round(1, 4, 12_000, 12_000, WALKS[1:]),
    _Round(2, 4, 40_000, 40_000),
    _Round(2, 4, 128_000, 500_000),
    _Round(1, 4, 700_000, 700_000),
    _Round(1, 2, 2_000_000, 8_000_000),
    _Round(1, 1, 1 << 30, 1 << 30),
)


class Effort:
    """What may still be spent: nodes, and time as long as `interrupted` says no."""

    __slots__ = ("interrupted", "nodes")

    def __init__(self, nodes: int, interrupted: Callable[[], bool] = bool) -> None:
        self.nodes = nodes
        self.interrupted = interrupted


class Attempt:
    """A diagram under construction by one order, which can be resumed with more nodes."""

    def __init__(self, formula: Formula, order: Sequence[int], effort: Effort) -> None:
        """Start with the variables; `order[level]` is one."""
        self.order = list(order)
        self.diagram = Diagram(0, effort.interrupted)
        self._formula = formula
        self._effort = effort
        self._functions = [TRUE] * (formula.variables + len(formula.gates))
        self._level = len(self.order)
        self._finished: list[int] = []  # by gate, how many nodes there were then

    def rank(self, nodes: int) -> tuple[int, int]:
        """Return what is smaller the more promising this order is: gates left after `nodes`, and nodes at the last one before."""
        gates = bisect_right(self._finished, nodes)
        return len(self._formula.gates) - gates, self._finished[gates - 1] if gates else 0

    @property
    def root(self) -> int:
        """The edge of the formula, once all is finished."""
        root = self._formula.root
        return self._functions[root] if root >= 0 else self._functions[~root] ^ 1

    def goes_on(self, node_limit: int) -> bool:
        """Build on to at most `node_limit` nodes, and return whether all is finished."""
        before = len(self.diagram)
        self.diagram.allow(min(node_limit, before + self._effort.nodes))
        try:
            self._build()
        except NodeLimitReached:
            return False
        finally:
            self._effort.nodes -= len(self.diagram) - before
        return True

    def _build(self) -> None:
        functions = self._functions
        while self._level:  # the lowest first: children precede parents
            functions[self.order[self._level - 1]] = self.diagram.variable(self._level - 1)
            self._level -= 1
        variables, gates = self._formula.variables, self._formula.gates
        for gate in range(len(self._finished), len(gates)):
            need, arguments = gates[gate]
            edges = [functions[number] if number >= 0 else functions[~number] ^ 1 for number in arguments]
            functions[variables + gate] = self.diagram.threshold(need, edges)
            self._finished.append(len(self.diagram))


def diagram_of(formula: Formula, effort: Effort) -> tuple[Diagram, int, list[int]] | None:
    """Return a diagram of what `formula` needs, the edge of its root, and the variable of every level; None beyond `effort`.

    One order after another gets a short trial, and the most promising are resumed with more and more nodes. Takes from
    `effort` the nodes made, finished or not.
    """
    first = Attempt(formula, WALKS[0](formula), effort)
    done = first if first.goes_on(_FIRST_TRIAL) else _first_done(first, formula, effort)
    return None if done is None else (*done.diagram.part(done.root), done.order)


def _first_done(first: Attempt, formula: Formula, effort: Effort) -> Attempt | None:
    """Return the first attempt that is finished in the rounds after `first` was tried, or None."""
    walks, forced = [first], list[Attempt]()
    before = _FIRST_TRIAL
    for stay in _ROUNDS:
        rank = partial(Attempt.rank, nodes=before)
        before = stay.nodes
        walks, forced = sorted(walks, key=rank)[: stay.walks], sorted(forced, key=rank)[: stay.forced]
        attempts = sorted(walks + forced, key=rank)
        for order_of in stay.joining:
            order = order_of(formula)
            if all(order != attempt.order for attempt in attempts):
                attempts.append(Attempt(formula, order, effort))
                (forced if order_of in FORCED else walks).append(attempts[-1])
        if sum(max(0, stay.nodes - len(attempt.diagram)) for attempt in attempts) > effort.nodes:
            del attempts[1:]  # not enough is left for all: the best one gets it
        for place, attempt in enumerate(attempts):
            nodes = stay.nodes if place else stay.most
            if len(attempts) == 1:
                nodes = max(nodes, effort.nodes + len(attempt.diagram))
            if attempt.goes_on(nodes):
                return attempt
            if effort.nodes <= 0 or effort.interrupted():
                return None
    return None
