# cython: annotation_typing=False
"""Formulas and what makes them smaller as they stand: a kernel (`formula.pxd` beside it).

Constants go, equal gates become one, a gate that only one gate of its own kind asks for becomes part of it, and what
several arguments have in common is taken out of them: (x and a) or (x and b) is x and (a or b), and the same with "and"
and "or" exchanged. Literals are numbers n and negations `~n`; the constants are numbers of their own, so that `~` turns one
into the other.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sosgraph.equations import Gate

COMPILED = not __file__.endswith(".py")

TRUE = 1 << 60
FALSE = ~TRUE
_TRUE, _FALSE = TRUE, FALSE  # numbers of the machine where it is compiled


class Formula(NamedTuple):
    """A Boolean function over variables 0 … `variables` - 1: gates, callees first, and the literal that is its value.

    Gate g has number `variables` + g and arguments below that, or `~n` for "n is false". All gates are used. A constant is
    a single gate without arguments.
    """

    variables: int
    gates: tuple[Gate, ...]
    root: int

    @property
    def constant(self) -> bool | None:
        """The value of a formula that has the same in every state, as far as that shows; else None."""
        if not self.gates or self.gates[-1].arguments:
            return None
        return (self.gates[-1].need <= 0) == (self.root >= 0)


def pruned(variables: int, gates: Sequence[Gate], root: int) -> Formula:
    """Return the formula of the literal `root`, which may be `TRUE` or `FALSE`, with only the gates that it needs."""
    if root in (_TRUE, _FALSE):
        return Formula(variables, (Gate(0, ()),), variables if root == _TRUE else ~variables)
    top = (root if root >= 0 else ~root) - variables
    needed = [False] * (top + 1)
    if needed:
        needed[top] = True
    for position in range(top, -1, -1):
        if needed[position]:
            for argument in gates[position].arguments:
                head = (argument if argument >= 0 else ~argument) - variables
                if head >= 0:
                    needed[head] = True
    place = list(range(variables))
    kept: list[Gate] = []
    for position in range(top + 1):
        place.append(variables + len(kept))
        if needed[position]:
            need, arguments = gates[position]
            kept.append(Gate(need, tuple([place[n] if n >= 0 else ~place[~n] for n in arguments])))
    return Formula(variables, tuple(kept), place[root] if root >= 0 else ~place[~root])


class GateTable:
    """Gates above a number of variables, made one by one, callees first: each function of the same arguments once."""

    def __init__(self, variables: int) -> None:
        """Start without gates."""
        self.variables = variables
        self.gates: list[Gate] = []
        self._numbers: dict[tuple[int, tuple[int, ...]], int] = {}

    def literal(self, need: int, arguments: Iterable[int]) -> int:
        """Return the literal that is true when at least `need` of `arguments` are."""
        kept = []
        for argument in arguments:
            value = argument
            if value == _TRUE:
                need -= 1
            elif value != _FALSE:
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
            for argument in distinct:
                value = argument
                if value < 0 and ~value in distinct:
                    return TRUE if disjunction else FALSE
            if len(distinct) < len(kept):
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
        number = literal if literal >= 0 else ~literal
        if self.variables <= number < _TRUE:
            need, arguments = self.gates[number - self.variables]
            if need == (len(arguments) if conjunction == (literal >= 0) else 1):
                return arguments if literal >= 0 else tuple([~argument for argument in arguments])
        return ()

    def _hashed(self, need: int, arguments: list[int]) -> int:
        """Return the literal of a gate that is neither constant nor a literal itself, new or known."""
        in_order = sorted(arguments)
        negated = in_order[0] < 0
        if negated and in_order[-1] < 0:
            return ~self._hashed(len(arguments) - need + 1, [~argument for argument in arguments])
        key = (need, tuple(in_order))
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


def rewritten(formula: Formula, lists: Sequence[Sequence[int]] | None = None) -> Formula:
    """Return an equivalent formula, rewritten from callees to callers.

    `lists` are arguments to use instead of those of the gates, position by position; they may be `TRUE` and `FALSE`.
    """
    first = formula.variables
    gates: list[Gate] = list(formula.gates)
    if lists is not None:
        gates = [Gate(gate.need, tuple(listed)) for gate, listed in zip(gates, lists, strict=True)]
    uses = [0] * (first + len(gates))
    for gate in gates:
        for argument in gate.arguments:
            head = argument if argument >= 0 else ~argument
            if head < _TRUE:
                uses[head] += 1
    table = GateTable(first)
    literal = {TRUE: TRUE, FALSE: FALSE}
    for variable in range(first):
        literal[variable] = variable
        literal[~variable] = ~variable
    private: set[int] = set()  # numbers in the table that only one gate asks for
    for number, gate in _without_links(first, gates, uses):
        made = first + len(table.gates)
        found = _joined(table, table.literal(gate.need, [literal[argument] for argument in gate.arguments]), private)
        literal[number] = found
        literal[~number] = ~found
        head = found if found >= 0 else ~found
        if uses[number] == 1 and head >= made:
            private.add(head)
        else:
            private.discard(head)
    return pruned(first, table.gates, literal[formula.root])


def _without_links(first: int, gates: Sequence[Gate], uses: Sequence[int]) -> list[tuple[int, Gate]]:
    """Return gates with their numbers, without those that only one gate of their kind asks for: it has their arguments.

    From callers to callees, so that a long chain is opened once.
    """
    found = []
    gone = set()
    for position in range(len(gates) - 1, -1, -1):
        need, arguments = gates[position]
        if position in gone:
            continue
        if need != 1 and need != len(arguments):
            found.append((first + position, gates[position]))
            continue
        conjunction = need == len(arguments)
        kept = []
        pending = list(arguments)
        pending.reverse()
        while pending:
            argument = pending.pop()
            value = argument
            head = value if value >= 0 else ~value
            if first <= head < _TRUE and uses[head] == 1:
                need, inner = gates[head - first]
                if inner and need == (len(inner) if conjunction == (value >= 0) else 1):
                    gone.add(head - first)
                    pending.extend(reversed(inner) if value >= 0 else [~part for part in reversed(inner)])
                    continue
            kept.append(argument)
        found.append((first + position, Gate(len(kept) if conjunction else 1, tuple(kept))))
    found.reverse()
    return found


def _joined(table: GateTable, literal: int, private: set[int]) -> int:
    """Return `literal` with private arguments of its own kind made part of it, and common arguments taken out."""
    for conjunction in (True, False):
        arguments = table.parts(literal, conjunction)
        if not arguments:
            continue
        joined: list[int] = []
        for argument in arguments:
            value = argument
            head = value if value >= 0 else ~value
            inner = table.parts(argument, conjunction) if head in private else ()
            joined.extend(inner or (argument,))
        if len(joined) > len(arguments):
            literal = table.joined(conjunction, joined)
            arguments = table.parts(literal, conjunction)
        return _factored(table, literal, arguments, conjunction, private) if arguments else literal
    return literal


def _factored(table: GateTable, literal: int, arguments: Sequence[int], conjunction: bool, private: set[int]) -> int:
    """Return `literal`, a conjunction of `arguments` (or else, a disjunction), with what arguments share taken out of them.

    Only arguments that are `private`, of no other gate, are opened. What most of them share comes first.
    """
    parts = {}
    for argument in arguments:
        value = argument
        if (value if value >= 0 else ~value) in private and (inner := table.parts(argument, not conjunction)):
            parts[argument] = inner
    if len(parts) < 2:
        return literal
    holding: dict[int, list[int]] = {}  # by part, the arguments in which it stands
    for argument, inner in parts.items():
        for part in inner:
            holding.setdefault(part, []).append(argument)
    counts = {part: len(holders) for part, holders in holding.items()}
    left = list(arguments)
    changed = False
    while counts:
        most, count = max(counts.items(), key=lambda pair: pair[1])
        if count < 2:
            break
        together = [argument for argument in holding[most] if argument in parts]
        common = [part for part in parts[together[0]] if all(part in parts[argument] for argument in together[1:])]
        rests = []
        for argument in together:
            inner = parts.pop(argument)
            for part in inner:
                counts[part] -= 1
            rests.append(table.joined(not conjunction, [part for part in inner if part not in common]))
        private.difference_update([rest if rest >= 0 else ~rest for rest in rests])
        new = table.joined(not conjunction, [*common, table.joined(conjunction, rests)])
        gone = set(together[1:])
        left = [new if argument == together[0] else argument for argument in left if argument not in gone]
        changed = True
    return table.joined(conjunction, left) if changed else literal
