"""Rewriting: the same function with fewer gates.

Constants go, equal gates become one, a gate that only one gate of its own kind asks for becomes part of it, and what
several arguments have in common is taken out of them.
"""

from collections import Counter
from collections.abc import Sequence

from sosgraph.bdd.factored import factored
from sosgraph.bdd.formula import Formula, pruned
from sosgraph.bdd.gate_table import FALSE, TRUE, GateTable
from sosgraph.equations import Gate


def rewritten(formula: Formula, arguments: Sequence[Sequence[int]] | None = None) -> Formula:
    """Return an equivalent formula, rewritten from callees to callers.

    `arguments` are those to use instead of the ones of the gates, position by position; they may be `TRUE` and `FALSE`.
    """
    first = formula.variables
    gates = formula.gates
    if arguments is not None:
        gates = tuple([Gate(gate.need, tuple(listed)) for gate, listed in zip(gates, arguments, strict=True)])
    uses = Counter([max(argument, ~argument) for gate in gates for argument in gate.arguments])
    table = GateTable(first)
    literal = {TRUE: TRUE, FALSE: FALSE}
    for variable in range(first):
        literal[variable] = variable
        literal[~variable] = ~variable
    private: dict[int, bool] = {}  # by number in the table: whether only one gate asks for it
    for number, gate in _without_links(first, gates, uses):
        made = len(table.gates)
        found = table.literal(gate.need, [literal[argument] for argument in gate.arguments])
        found = _joined(table, found, private)
        literal[number] = found
        literal[~number] = ~found
        private[max(found, ~found)] = uses[number] == 1 and max(found, ~found) >= first + made
    return pruned(first, table.gates, literal[formula.root])


def _without_links(first: int, gates: Sequence[Gate], uses: Counter[int]) -> list[tuple[int, Gate]]:
    """Return gates with their numbers, without those that only one gate of their kind asks for: it has their arguments.

    From callers to callees, so that a long chain is opened once.
    """
    found = []
    gone = set()
    for position in range(len(gates) - 1, -1, -1):
        need, arguments = gates[position]
        if position in gone:
            continue
        if need not in (1, len(arguments)):
            found.append((first + position, gates[position]))
            continue
        conjunction = need == len(arguments)
        kept = []
        pending = list(reversed(arguments))
        while pending:
            argument = pending.pop()
            head = max(argument, ~argument)
            if first <= head < TRUE and uses[head] == 1:
                need, inner = gates[head - first]
                if inner and need == (len(inner) if conjunction == (argument >= 0) else 1):
                    gone.add(head - first)
                    pending.extend(reversed(inner) if argument >= 0 else [~part for part in reversed(inner)])
                    continue
            kept.append(argument)
        found.append((first + position, Gate(len(kept) if conjunction else 1, tuple(kept))))
    found.reverse()
    return found


def _joined(table: GateTable, literal: int, private: dict[int, bool]) -> int:
    """Return `literal` with private arguments of its own kind made part of it, and common arguments taken out."""
    for conjunction in (True, False):
        arguments = table.parts(literal, conjunction)
        if not arguments:
            continue
        joined: list[int] = []
        for argument in arguments:
            inner = table.parts(argument, conjunction) if private.get(max(argument, ~argument)) else ()
            joined += inner or (argument,)
        if len(joined) > len(arguments):
            literal = table.joined(conjunction, joined)
            arguments = table.parts(literal, conjunction)
        return factored(table, literal, arguments, conjunction, private) if arguments else literal
    return literal
