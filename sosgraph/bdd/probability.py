"""The probability that numbers of a system of monotone equations are false."""

from collections.abc import Callable, Sequence

from sosgraph.bdd.counted_once import made_of
from sosgraph.bdd.evaluation import Effort, Evaluation, Interval
from sosgraph.bdd.simplify import simplified
from sosgraph.equations import Equations

__all__ = ["Interval", "failure_probabilities"]

_FEW = 4


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
    few = _FEW * len(wanted) < len(equations)  # then a copy of what is below them costs less than looking at everything
    part, place = made_of(equations, wanted) if few else (equations, {})
    asked = {number: place.get(number, number) for number in wanted}
    simple = simplified(part, failure, asked.values())
    evaluation = Evaluation(simple.equations, simple.failure, Effort(node_limit, interrupted))
    found = {number: Interval(known, known, True) for number, here in asked.items() if (known := simple.known[here]) is not None}
    unknown = {number: simple.place[here] for number, here in asked.items() if number not in found}
    for number in sorted(unknown, key=lambda number: evaluation.implied_count(unknown[number])):
        found[number] = evaluation.failure_of(unknown[number])
    return [found[number] for number in wanted]
