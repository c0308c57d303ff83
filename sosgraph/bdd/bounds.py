"""Bounds on the probability of being false, by one pass from callees to callers."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate
from math import prod
from typing import NamedTuple

from sosgraph.bdd.independent import any_failure
from sosgraph.equations import Equations, Gate
from sosgraph.graph.components import strong_components

_SWEEPS = 4  # around a cycle: more of them gain little
_EPSILON = 2.0**-52

Rule = Callable[[int, Sequence[float]], float]
"""From what a gate needs and the bounds of its arguments to its bound."""
Rules = tuple[Rule, Rule]
"""One for lower and one for upper bounds."""


def associated_bounds(equations: Equations, failure: Sequence[float]) -> list[tuple[float, float]]:
    """Return for every number a lower and an upper bound on the probability that it is false.

    Valid for independent variables: monotone functions of them are associated, so that the chance that several of them
    are all true, or all false, is at least the product. What has a negation below it is no such function: there, and above,
    Fréchet's bounds stand. Raises `ValueError` for a negated argument on a cycle. Source: J. Esary, F. Proschan, D. Walkup,
    Association of random variables, with applications, 1967.
    """
    return _bounds(equations, failure, _ASSOCIATED)


def frechet_bounds(equations: Equations, failure: Sequence[float]) -> list[tuple[float, float]]:
    """Return for every number a lower and an upper bound on the probability that it is false, whatever depends on what.

    Valid for variables with any dependence among them. Raises `ValueError` for a negated argument on a cycle. Source:
    L. Rüger, Scharfe untere und obere Schranken für die Wahrscheinlichkeit der Realisation von k unter n Ereignissen, 1978.
    """
    return _bounds(equations, failure, _FRECHET)


def _bounds(equations: Equations, failure: Sequence[float], rules: Rules) -> list[tuple[float, float]]:
    """Return the bounds by `rules`, by Fréchet's where something below is negated."""
    variables = equations.variables
    found = _Bounds([*failure, *[0.0] * len(equations.gates)], [*failure, *[0.0] * len(equations.gates)])
    arcs = [
        [head - variables for argument in gate.arguments if (head := max(argument, ~argument)) >= variables]
        for gate in equations.gates
    ]
    negating = bytearray(len(equations))
    for component in strong_components(arcs):
        numbers = [variables + member for member in component]
        gates = [equations.gates[member] for member in component]
        if any(argument < 0 or negating[argument] for gate in gates for argument in gate.arguments):
            for number in numbers:
                negating[number] = 1
        least, most = _FRECHET if negating[numbers[0]] else rules
        if len(component) > 1 or component[0] in arcs[component[0]]:
            _bound_cycle(numbers, gates, found, least, most)
            continue
        ((need, arguments),) = gates
        found.lower[numbers[0]] = least(need, found.least(arguments))
        found.upper[numbers[0]] = most(need, found.most(arguments))
    return [(min(low, high), high) for low, high in zip(found.lower, found.upper, strict=True)]


class _Bounds(NamedTuple):
    """Bounds by number on the probability of being false; those of an argument, which may be negated, follow from them."""

    lower: list[float]
    upper: list[float]

    def least(self, arguments: Iterable[int]) -> list[float]:
        """Return the lower bounds of `arguments`."""
        return [self.lower[each] if each >= 0 else 1.0 - self.upper[~each] for each in arguments]

    def most(self, arguments: Iterable[int]) -> list[float]:
        """Return the upper bounds of `arguments`."""
        return [self.upper[each] if each >= 0 else 1.0 - self.lower[~each] for each in arguments]


def _bound_cycle(numbers: list[int], gates: list[Gate], found: _Bounds, least: Rule, most: Rule) -> None:
    """Write the bounds of the strong component `numbers`, which hold 0 until then."""
    inside = set(numbers)
    if any(~argument in inside for gate in gates for argument in gate.arguments):
        raise ValueError("a circle leads through a negated argument; open it there")
    choices = [gate for gate in gates if gate.need != len(gate.arguments)]
    conjunctions = [gate for gate in gates if gate.need == len(gate.arguments)]
    outside = dict.fromkeys(argument for gate in conjunctions for argument in gate.arguments if argument not in inside)
    # The solution is the greatest: all members are true where each of them would be if the others were.
    parts = found.most(outside)
    parts += [most(gate.need, found.most(gate.arguments)) for gate in choices]
    together = most(len(parts), parts)
    for number in numbers:
        found.upper[number] = together
    if not choices:
        together = least(len(outside), found.least(outside))
        for number in numbers:
            found.lower[number] = together
        return
    # Iterates that start from true stay above the solution: what is false in them is false.
    for _ in range(_SWEEPS):
        for number, gate in zip(numbers, gates, strict=True):
            found.lower[number] = least(gate.need, found.least(gate.arguments))


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


def associated_most(need: int, upper: Sequence[float]) -> float:
    """Return the greatest probability that fewer than `need` of associated events hold that fail with `upper` or less."""
    if need <= 0 or need > len(upper):
        return float(need > 0)
    failing = sorted(upper)[:need]
    return min(max(any_failure(failing), failing[-1]), _frechet_most(need, upper))  # the logarithms of the first may be rounded


_ASSOCIATED: Rules = (_associated_least, associated_most)
_FRECHET: Rules = (_frechet_least, _frechet_most)
