"""Systems that negate, bounded by systems that do not."""

from collections.abc import Sequence

from sosgraph.bdd.bounds import frechet_bounds
from sosgraph.bdd.enclosure import enclosure
from sosgraph.equations import Equations, Gate


def bounds_despite_negation(
    equations: Equations, failure: Sequence[float], root: int, work: int, node_limit: int
) -> tuple[float, float]:
    """Return a lower and an upper bound on the probability that `root` is false; the system has no cycle.

    The ends hold where a variable and its negation are taken as two that may depend on one another in any way, and where
    all negations are taken as true, or as false. Where failures are rare, a negated variable is false as good as always.
    """
    if root < 0:
        least, most = bounds_despite_negation(equations, failure, ~root, work, node_limit)
        return 1.0 - most, 1.0 - least
    apart, number = _pushed_to_variables(equations, root)
    least, most = frechet_bounds(apart, [*failure, *[1.0 - false for false in failure]])[number]
    best, worst = (_with_negations(apart, equations.variables, need) for need in (0, 1))
    if number >= equations.variables:
        number -= equations.variables
    least = max(least, enclosure(best, failure, number, work, node_limit).lower)
    return least, min(most, enclosure(worst, failure, number, work, node_limit).upper)


def _pushed_to_variables(equations: Equations, root: int) -> tuple[Equations, int]:
    """Return the system of every number and of its negation, in twice the variables, and the number of `root` in it.

    Variable `variables + i` says that variable i is false. At least k of n are not true when n - k + 1 of them are false.
    """
    variables, gates = equations.variables, equations.gates

    def place(literal: int) -> int:
        number = max(literal, ~literal)
        if number < variables:
            return number + variables * (literal < 0)
        return number + variables + len(gates) * (literal < 0)

    positive = [Gate(gate.need, tuple([place(argument) for argument in gate.arguments])) for gate in gates]
    negative = [
        Gate(len(gate.arguments) - gate.need + 1, tuple([place(~argument) for argument in gate.arguments])) for gate in gates
    ]
    return Equations(2 * variables, (*positive, *negative)), place(root)


def _with_negations(apart: Equations, variables: int, need: int) -> Equations:
    """Return `apart` with all negated variables constant: true for `need` 0, false for 1."""
    constant = variables + len(apart.gates)

    def place(number: int) -> int:
        if number < variables:
            return number
        return constant if number < 2 * variables else number - variables

    gates = [Gate(gate.need, tuple([place(argument) for argument in gate.arguments])) for gate in apart.gates]
    return Equations(variables, (*gates, Gate(need, ())))
