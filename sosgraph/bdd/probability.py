"""The probability that numbers of a system of monotone equations are false."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sosgraph.equations import Equations, part_below

_MANY = 7  # of so many gates one leaves a choice, or more do
_AT_FIRST = 300_000  # nodes, made in a moment, where it may well fall apart


class Interval(NamedTuple):
    """A probability, at least `lower` and at most `upper`; `exact` when found by diagrams alone: then the two are equal."""

    lower: float
    upper: float
    exact: bool


def failure_probabilities(
    equations: Equations,
    failure: Sequence[float],
    wanted: Sequence[int],
    node_limit: int = 200_000,
    interrupted: Callable[[], bool] = bool,
) -> list[Interval]:
    """Return for every number in `wanted` the probability that it is false in the greatest solution, in that order.

    Variable i is false with probability `failure[i]`, independently of the others. Exact by decision diagrams (relative
    precision about 1e-13, however small the probability); where a diagram would need more than `node_limit` nodes, an
    interval that contains the probability. Every diagram that outgrows the limit lowers it for those that follow, so that the
    time is bounded; which numbers are exact may then depend on what else is wanted. Once `interrupted` says yes, all that is
    not found yet is bounded by what is found at once. Costs arise only for what is below `wanted`.

    Raises `ValueError` when `failure` does not fit the variables or is no probability, or when `equations` are not coherent.
    """
    if not equations.coherent:
        raise ValueError("the equations negate an argument; solve one number at a time (bdd.solution.solved)")
    if len(failure) != equations.variables:
        raise ValueError(f"{len(failure)} probabilities do not fit {equations.variables} variables; give one for each")
    for variable, false in enumerate(failure):
        if not 0.0 <= false <= 1.0:
            raise ValueError(f"variable {variable} has {false}, which is no probability; give a number from 0 to 1")
    if len(wanted) == 1 and not interrupted():
        alone = _alone(equations, failure, wanted[0], node_limit, interrupted)
        if alone is not None:
            return [Interval(alone, alone, True)]
    return _together(equations, failure, wanted, node_limit, interrupted)


def _alone(
    equations: Equations, failure: Sequence[float], number: int, node_limit: int, interrupted: Callable[[], bool]
) -> float | None:
    """Return the probability that one number is false, where a diagram of all that it needs fits.

    With all nodes allowed where many gates leave a choice, as in fault trees; what is mostly conjunctions falls apart.
    """
    from sosgraph.bdd.solution import solved  # where many are asked about, most need no diagram

    equations, variables, number = part_below(equations, number)
    failure = [failure[variable] for variable in variables]
    several = [need == len(arguments) for need, arguments in equations.gates if len(arguments) > 1]
    if several.count(False) * _MANY < len(several):
        node_limit = min(node_limit, _AT_FIRST)
    solution = solved(equations, number, *settled(failure), node_limit, interrupted)
    return None if solution is None else solution.failure(failure)


def settled(failure: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return the variables that are true for certain, and those that are false."""
    certain = [variable for variable, false in enumerate(failure) if false == 0.0]
    return certain, [variable for variable, false in enumerate(failure) if false == 1.0]


def _together(
    equations: Equations, failure: Sequence[float], wanted: Sequence[int], node_limit: int, interrupted: Callable[[], bool]
) -> list[Interval]:
    """Return the probabilities that numbers are false; what several need is found once."""
    from sosgraph.bdd.counted_once import made_of
    from sosgraph.bdd.evaluation import Effort, Evaluation  # where one is asked about, seldom needed
    from sosgraph.bdd.simplify import simplified

    part, place = made_of(equations, wanted)
    asked = {number: place.get(number, number) for number in wanted}
    simple = simplified(part, failure, asked.values())
    evaluation = Evaluation(simple.equations, simple.failure, Effort(node_limit, interrupted))
    found = {number: Interval(known, known, True) for number, here in asked.items() if (known := simple.known[here]) is not None}
    unknown = {number: simple.place[here] for number, here in asked.items() if number not in found}
    for number in sorted(unknown, key=lambda number: evaluation.effort_for(unknown[number])):
        found[number] = evaluation.failure_of(unknown[number])
    return [found[number] for number in wanted]
