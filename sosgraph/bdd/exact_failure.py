"""The probability of one number, asked once: most questions are small enough for a diagram as they stand."""

from collections.abc import Callable, Collection, Sequence

from sosgraph.bdd.kernel import COMPILED
from sosgraph.bdd.order import most_shared_first
from sosgraph.bdd.portfolio import Attempt, Effort
from sosgraph.bdd.unwound import formula_of
from sosgraph.equations import Equations

_AT_ONCE = 30_000 if COMPILED else 4_000  # nodes for the equations as they stand: making these smaller takes about as long


def exact_failure(
    equations: Equations,
    failure: Sequence[float],
    root: int,
    node_limit: int,
    interrupted: Callable[[], bool] = bool,
    certain: Collection[int] = (),
    lost: Collection[int] = (),
) -> float | None:
    """Return the probability that `root` is false in the greatest solution, or None beyond `node_limit` nodes, or late.

    The variables in `certain` are true, those in `lost` false. Raises `ValueError` when a circle leads through a negated
    argument.
    """
    formula = formula_of(equations, root, certain, lost)
    if formula is not None:
        nodes = min(node_limit, _AT_ONCE)
        attempt = Attempt(formula, most_shared_first(formula), Effort(nodes))
        if attempt.goes_on(nodes):
            false = [failure[variable] for variable in attempt.order]
            return attempt.diagram.probability(attempt.root, false, [1.0 - chance for chance in false])[0]
    if interrupted():
        return None
    from sosgraph.bdd.solution import solved  # seldom needed: most questions were answered above

    solution = solved(equations, root, certain, lost, node_limit=node_limit, interrupted=interrupted)
    return None if solution is None else solution.failure(failure)
