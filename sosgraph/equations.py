"""Boolean equations with k-out-of-n gates, and their greatest solution.

The structure function of a system is written as equations over numbers: `0 … variables-1` are the variables,
`variables + g` is gate `g`, and `~n` is "number n is false". Gates may refer to one another in circles; the greatest
solution is the one that holds for a system that is already running (`docs/glossary.md`, *running*). A system that says
`~n` anywhere must be free of circles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple


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

    def __len__(self) -> int:
        """Return how many numbers there are: variables and gates."""
        return self.variables + len(self.gates)

    @property
    def coherent(self) -> bool:
        """Whether no argument is negated, so that what becomes true makes nothing else false."""
        return min(map(min, filter(None, map(_ARGUMENTS, self.gates))), default=0) >= 0

    def greatest_solution(self, false: Iterable[int] = ()) -> bytearray:
        """Return 0 or 1 for every number: the greatest solution in which the variables `false` are 0.

        Linear in the number of arguments. Raises `IndexError` when a number is not of this system, and `ValueError` when the
        system is not coherent and has a circle: then there may be no solution, or no greatest one.
        """
        if not self.coherent:
            return self._evaluated(false)
        callers: list[list[int]] = [[] for _ in range(len(self))]
        spare = [0] * len(self)
        value = bytearray(b"\x01") * len(self)
        pending = []
        for number, gate in enumerate(self.gates, self.variables):
            spare[number] = len(gate.arguments) - gate.need
            if spare[number] < 0:
                value[number] = 0
                pending.append(number)
            for argument in gate.arguments:
                callers[argument].append(number)
        for variable in false:
            if value[variable]:
                value[variable] = 0
                pending.append(variable)
        while pending:
            for caller in callers[pending.pop()]:
                spare[caller] -= 1
                if spare[caller] == -1 and value[caller]:
                    value[caller] = 0
                    pending.append(caller)
        return value

    def _evaluated(self, false: Iterable[int]) -> bytearray:
        """Return the only solution of a system without circles: a gate is evaluated when all its arguments are."""
        callers: list[list[int]] = [[] for _ in range(len(self))]
        missing = [0] * len(self)
        for number, gate in enumerate(self.gates, self.variables):
            missing[number] = len(gate.arguments)
            for argument in gate.arguments:
                callers[max(argument, ~argument)].append(number)
        value = bytearray(b"\x01") * len(self)
        for variable in false:
            value[variable] = 0
        ready = [number for number, count in enumerate(missing) if not count]
        for number in ready:
            if number >= self.variables:
                need, arguments = self.gates[number - self.variables]
                value[number] = (
                    sum([value[argument] if argument >= 0 else 1 - value[~argument] for argument in arguments]) >= need
                )
            for caller in callers[number]:
                missing[caller] -= 1
                if not missing[caller]:
                    ready.append(caller)
        if len(ready) < len(self):
            stuck = next(number for number, count in enumerate(missing) if count)
            raise ValueError(f"gate {stuck} is in or above a circle of a system that negates; open the circle or negate nothing")
        return value
