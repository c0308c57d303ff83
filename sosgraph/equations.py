"""Monotone Boolean equations with k-out-of-n gates, and their greatest solution.

The structure function of a system is written as equations over numbers: `0 … variables-1` are the variables,
`variables + g` is gate `g`. Gates may refer to one another in circles; the greatest solution is the one that
holds for a system that is already running (`docs/glossary.md`, *running*).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Gate(NamedTuple):
    """True when at least `need` of `arguments` are true; `need` 0 is the constant true.

    A conjunction needs all of its arguments, a disjunction one. An argument that is listed twice counts twice.
    """

    need: int
    arguments: tuple[int, ...]


def conjunction(arguments: Iterable[int]) -> Gate:
    """Return the gate that is true when all of `arguments` are (of none: always)."""
    wanted = tuple(dict.fromkeys(arguments))
    return Gate(len(wanted), wanted)


@dataclass(frozen=True, slots=True)
class Equations:
    """A system of monotone Boolean equations, one for each gate."""

    variables: int
    gates: tuple[Gate, ...]

    def __len__(self) -> int:
        """Return how many numbers there are: variables and gates."""
        return self.variables + len(self.gates)

    def greatest_solution(self, false: Iterable[int] = ()) -> bytearray:
        """Return 0 or 1 for every number: the greatest solution in which the variables `false` are 0.

        Linear in the number of arguments. Raises `IndexError` when a number is not of this system.
        """
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
