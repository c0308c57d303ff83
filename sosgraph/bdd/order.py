"""The order in which a diagram asks for the variables: no order is best for all formulas, so there are several."""

from collections.abc import Callable, Sequence
from functools import partial

from sosgraph.bdd.formula import Formula

Order = Callable[[Formula], list[int]]

_LEAST_SWEEPS, _MOST_SWEEPS = 4, 30  # of FORCE, which hardly moves after so many
_WORK = 200_000  # arguments read in all sweeps


def most_shared_first(formula: Formula) -> list[int]:
    """Return the variables as a depth-first walk meets them that enters arguments with more callers first.

    Variables that act together come to stand together, and what decides much is asked early. Ties in reading order.
    """
    callers = _callers(formula)
    return _walk(formula, lambda arguments: sorted(arguments, key=lambda number: -callers[number]))


def heaviest_first(formula: Formula) -> list[int]:
    """Return the variables as a depth-first walk meets them that enters the argument with most leaves below it first."""
    leaves = _leaves(formula)
    return _walk(formula, lambda arguments: sorted(arguments, key=lambda number: -leaves[number]))


def lightest_first(formula: Formula) -> list[int]:
    """Return the variables as a depth-first walk meets them that enters the argument with fewest leaves below it first."""
    leaves = _leaves(formula)
    return _walk(formula, lambda arguments: sorted(arguments, key=lambda number: leaves[number]))


def shared_on_top(formula: Formula) -> list[int]:
    """Return the variables, those with more callers first, ties as `most_shared_first`.

    Once all that is shared is known, the rest falls apart into independent parts.
    """
    callers = _callers(formula)
    return sorted(most_shared_first(formula), key=lambda variable: -callers[variable])


def as_written(formula: Formula) -> list[int]:
    """Return the variables as a depth-first walk in reading order meets them."""
    return _walk(formula, list)


def backwards(formula: Formula) -> list[int]:
    """Return the variables as a depth-first walk meets them that enters the last argument first."""
    return _walk(formula, lambda arguments: arguments[::-1])


def force_directed(start: Order, formula: Formula) -> list[int]:
    """Return the variables pulled together by the gates that ask for them, from where `start` has them (`force.py`)."""
    from sosgraph.bdd.force import Force  # most formulas are small enough by the first order

    arguments = [gate.arguments for gate in formula.gates]
    sweeps = min(_MOST_SWEEPS, max(_LEAST_SWEEPS, _WORK // (1 + len(arguments) + sum(map(len, arguments)))))
    return Force(formula.variables, arguments, start(formula)).pulled(sweeps)


WALKS: tuple[Order, ...] = (most_shared_first, heaviest_first, lightest_first, backwards, as_written, shared_on_top)
FORCED: tuple[Order, ...] = tuple([partial(force_directed, WALKS[walk]) for walk in (0, 2, 1, 3)])  # a few milliseconds each


def _heads(arguments: Sequence[int]) -> list[int]:
    """Return the numbers that `arguments` name, negated or not."""
    return [number if number >= 0 else ~number for number in arguments]


def _callers(formula: Formula) -> list[int]:
    """Return how often each number is an argument."""
    callers = [0] * (formula.variables + len(formula.gates))
    for gate in formula.gates:
        for number in _heads(gate.arguments):
            callers[number] += 1
    return callers


def _leaves(formula: Formula) -> list[int]:
    """Return how many variables are below each number, once for every way there."""
    leaves = [1] * formula.variables + [0] * len(formula.gates)
    for number, gate in enumerate(formula.gates, formula.variables):
        leaves[number] = sum([leaves[head] for head in _heads(gate.arguments)])
    return leaves


def _walk(formula: Formula, sorted_arguments: Callable[[list[int]], list[int]]) -> list[int]:
    """Return the variables in the order of a depth-first walk from the root."""
    seen = bytearray(formula.variables + len(formula.gates))
    order = []
    pending = _heads([formula.root])
    while pending:
        number = pending.pop()
        if seen[number]:
            continue
        seen[number] = 1
        if number < formula.variables:
            order.append(number)
        else:
            pending.extend(reversed(sorted_arguments(_heads(formula.gates[number - formula.variables].arguments))))
    return order
