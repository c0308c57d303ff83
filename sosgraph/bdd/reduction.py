"""Reduction: a formula made as small as cheap means allow, before any diagram is built."""

from sosgraph.bdd.absorbed import absorbed
from sosgraph.bdd.formula import Formula, rewritten
from sosgraph.bdd.grouped import grouped
from sosgraph.bdd.modules import module_numbers

_ROUNDS = 24  # most systems are at rest after six
_GAIN = 100  # a round that saves less than one argument in so many does not count


def reduced(formula: Formula) -> Formula:
    """Return an equivalent formula, smaller where rewriting, absorption and grouping make it so, until little changes."""
    formula = rewritten(formula)
    arguments = _arguments(formula)
    at_rest = 0  # rounds without much change: one in each direction is enough
    settled = False  # whether rewriting alone has been tried
    for turn in range(_ROUNDS):
        lists = absorbed(formula, backwards=turn % 2 == 1)
        if lists is not None or not settled:
            formula = rewritten(formula, lists)
            settled = lists is None
        before, arguments = arguments, _arguments(formula)
        at_rest = at_rest + 1 if (before - arguments) * _GAIN <= before else 0
        if at_rest == 2:
            together = grouped(formula)
            if together is None:
                break
            formula = rewritten(together)
            arguments = _arguments(formula)
            at_rest = 0
            settled = False
    return grouped(formula, alone=set(module_numbers(formula))) or formula


def _arguments(formula: Formula) -> int:
    """Return how many arguments all gates have together."""
    return sum([len(gate.arguments) for gate in formula.gates])
