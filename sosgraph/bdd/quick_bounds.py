"""How often numbers are false at most, in one pass over the two-rule numbers, which hold where members share nothing."""

from collections import Counter
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from itertools import chain
from operator import itemgetter

from sosgraph.bdd.bounds import associated_most
from sosgraph.bdd.independent import Merged, any_failure, gate_failure, merged_gates
from sosgraph.equations import Equations, Gate

Parts = tuple[tuple[int, tuple[int, ...]], ...]
"""Arguments of one gate, each with the numbers that have to be true for it."""

_VARIABLE = Gate(0, ())
_FEW = 12  # numbers below one argument of a choice, up to which it is found out what the arguments share


def quick_bounds(equations: Equations, naive: Sequence[float | None], order: Iterable[Merged] | None = None) -> list[float]:
    """Return for every number an upper bound on the probability that it is false, for independent variables.

    `naive` are the numbers by the two rules: bounds as long as no choice (a gate that is no conjunction) below has arguments
    that share a variable. Such a choice, and one that is not known to be without, counts as if the worst were shared, but for
    what its caller needs anyhow; what is on a circle of choices, or above it, counts as false. `equations` negate nothing;
    `order` is that of `merged_gates`, where it is known.
    """
    search = _Search(equations, [1.0 if false is None else false for false in naive])
    most, raised = search.most, search.raised
    for numbers, gate in merged_gates(equations) if order is None else order:
        search.look_below(numbers, gate)
        if gate is None or naive[numbers[0]] is None:
            together = 1.0
        else:
            need, arguments = gate
            if 0 < need < len(arguments):
                raising = search.choice_failure(gate)
                if raising is None:
                    continue
                together = raising
            elif need == len(arguments) and any(map(raised.__getitem__, arguments)):
                together = search.conjunction_failure(arguments)
            else:
                continue
        for number in numbers:
            raised[number], most[number] = 1, together
    return most


class _Search:
    """Bounds on their way from callees to callers: `most`, and which of them were `raised` above the two rules.

    `below` are a number and all numbers below it, None where they are many.
    """

    def __init__(self, equations: Equations, most: list[float]) -> None:
        self.most = most
        self.raised = bytearray(len(equations))
        self.below: list[frozenset[int] | None] = [frozenset((variable,)) for variable in range(equations.variables)]
        self.below += [None] * len(equations.gates)
        self._equations = equations
        self._callers = Counter(chain.from_iterable(map(itemgetter(1), equations.gates)))
        self._choices: dict[Gate, float | None] = {}
        self._left_of: dict[tuple[int, Parts], float] = {}

    def look_below(self, numbers: Sequence[int], gate: Gate | None) -> None:
        """Find what is below gates that need one another, whose arguments are known already."""
        parts = gate.arguments if gate is not None and len(numbers) == 1 else None
        self.below[numbers[0]] = None if parts is None else self._together(numbers[0], parts)

    def _together(self, number: int, parts: Iterable[int]) -> frozenset[int] | None:
        """Return a number with all that is below some numbers, None where that are many."""
        together = {number}
        for part in parts:
            below = self.below[part]
            if below is None or len(together) + len(below) > _FEW:
                return None
            together |= below
        return frozenset(together)

    def choice_failure(self, gate: Gate) -> float | None:
        """Return how often a choice is false at most, None where the two rules say so."""
        if gate not in self._choices:
            apart = self._are_apart([self.below[argument] for argument in dict.fromkeys(gate.arguments)])
            if not apart:
                self._choices[gate] = associated_most(gate.need, [self.most[argument] for argument in gate.arguments])
            else:
                as_ruled = not any(map(self.raised.__getitem__, gate.arguments))
                self._choices[gate] = None if as_ruled else gate_failure(gate, self.most)
        return self._choices[gate]

    def conjunction_failure(self, arguments: Sequence[int]) -> float:
        """Return how often not all of `arguments` are true at most: each is asked only where the others are."""
        needed = frozenset(arguments)
        return any_failure([self._asked(each, needed) if self.raised[each] else self.most[each] for each in arguments])

    def _asked(self, number: int, needed: AbstractSet[int]) -> float:
        """Return how often a number is false at most where others, `needed` like it, are true."""
        need, arguments = self._gate(number)
        if need == len(arguments):
            return self.most[number]
        left = tuple([(each, rest) for each in arguments if (rest := self._left(each, needed))])
        need -= len(arguments) - len(left)
        if need <= 0:
            return 0.0
        if (need, left) not in self._left_of:
            self._left_of[need, left] = self._parts_failure(need, left)
        return min(self._left_of[need, left], self.most[number])

    def _left(self, number: int, needed: AbstractSet[int]) -> tuple[int, ...]:
        """Return what has to be true besides `needed` so that a number is."""
        if number in needed:
            return ()
        need, arguments = self._gate(number)
        return tuple([each for each in arguments if each not in needed]) if 0 < need == len(arguments) else (number,)

    def _gate(self, number: int) -> Gate:
        place = number - self._equations.variables
        return self._equations.gates[place] if place >= 0 else _VARIABLE

    def _parts_failure(self, need: int, parts: Parts) -> float:
        """Return how often fewer than `need` of the parts of a choice are true at most."""
        failing = [any_failure([self.most[each] for each in rest]) for _, rest in parts]
        if self._are_apart([self._together(holder, rest) for holder, rest in parts]):
            return gate_failure(Gate(need, tuple(range(len(parts)))), failing)
        return associated_most(need, failing)

    def _are_apart(self, below: Sequence[frozenset[int] | None]) -> bool:
        """Tell whether it is certain that no two arguments of one gate have a variable below in common.

        Of one of them more may be below than is looked at, as long as nothing else leads to the others' numbers.
        """
        small = [found for found in below if found is not None]
        seen = frozenset[int]().union(*small)
        if sum(map(len, small)) != len(seen) or len(below) - len(small) > 1:
            return False
        return len(below) == len(small) or all(self._callers[number] == 1 for number in seen)
