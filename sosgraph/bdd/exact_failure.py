"""The probability of one number, asked once: most questions are small enough for a diagram as they stand."""

from collections.abc import Callable, Sequence

from sosgraph.bdd.formula import formula_of
from sosgraph.bdd.order import most_shared_first
from sosgraph.bdd.portfolio import Attempt, Effort
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations

_AT_ONCE = 1_000  # nodes for the equations as they stand; making them smaller takes as long as making that many


def exact_failure(
    equations: Equations, failure: Sequence[float], root: int, node_limit: int, interrupted: Callable[[], bool] = bool
) -> float | None:
    """Return the probability that `root` is false in the greatest solution, or None beyond `node_limit` nodes, or late."""
    formula = formula_of(equations, root)
    if formula is not None:
        nodes = min(node_limit, _AT_ONCE)
        attempt = Attempt(formula, most_shared_first(formula), Effort(nodes))
        if attempt.goes_on(nodes):
            false = [failure[variable] for variable in attempt.order]
            return attempt.diagram.probability(attempt.root, false, [1.0 - chance for chance in false])[0]
    if node_limit <= _AT_ONCE or interrupted():
        return None
    solution = solved(equations, root, node_limit=node_limit, interrupted=interrupted)
    return None if solution is None else solution.failure(failure)
