"""Gates made one by one, callees first, each function of the same arguments once: structural hashing.

Literals are numbers n and negations `~n`; the constants are numbers of their own, so that `~` turns one into the other.
"""

from collections.abc import Iterable, Sequence

from sosgraph.equations import Gate

TRUE = 1 << 60
FALSE = ~TRUE


class GateTable:
    """The gates above a number of variables; what is constant, said twice or contradictory is no gate."""

    def __init__(self, variables: int) -> None:
        """Start without gates."""
        self.variables = variables
        self.gates: list[Gate] = []
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}

    def literal(self, need: int, arguments: Iterable[int]) -> int:
        """Return the literal that is true when at least `need` of `arguments` are."""
        kept = []
        for argument in arguments:
            if argument == TRUE:
                need -= 1
            elif argument != FALSE:
                kept.append(argument)
        if 1 < need < len(kept):
            need, kept = _without_pairs(need, kept)
        if need <= 0:
            return TRUE
        if need > len(kept):
            return FALSE
        distinct = dict.fromkeys(kept)
        if len(distinct) == 1:
            return kept[0]
        if need == 1 or need == len(kept):
            disjunction = need == 1
            if min(distinct) < 0 and any(~argument in distinct for argument in distinct if argument < 0):
                return TRUE if disjunction else FALSE
            kept = list(distinct)
            need = 1 if disjunction else len(kept)
        return self._hashed(need, kept)

    def joined(self, conjunction: bool, arguments: Sequence[int]) -> int:
        """Return the literal of the conjunction of `arguments`, or else of their disjunction; of none: true, or else false."""
        return self.literal(len(arguments) if conjunction else 1, arguments)

    def parts(self, literal: int, conjunction: bool) -> tuple[int, ...]:
        """Return the arguments of `literal` where it is a conjunction, or else where it is a disjunction; or nothing.

        The negation of a disjunction is a conjunction of negations.
        """
        number = max(literal, ~literal)
        if self.variables <= number < TRUE:
            need, arguments = self.gates[number - self.variables]
            if need == (len(arguments) if conjunction == (literal >= 0) else 1):
                return arguments if literal >= 0 else tuple([~argument for argument in arguments])
        return ()

    def _hashed(self, need: int, arguments: list[int]) -> int:
        """Return the literal of a gate that is neither constant nor a literal itself, new or known."""
        negated = min(arguments) < 0
        if negated and max(arguments) < 0:
            return ~self._hashed(len(arguments) - need + 1, [~argument for argument in arguments])
        key = (need, tuple(sorted(arguments)))
        number = self._numbers.get(key)
        if number is None:
            if negated:
                dual = self._numbers.get((len(arguments) - need + 1, tuple(sorted([~argument for argument in arguments]))))
                if dual is not None:
                    return ~dual
            number = self._numbers[key] = self.variables + len(self.gates)
            self.gates.append(Gate(need, tuple(arguments)))
        return number


def _without_pairs(need: int, arguments: Sequence[int]) -> tuple[int, list[int]]:
    """Return need and arguments of a threshold without pairs n, ~n, one of which is true."""
    kept: list[int] = []
    if min(arguments) >= 0:
        return need, list(arguments)
    open_literals: dict[int, int] = {}
    for argument in arguments:
        if open_literals.get(~argument, 0):
            open_literals[~argument] -= 1
            need -= 1
        else:
            open_literals[argument] = open_literals.get(argument, 0) + 1
    for argument in arguments:
        if open_literals.get(argument, 0):
            open_literals[argument] -= 1
            kept.append(argument)
    return need, kept
