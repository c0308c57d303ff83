"""A module with its diagram; where it is a single conjunction or disjunction, with closed formulas instead."""

from collections.abc import Sequence
from itertools import accumulate
from math import expm1, fsum, log, prod
from operator import mul
from typing import NamedTuple

from sosgraph.bdd.independent import log_complement
from sosgraph.bdd.kernel import FALSE, TRUE, Diagram
from sosgraph.bdd.modules import Module
from sosgraph.bdd.portfolio import Effort, diagram_of

Chances = Sequence[tuple[float, float]]  # by leaf: the probabilities of being false, and true


class Part(NamedTuple):
    """A function of a system: `leaves[level]` of its diagram is a variable or, as `~i`, the i-th part, an earlier one.

    `monotone` promises that the function is (more true leaves never make it false); it may be so without being said.
    """

    diagram: Diagram
    edge: int
    leaves: Sequence[int]
    monotone: bool = False


class SolvedModule:
    """A function of leaves that occur nowhere else. `leaves[i]` is a variable or, as `~m`, the m-th module."""

    __slots__ = ("leaves", "part")

    def __init__(self, part: Part) -> None:
        """Keep the diagram."""
        self.leaves = tuple(part.leaves)
        self.part = part

    @property
    def support(self) -> tuple[int, ...]:
        """The leaves that can change the value, by level."""
        return tuple([self.leaves[level] for level in sorted(set(self.part.diagram.level[1:]))])

    @property
    def nodes(self) -> int:
        """How many nodes the diagram has."""
        return len(self.part.diagram)

    def chances(self, below: Chances) -> tuple[float, float]:
        """Return the probabilities of being false and true, from those of the leaves."""
        part = self.part
        return part.diagram.probability(part.edge, [false for false, _ in below], [true for _, true in below])

    def gradient(self, below: Chances) -> list[float]:
        """Return by leaf the derivative of the probability of being false with respect to that of the leaf."""
        part = self.part
        return part.diagram.gradient(part.edge, [false for false, _ in below], [true for _, true in below])[1]


class SolvedConjunction(SolvedModule):
    """True when all leaves are."""

    __slots__ = ()

    def chances(self, below: Chances) -> tuple[float, float]:
        """Return the probabilities of being false and true; long sums stay exact."""
        total = fsum([log_complement(false) for false, _ in below])
        return 0.0 - expm1(total), prod([true for _, true in below])

    def gradient(self, below: Chances) -> list[float]:
        """Return by leaf the probability that all others are true."""
        return _products_of_others([true for _, true in below])


class SolvedDisjunction(SolvedModule):
    """True when any leaf is."""

    __slots__ = ()

    def chances(self, below: Chances) -> tuple[float, float]:
        """Return the probabilities of being false and true."""
        false = prod([false for false, _ in below])
        return false, 0.0 - expm1(fsum([log(false) for false, _ in below])) if false else 1.0

    def gradient(self, below: Chances) -> list[float]:
        """Return by leaf the probability that all others are false."""
        return _products_of_others([false for false, _ in below])


def solved_module(module: Module, effort: Effort) -> SolvedModule | None:
    """Return the solution of a module, or None beyond `effort`."""
    formula, leaves = module
    if formula.constant is not None:
        return SolvedModule(Part(Diagram(1), TRUE if formula.constant else FALSE, ()))
    if len(formula.gates) == 1 and formula.root >= 0 and min(formula.gates[0].arguments) >= 0:
        need, arguments = formula.gates[0]
        if need in (1, len(arguments)):
            part = _chain(arguments, leaves, need > 1)
            return SolvedConjunction(part) if need > 1 else SolvedDisjunction(part)
    found = diagram_of(formula, effort)
    if found is None:
        return None
    diagram, edge, order = found
    monotone = formula.root >= 0 and all(min(gate.arguments, default=0) >= 0 for gate in formula.gates)
    return SolvedModule(Part(diagram, edge, tuple([leaves[position] for position in order]), monotone))


def _chain(arguments: Sequence[int], leaves: Sequence[int], conjunction: bool) -> Part:
    """Return the diagram of a gate with distinct arguments: one node each."""
    diagram = Diagram(2 * len(arguments) + 1)
    edge = TRUE if conjunction else FALSE
    for level in range(len(arguments) - 1, -1, -1):
        leaf = diagram.variable(level)
        edge = diagram.conjunction(leaf, edge) if conjunction else diagram.disjunction(leaf, edge)
    diagram, edge = diagram.part(edge)
    return Part(diagram, edge, tuple([leaves[argument] for argument in arguments]), monotone=True)


def _products_of_others(factors: Sequence[float]) -> list[float]:
    """Return by factor the product of all others."""
    before = accumulate(factors[:-1], mul, initial=1.0)
    after = list(accumulate(factors[:0:-1], mul, initial=1.0))[::-1]
    return [left * right for left, right in zip(before, after, strict=True)]
