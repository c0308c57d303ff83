"""Factoring: (x and a) or (x and b) is x and (a or b), and the same with "and" and "or" exchanged."""

from collections import Counter

from sosgraph.bdd.gate_table import GateTable


def factored(table: GateTable, literal: int, arguments: tuple[int, ...], conjunction: bool, private: dict[int, bool]) -> int:
    """Return `literal`, a conjunction of `arguments` (or else, a disjunction), with what arguments share taken out of them.

    Only arguments that are `private`, of no other gate, are opened. What most of them share comes first.
    """
    parts = {
        argument: inner
        for argument in arguments
        if private.get(max(argument, ~argument)) and (inner := table.parts(argument, not conjunction))
    }
    if len(parts) < 2:
        return literal
    counts = Counter([part for inner in parts.values() for part in inner])
    left = list(arguments)
    changed = False
    while counts:
        most, count = max(counts.items(), key=lambda pair: pair[1])
        if count < 2:
            break
        together = [argument for argument, inner in parts.items() if most in inner]
        common = [part for part in parts[together[0]] if all(part in parts[argument] for argument in together[1:])]
        rests = []
        for argument in together:
            inner = parts.pop(argument)
            counts.subtract(inner)
            rests.append(table.joined(not conjunction, [part for part in inner if part not in common]))
        for rest in rests:
            private[max(rest, ~rest)] = False
        new = table.joined(not conjunction, [*common, table.joined(conjunction, rests)])
        left = [new if argument == together[0] else argument for argument in left if argument not in together[1:]]
        changed = True
    return table.joined(conjunction, left) if changed else literal
