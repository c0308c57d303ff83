"""Boolean equations with k-out-of-n gates, and their greatest solution.

The structure function of a system is written as equations over numbers: `0 … variables-1` are the variables,
`variables + g` is gate `g`, and `~n` is "number n is false". Gates may refer to one another in circles; the greatest
solution is the one that holds for a system that is already running (`docs/glossary.md`, *running*). A system that says
`~n` anywhere must be free of circles.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from sosgraph.frozen import dataclass, field


class Gate(NamedTuple):
    """True when at least `need` of `arguments` are true; `need` 0 is the constant true.

    An argument is a number n, or `~n` for its being false; a system without any of the latter is coherent. A conjunction
    needs all of its arguments, a disjunction one. An argument that is listed twice counts twice.
    """

    need: int
    arguments: tuple[int, ...]


_ARGUMENTS = itemgetter(1)


def conjunction(arguments: Iterable[int]) -> Gate:
    """Return the gate that is true when all of `arguments` are (of none: always)."""
    wanted = tuple(dict.fromkeys(arguments))
    return Gate(len(wanted), wanted)


@dataclass(frozen=True, slots=True)
class Equations:
    """A system of Boolean equations, one for each gate; monotone where no argument is negated."""

    variables: int
    gates: tuple[Gate, ...]
    _coherent: list[bool] = field(default_factory=list, compare=False, repr=False)
    """Whether it is, once that was asked, as many do of the same system; of no other one, whatever it is made of."""

    def __len__(self) -> int:
        """Return how many numbers there are: variables and gates."""
        return self.variables + len(self.gates)

    @property
    def coherent(self) -> bool:
        """Whether no argument is negated, so that what becomes true makes nothing else false."""
        if not self._coherent:
            self._coherent.append(min(map(min, filter(None, map(_ARGUMENTS, self.gates))), default=0) >= 0)
        return self._coherent[0]

    def greatest_solution(self, false: Iterable[int] = ()) -> bytearray:
        """Return 0 or 1 for every number: the greatest solution in which the variables `false` are 0.

        Linear in the number of arguments. Raises `IndexError` when a number is not of this system, and `ValueError` when the
        system is not coherent and has a circle: then there may be no solution, or no greatest one.
        """
        return Solutions(self).where(false)


def support(equations: Equations, roots: Iterable[int]) -> list[int]:
    """Return the numbers that `roots` are made of, themselves included, ascending; arguments may be negated."""
    return sorted(nearest_first(equations, roots))


def nearest_first(equations: Equations, roots: Iterable[int]) -> Iterator[int]:
    """Yield the numbers that `roots` are made of, themselves first; what is not asked for is not walked."""
    first, gates = equations.variables, equations.gates
    pending = list(dict.fromkeys(roots))
    seen = set(pending)
    yield from pending
    for number in pending:  # grows while it is walked
        if number >= first:
            for argument in gates[number - first].arguments:
                below = argument if argument >= 0 else ~argument
                if below not in seen:
                    seen.add(below)
                    pending.append(below)
                    yield below


class Part(NamedTuple):
    """The equations of what one number is made of: `variables` are the whole's by their numbers here, `root` is that number."""

    equations: Equations
    variables: Sequence[int]
    root: int


def part_below(equations: Equations, root: int) -> Part:
    """Return the equations of just what `root` is made of, which is a number and no negation, in the same order."""
    numbers = support(equations, [root])
    if len(numbers) == len(equations):
        return Part(equations, range(equations.variables), root)
    first = equations.variables
    variables = bisect_left(numbers, first)
    place = {number: here for here, number in enumerate(numbers)}
    place.update([(~number, ~here) for number, here in place.items()])
    gates = [equations.gates[number - first] for number in numbers[variables:]]
    renumbered = tuple([Gate(need, tuple([place[argument] for argument in arguments])) for need, arguments in gates])
    return Part(Equations(variables, renumbered), numbers[:variables], place[root])


def callees_first(equations: Equations, numbers: Iterable[int]) -> list[int] | None:
    """Return the gates that `numbers` need, each after all its arguments; None where there is a circle.

    In the order of `graph.components.strong_components`.
    """
    first, gates = equations.variables, equations.gates
    seen = bytearray(len(equations))  # 1 while what it needs is looked at, 2 afterwards
    order = []
    for start in numbers:
        pending = [start] if start >= first else []
        while pending:
            number = pending[-1]
            if seen[number]:
                pending.pop()
                if seen[number] == 1:
                    seen[number] = 2
                    order.append(number)
                continue
            seen[number] = 1
            for argument in reversed(gates[number - first].arguments):
                head = argument if argument >= 0 else ~argument
                if head >= first:
                    if seen[head] == 1:
                        return None
                    if not seen[head]:
                        pending.append(head)
    return order


class Solutions:
    """The greatest solutions of one system, where one set of variables after another is false: what falls is walked, no more."""

    __slots__ = ("_callers", "_down", "_equations", "_order", "_spare")

    def __init__(self, equations: Equations) -> None:
        """Find which gates ask for which number; in a system that negates, also an order in which to evaluate them.

        Raises `ValueError` as `greatest_solution`.
        """
        self._equations = equations
        self._callers: list[list[int]] = [[] for _ in range(len(equations))]
        self._spare = [0] * len(equations)
        coherent = equations.coherent
        for number, gate in enumerate(equations.gates, equations.variables):
            self._spare[number] = len(gate.arguments) - gate.need
            for argument in gate.arguments:
                self._callers[argument if argument >= 0 else ~argument].append(number)
        self._down = [number for number, spare in enumerate(self._spare) if spare < 0]
        self._order = None if coherent else self._callees_first()

    def where(self, false: Iterable[int] = ()) -> bytearray:
        """Return 0 or 1 for every number, where the variables `false` are 0; `IndexError` for a number of no variable."""
        value = bytearray(b"\x01") * len(self._equations)
        pending = list(dict.fromkeys(false if self._order is not None else (*self._down, *false)))
        for number in pending:
            value[number] = 0
        if self._order is not None:
            self._evaluate(value, self._order)
            return value
        spare = self._spare.copy()
        while pending:
            for caller in self._callers[pending.pop()]:
                spare[caller] -= 1
                if spare[caller] == -1 and value[caller]:
                    value[caller] = 0
                    pending.append(caller)
        return value

    def _evaluate(self, value: bytearray, order: list[int]) -> None:
        for number in order:
            need, arguments = self._equations.gates[number - self._equations.variables]
            value[number] = sum([value[argument] if argument >= 0 else 1 - value[~argument] for argument in arguments]) >= need

    def _callees_first(self) -> list[int]:
        """Return the gates of a system without circles, each after all its arguments."""
        variables = self._equations.variables
        missing = [*[0] * variables, *[len(gate.arguments) for gate in self._equations.gates]]
        ready = [number for number, count in enumerate(missing) if not count]
        for number in ready:
            for caller in self._callers[number]:
                missing[caller] -= 1
                if not missing[caller]:
                    ready.append(caller)
        if len(ready) < len(missing):
            stuck = next(number for number, count in enumerate(missing) if count)
            raise ValueError(f"gate {stuck} is in or above a circle of a system that negates; open the circle or negate nothing")
        return [number for number in ready if number >= variables]
