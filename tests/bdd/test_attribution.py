"""Aumann and Shapley's division against the integral of a polynomial that is known, and the laws that single it out."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import fsum

import pytest
from hypothesis import assume, given, settings

from sosgraph.bdd.attribution import attribution, legendre
from sosgraph.bdd.solution import Solution, solved
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import systems

Parts = tuple[Equations, list[float]]


def solution_of(equations: Equations) -> Solution:
    found = solved(equations, len(equations) - 1)
    assert found is not None
    return found


def enumerated(equations: Equations, failure: Sequence[float]) -> list[float]:
    """Return the division by its definition: ∫ q_i ∂Q/∂q_i(tq) dt, state by state, in fractions."""
    variables = range(equations.variables)
    rational = [Fraction(false) for false in failure]
    parts = [Fraction(0)] * equations.variables
    for state in product((0, 1), repeat=equations.variables):
        down = [variable for variable in variables if state[variable]]
        if equations.greatest_solution(down)[-1]:
            continue
        for variable in variables:
            others = [other for other in variables if other != variable]
            sign = 1 if state[variable] else -1
            parts[variable] += sign * rational[variable] * integral([rational[o] for o in others], [state[o] for o in others])
    return [float(part) for part in parts]


def integral(chances: Sequence[Fraction], state: Sequence[int]) -> Fraction:
    """Return ∫₀¹ Π (t q or 1 - t q) dt."""
    polynomial = [Fraction(1)]
    for chance, down in zip(chances, state, strict=True):
        constant, slope = (Fraction(0), chance) if down else (Fraction(1), -chance)
        padded = [*polynomial, Fraction(0)]
        polynomial = [
            constant * each + slope * (padded[power - 1] if power else Fraction(0)) for power, each in enumerate(padded)
        ]
    return sum((each / (power + 1) for power, each in enumerate(polynomial)), Fraction(0))


@settings(max_examples=60)
@given(systems(most_variables=5))
def test_is_the_integral(system: Parts) -> None:
    """The division agrees with the exact integral over all states, and adds up to the probability of failing."""
    equations, failure = system
    assume(equations.greatest_solution()[-1])
    solution = solution_of(equations)
    found = attribution(solution, failure)
    whole = solution.failure(failure)
    assert found == pytest.approx(enumerated(equations, failure), rel=1e-9, abs=1e-12 * whole)
    assert fsum(found) == pytest.approx(whole, rel=1e-12, abs=0)


@settings(max_examples=60)
@given(systems(most_variables=6))
def test_nobody_gets_less_than_nothing(system: Parts) -> None:
    """Parts are not negative, and what cannot fail or does not matter gets nothing."""
    equations, failure = system
    solution = solution_of(equations)
    for variable, part in enumerate(attribution(solution, failure)):
        assert part >= 0
        assert part == 0 or (failure[variable] > 0 and variable in solution.support)


def test_equals_are_treated_alike() -> None:
    """Two vendors, one of which is enough, share the time when both are down; a third that is alone has all of its own."""
    equations = Equations(3, (Gate(1, (0, 1)), conjunction([2, 3])))
    found = attribution(solution_of(equations), [0.1, 0.1, 0.001])
    assert found[0] == pytest.approx(found[1], rel=1e-13)
    assert found[2] == pytest.approx(0.001, rel=0.01)


def test_circumstances_get_nothing() -> None:
    """What is fixed keeps its chance all along, and what it lets through is put down to the rest."""
    equations = Equations(2, (Gate(1, (0, 1)),))
    assert attribution(solution_of(equations), [0.01, 0.4], fixed={1}) == pytest.approx([0.004, 0.0], rel=1e-14)
    assert attribution(solution_of(equations), [0.01, 0.4]) == pytest.approx([0.002, 0.002], rel=1e-14)


def test_many_parts_that_fail_often() -> None:
    """One of two hundred parts that are down half of the time, and 120 of 200: sharp in t, and the sum still agrees."""
    for need in (200, 80):
        equations = Equations(200, (Gate(need, tuple(range(200))),))
        found = attribution(solution_of(equations), [0.5] * 200)
        assert fsum(found) == pytest.approx(solution_of(equations).failure([0.5] * 200), rel=1e-12)


@pytest.mark.parametrize("count", [1, 2, 5, 16, 64])
def test_rule_is_exact_up_to_its_degree(count: int) -> None:
    """∫₀¹ t^k dt = 1 / (k + 1) for all k below twice the number of points, which lie inside, in order, symmetric."""
    rule = legendre(count)
    points = [point for point, _ in rule]
    assert points == sorted(points) and points[0] > 0 and points[-1] < 1
    assert points == pytest.approx([1 - point for point in reversed(points)], abs=1e-15)
    for power in range(2 * count):
        assert fsum(weight * point**power for point, weight in rule) == pytest.approx(1 / (power + 1), rel=1e-13)
