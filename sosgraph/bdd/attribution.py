"""Who eats the budget: the probability of a failure divided among the variables, so that the shares add up to it."""

from collections.abc import Collection, Sequence
from functools import cache
from itertools import pairwise
from math import ceil, cos, pi
from typing import Protocol

_PRECISION = 1e-13  # of the whole
_MOST_NODES = 512  # exact up to 1,024 variables, and far beyond for all practical purposes


class Differentiable(Protocol):
    """What has a probability of failing and derivatives, as `bdd.solution.Solution` has."""

    @property
    def support(self) -> tuple[int, ...]:
        """The variables that can change the answer."""

    def gradient(self, failure: Sequence[float]) -> tuple[float, list[float]]:
        """Return the probability of failing and, by variable, its derivative."""


def attribution(solution: Differentiable, failure: Sequence[float], fixed: Collection[int] = ()) -> list[float]:
    """Return for each variable its part of the probability of failing Q, by Aumann and Shapley: ∫₀¹ q_i ∂Q/∂q_i(tq) dt.

    The parts add up to Q less what remains of it when none but the variables in `fixed` can fail, to about 12 digits;
    those in `fixed` keep their probability all along and get nothing. The integrand is a polynomial in t, which the rule of
    Gauss and Legendre integrates exactly; fewer points are used where more of them change nothing. Source: R. Aumann,
    L. Shapley, Values of Non-Atomic Games, 1974.
    """
    kept = set(fixed)
    moving = [variable for variable in solution.support if variable not in kept]
    enough = max(1, min(_MOST_NODES, ceil(len(moving) / 2)))
    counts = [count for count in (4, 8, 16, 32, 64, 128, 256) if count < enough] + [enough]
    found = _attributed(solution, failure, moving, counts[0])
    whole = solution.gradient(failure)[0]
    for _, count in pairwise(counts):
        before, found = found, _attributed(solution, failure, moving, count)
        if all(abs(found[variable] - before[variable]) <= _PRECISION * whole for variable in moving):
            break
    return found


def _attributed(solution: Differentiable, failure: Sequence[float], moving: Sequence[int], count: int) -> list[float]:
    parts = [0.0] * len(failure)
    for position, weight in legendre(count):
        scaled = list(failure)
        for variable in moving:
            scaled[variable] *= position
        slope = solution.gradient(scaled)[1]
        for variable in moving:
            parts[variable] += weight * failure[variable] * slope[variable]
    return parts


@cache
def legendre(count: int) -> tuple[tuple[float, float], ...]:
    """Return the points and weights of Gauss and Legendre's rule on [0, 1], ascending; exact up to degree 2 `count` - 1."""
    rule = []
    for index in range(count, 0, -1):
        point = cos(pi * (index - 0.25) / (count + 0.5))
        for _ in range(100):
            value, slope = _polynomial(count, point)
            point -= value / slope
            if abs(value / slope) < 1e-15:
                break
        slope = _polynomial(count, point)[1]
        rule.append(((1 + point) / 2, 1 / ((1 - point * point) * slope * slope)))
    return tuple(rule)


def _polynomial(degree: int, point: float) -> tuple[float, float]:
    """Return the Legendre polynomial and its derivative at an inner point."""
    before, value = 1.0, point
    for step in range(2, degree + 1):
        before, value = value, ((2 * step - 1) * point * value - (step - 1) * before) / step
    return value, degree * (point * value - before) / (point * point - 1)
