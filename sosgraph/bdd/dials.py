"""Numbers that may be chosen, what fails how often when they are, and what that makes of the aims."""

from collections.abc import Sequence
from math import exp, expm1, fsum, lgamma, log, log1p
from typing import NamedTuple

from sosgraph.bdd.attribution import Differentiable

WORST = 0.1
"""No number above this is looked for, unless it is already there."""


class Dial(NamedTuple):
    """One number q to be chosen: how often a part may fail, or each of several copies.

    `whole` are the variables that are false with probability q; `copies` those with what is left of it beside the `common`
    causes, which are false with probability βq (beta factor that keeps the marginals). `further` are variables that are true
    when a number of further tries all succeed, with these numbers: 1 - (1 - u)^n, where u is q, or how often fewer than
    `need` copies are true. An e-fold less of q costs `cost`; today q is `now`, None where that is not known.
    """

    whole: tuple[int, ...] = ()
    copies: tuple[int, ...] = ()
    common: tuple[int, ...] = ()
    further: tuple[tuple[int, float], ...] = ()
    beta: float = 0.0
    cost: float = 1.0
    need: int = 1
    now: float | None = None

    @property
    def worst(self) -> float:
        """The largest number that is looked for: no part is asked for more than it has for want of a larger one."""
        return WORST if self.now is None else max(WORST, self.now)

    def single(self, number: float) -> float:
        """Return how often a copy is false beside the common cause."""
        shared = self.beta * number
        return (number - shared) / (1 - shared) if shared < 1 else 0.0

    def unavailable(self, number: float) -> tuple[float, float]:
        """Return how often a single try fails, and the derivative of that."""
        if not self.copies:
            return number, 1.0
        count, shared, single = len(self.copies), self.beta * number, self.single(number)
        spare = count - self.need
        lost = fsum(_binomial(count, down, single) for down in range(spare + 1, count + 1))
        steeper = count * _binomial(count - 1, spare, single)
        grown = (1 - self.beta) / (1 - shared) ** 2 if shared < 1 else 0.0
        return shared + (1 - shared) * lost, self.beta * (1 - lost) + (1 - shared) * steeper * grown


class Aim(NamedTuple):
    """What must not fail more often than `budget`; `own` is the dial of its own part, None where that is fixed."""

    solution: Differentiable
    budget: float
    own: int | None = None


class Panel:
    """Dials over the variables of a system, of which the others are false with fixed probabilities."""

    def __init__(self, failure: Sequence[float], dials: Sequence[Dial]) -> None:
        """Keep both; `failure` of the variables of dials does not matter."""
        self._failure = tuple(failure)
        self.dials = tuple(dials)

    def failure(self, numbers: Sequence[float]) -> list[float]:
        """Return by variable how often it is false when the dials stand at `numbers`."""
        found = list(self._failure)
        for dial, number in zip(self.dials, numbers, strict=True):
            for variable in dial.whole:
                found[variable] = number
            for variable in dial.copies:
                found[variable] = dial.single(number)
            for variable in dial.common:
                found[variable] = dial.beta * number
            fails = dial.unavailable(number)[0] if dial.further else 0.0
            for variable, tries in dial.further:
                found[variable] = -expm1(tries * log1p(-fails)) if fails < 1 else 1.0
        return found

    def slopes(self, solution: Differentiable, numbers: Sequence[float]) -> tuple[float, list[float]]:
        """Return how often the solution fails at `numbers`, and by dial the derivative of that."""
        whole, slope = solution.gradient(self.failure(numbers))
        return whole, [_slope(dial, number, slope) for dial, number in zip(self.dials, numbers, strict=True)]

    def reached(self, solution: Differentiable, numbers: Sequence[float]) -> float:
        """Return how often the solution fails at `numbers`."""
        return solution.gradient(self.failure(numbers))[0]


def _slope(dial: Dial, number: float, slope: Sequence[float]) -> float:
    """Return the derivative by the number of a dial, from those by its variables: the chain rule."""
    found = fsum([slope[variable] for variable in dial.whole])
    left = 1 - dial.beta * number
    if dial.copies and left > 0:
        found += (1 - dial.beta) / (left * left) * fsum([slope[variable] for variable in dial.copies])
    if dial.common:
        found += dial.beta * fsum([slope[variable] for variable in dial.common])
    if dial.further:
        fails, steeper = dial.unavailable(number)
        if fails < 1:
            found += fsum([slope[variable] * tries * (1 - fails) ** (tries - 1) for variable, tries in dial.further]) * steeper
    return found


def _binomial(count: int, down: int, single: float) -> float:
    """Return how likely just `down` of `count` are false."""
    if not 0 < single < 1:
        return float(down == (count if single >= 1 else 0))
    ways = lgamma(count + 1) - lgamma(down + 1) - lgamma(count - down + 1)
    return exp(ways + down * log(single) + (count - down) * log1p(-single))
