"""Bounds on the probability of being false, by one pass from callees to callers."""

from collections.abc import Callable, Sequence
from itertools import accumulate
from math import prod

from sosgraph.bdd.independent import any_failure
from sosgraph.equations import Equations
from sosgraph.graph.components import strong_components

_SWEEPS = 4  # around a cycle: more of them gain little
_EPSILON = 2.0**-52

Rule = Callable[[int, Sequence[float]], float]


def associated_bounds(equations: Equations, failure: Sequence[float]) -> list[tuple[float, float]]:
    """Return for every number a lower and an upper bound on the probability that it is false.

    Valid for independent variables: monotone functions of them are associated, so that the chance that several of them
    are all true, or all false, is at least the product. Source: J. Esary, F. Proschan, D. Walkup, Association of random
    variables, with applications, 1967.
    """
    return _bounds(equations, failure, _associated_least, _associated_most)


def frechet_bounds(equations: Equations, failure: Sequence[float]) -> list[tuple[float, float]]:
    """Return for every number a lower and an upper bound on the probability that it is false, whatever depends on what.

    Valid for variables with any dependence among them. Source: L. Rüger, Scharfe untere und obere Schranken für die
    Wahrscheinlichkeit der Realisation von k unter n Ereignissen, 1978.
    """
    return _bounds(equations, failure, _frechet_least, _frechet_most)


def _bounds(equations: Equations, failure: Sequence[float], least: Rule, most: Rule) -> list[tuple[float, float]]:
    """Return the bounds by `least` and `most`, which map what a gate needs and the bounds of its arguments to its bound."""
    variables = equations.variables
    lower = [*failure, *[0.0] * len(equations.gates)]
    upper = list(lower)
    arcs = [[argument - variables for argument in gate.arguments if argument >= variables] for gate in equations.gates]
    for component in strong_components(arcs):
        numbers = [variables + member for member in component]
        if len(component) > 1 or component[0] in arcs[component[0]]:
            _bound_cycle(equations, numbers, lower, upper, least, most)
            continue
        need, arguments = equations.gates[component[0]]
        lower[numbers[0]] = least(need, [lower[argument] for argument in arguments])
        upper[numbers[0]] = most(need, [upper[argument] for argument in arguments])
    return [(min(low, high), high) for low, high in zip(lower, upper, strict=True)]


def _bound_cycle(
    equations: Equations, numbers: list[int], lower: list[float], upper: list[float], least: Rule, most: Rule
) -> None:
    """Write the bounds of the strong component `numbers`, which hold 0 until then."""
    inside = set(numbers)
    gates = [equations.gates[number - equations.variables] for number in numbers]
    choices = [gate for gate in gates if gate.need != len(gate.arguments)]
    conjunctions = [gate for gate in gates if gate.need == len(gate.arguments)]
    outside = dict.fromkeys(argument for gate in conjunctions for argument in gate.arguments if argument not in inside)
    # The solution is the greatest: all members are true where each of them would be if the others were.
    parts = [upper[argument] for argument in outside]
    parts += [most(gate.need, [upper[argument] for argument in gate.arguments]) for gate in choices]
    together = most(len(parts), parts)
    for number in numbers:
        upper[number] = together
    if not choices:
        together = least(len(outside), [lower[argument] for argument in outside])
        for number in numbers:
            lower[number] = together
        return
    # Iterates that start from true stay above the solution: what is false in them is false.
    for _ in range(_SWEEPS):
        for number, gate in zip(numbers, gates, strict=True):
            lower[number] = least(gate.need, [lower[argument] for argument in gate.arguments])


def _frechet_least(need: int, lower: Sequence[float]) -> float:
    """Return the least probability that fewer than `need` events hold that fail with `lower` or more.

    With the r events that fail least often left out, `need` - r of the others must still hold, and Markov's inequality
    limits how often they do; the best r counts.
    """
    if need <= 0 or need > len(lower):
        return float(need > 0)
    spare = len(lower) - need
    best = 0.0
    for taken, total in enumerate(accumulate(sorted(lower, reverse=True)), 1):
        if taken > spare:
            rounding = _EPSILON * taken * total if spare else 0.0  # the difference may be far smaller than its terms
            best = max(best, (total - spare - rounding) / (taken - spare))
    return min(1.0, best)


def _frechet_most(need: int, upper: Sequence[float]) -> float:
    """Return the greatest probability that fewer than `need` events hold that fail with `upper` or less.

    The dual of `_frechet_least`: with the r that fail most often left out, enough of the others must fail.
    """
    if need <= 0 or need > len(upper):
        return float(need > 0)
    sums = accumulate(sorted(upper))
    return min(1.0, *(total / (taken - need + 1) for taken, total in enumerate(sums, 1) if taken >= need))


def _associated_least(need: int, lower: Sequence[float]) -> float:
    """Return the least probability that fewer than `need` of associated events hold that fail with `lower` or more."""
    if need <= 0 or need > len(lower):
        return float(need > 0)
    failing = sorted(lower, reverse=True)[: len(lower) - need + 1]
    return max(prod(failing), _frechet_least(need, lower))


def _associated_most(need: int, upper: Sequence[float]) -> float:
    """Return the greatest probability that fewer than `need` of associated events hold that fail with `upper` or less."""
    if need <= 0 or need > len(upper):
        return float(need > 0)
    return min(any_failure(sorted(upper)[:need]), _frechet_most(need, upper))
