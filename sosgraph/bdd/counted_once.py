"""The two rules of thumb, mended in one place: what several branches share counted once instead of once for each."""

from collections.abc import Collection, Sequence

from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.equations import Equations, Gate, support

_ALWAYS, _NEVER = Gate(0, ()), Gate(1, ())
_MANY = 4  # one number of so many


def made_of(equations: Equations, roots: Collection[int]) -> tuple[Equations, dict[int, int]]:
    """Return the equations of just what `roots` are made of, with the same variables, and the new number of each gate.

    Where the roots are many, all equations as they are: to look at those beside them costs less than a copy.
    """
    variables = equations.variables
    if len(roots) * _MANY >= len(equations):
        return equations, {number: number for number in range(variables, len(equations))}
    kept = [number for number in support(equations, roots) if number >= variables]
    place = {number: variables + index for index, number in enumerate(kept)}
    gates = (equations.gates[number - variables] for number in kept)
    renumbered = (Gate(gate.need, tuple(place.get(argument, argument) for argument in gate.arguments)) for gate in gates)
    return Equations(variables, tuple(renumbered)), place


def counted_once(equations: Equations, failure: Sequence[float], number: int) -> list[float | None]:
    """Return for every number the probability of being false by the two rules, with gate `number` counted once.

    The two cases, it is false or true, weighed by its own probability by the same rules (total probability). None where the
    rules have no number. Higher than without where alternatives share it, lower where a conjunction does.
    """
    false = naive_failure_probabilities(equations, failure)[number]
    if false is None:
        return [None] * len(equations)
    place = number - equations.variables
    cases = []
    for pinned in (_NEVER, _ALWAYS):
        gates = (*equations.gates[:place], pinned, *equations.gates[place + 1 :])
        cases.append(naive_failure_probabilities(Equations(equations.variables, gates), failure))
    return [None if down is None or up is None else false * down + (1.0 - false) * up for down, up in zip(*cases, strict=True)]
