"""The order in which a diagram asks for the variables: no order is best for all formulas, so there are several."""

from collections.abc import Callable, Sequence
from functools import partial
from math import inf
from operator import itemgetter

from sosgraph.bdd.formula import Formula

Order = Callable[[Formula], list[int]]

_LEAST_SWEEPS, _MOST_SWEEPS = 4, 30  # of FORCE, which hardly moves after so many
_WORK = 200_000  # arguments read in all sweeps
_PATIENCE = 3  # sweeps that bring nothing closer together before it is given up


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
    """Return the variables pulled together by the gates that ask for them, from where `start` has them.

    Gates move to the middle of their arguments and callers, variables to the middle of their gates, again and again.
    Source: F. Aloul, I. Markov, K. Sakallah, FORCE: a fast and easy-to-implement variable-ordering heuristic, 2003.
    """
    order = start(formula)
    nets = [(number, *_heads(gate.arguments)) for number, gate in enumerate(formula.gates, formula.variables)]
    member: list[list[int]] = [[] for _ in range(formula.variables + len(nets))]
    for position, net in enumerate(nets):
        for number in net:
            member[number].append(position)
    asked = [number for number, inside in enumerate(member) if inside]
    # The same numbers are read again and again: an itemgetter reads all of a net at once. It takes two or more.
    members = [itemgetter(*net, net[0]) for net in nets]
    nets_of = [itemgetter(*member[number], member[number][0]) for number in asked]
    place = _first_places(order, nets, len(member))
    shortest, best, stale = inf, order, 0
    for _ in range(min(_MOST_SWEEPS, max(_LEAST_SWEEPS, _WORK // (1 + sum(map(len, nets)))))):
        for rank, number in enumerate(sorted(asked, key=place.__getitem__)):
            place[number] = float(rank)
        spans = [read(place) for read in members]
        length = sum([max(span) - min(span) for span in spans])
        stale += 1
        if length < shortest:
            shortest, best, stale = length, sorted(order, key=place.__getitem__), 0
        if stale == _PATIENCE:
            break
        middles = [(sum(span) - span[-1]) / (len(span) - 1) for span in spans]
        for number, read in zip(asked, nets_of, strict=True):
            around = read(middles)
            place[number] = (sum(around) - around[-1]) / (len(around) - 1)
    return best


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


def _first_places(order: Sequence[int], nets: Sequence[Sequence[int]], count: int) -> list[float]:
    """Return the variables' positions in `order`, and for every gate the middle of its arguments, by number."""
    place = [0.0] * count
    for position, variable in enumerate(order):
        place[variable] = float(position)
    for gate, *arguments in nets:
        if arguments:
            place[gate] = sum([place[number] for number in arguments]) / len(arguments)
    return place
