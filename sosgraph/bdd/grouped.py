"""Grouping: arguments that always stand together become one gate, of which the rest of the formula asks once.

In a fault tree these are common causes written out: a, b and c wherever one of them is. As a gate with arguments of its own
they are a module.
"""

from collections.abc import Collection

from sosgraph.bdd.formula import Formula, pruned
from sosgraph.equations import Gate


def grouped(formula: Formula, alone: Collection[int] | None = None) -> Formula | None:
    """Return the formula with groups as gates of their own; None when there is none.

    A group are two or more numbers that are arguments of the same gates, two or more, all of them conjunctions, or all
    disjunctions. Where `alone` are the modules of the formula, also the variables and modules that are arguments of a single
    gate and of no other are a group there, if that gate has other arguments.
    """
    first = formula.variables
    together: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for number, callers in enumerate(_callers(formula)):
        if len(callers) > 1 or (callers and alone is not None and (number < first or number in alone)):
            sign = callers[0][1]
            signature = tuple([(caller, side * sign) for caller, side in callers])
            if _same_kind(formula, signature):
                together.setdefault(signature, []).append(number if sign > 0 else ~number)
    groups = {
        signature: literals
        for signature, literals in together.items()
        if len(literals) > 1 and (len(signature) > 1 or len(literals) < len(formula.gates[signature[0][0]].arguments))
    }
    return _with_gates(formula, groups) if groups else None


def _callers(formula: Formula) -> list[list[tuple[int, int]]]:
    """Return for every number the positions of the gates that it is an argument of, each with the sign; nothing if twice."""
    callers: list[list[tuple[int, int]]] = [[] for _ in range(formula.variables + len(formula.gates))]
    twice = set()
    for position, gate in enumerate(formula.gates):
        for argument in gate.arguments:
            number = max(argument, ~argument)
            if callers[number] and callers[number][-1][0] == position:
                twice.add(number)
            callers[number].append((position, 1 if argument >= 0 else -1))
    for number in twice:
        callers[number] = []
    return callers


def _kind(formula: Formula, caller: int, side: int) -> int:
    """Return 1 where an argument of that sign is part of a conjunction, -1 of a disjunction, 0 of another threshold."""
    gate = formula.gates[caller]
    if gate.need == len(gate.arguments):
        return side
    return -side if gate.need == 1 else 0


def _same_kind(formula: Formula, signature: tuple[tuple[int, int], ...]) -> bool:
    """Return whether all gates of `signature` are conjunctions, or all disjunctions."""
    kinds = {_kind(formula, caller, side) for caller, side in signature}
    return len(kinds) == 1 and 0 not in kinds


def _with_gates(formula: Formula, groups: dict[tuple[tuple[int, int], ...], list[int]]) -> Formula:
    """Return the formula with a new gate for each group, before the first of its callers."""
    first = formula.variables
    before: dict[int, list[tuple[tuple[int, int], ...]]] = {}
    for signature in groups:
        before.setdefault(signature[0][0], []).append(signature)
    gates: list[Gate] = []
    place = {number: number for number in range(first)}
    inside: dict[int, set[int]] = {}  # by caller, the arguments that its groups replace
    new: dict[int, list[int]] = {}
    for position, gate in enumerate(formula.gates):
        for signature in before.get(position, ()):
            literals = [place[n] if n >= 0 else ~place[~n] for n in groups[signature]]
            need = len(literals) if _kind(formula, *signature[0]) > 0 else 1
            number = first + len(gates)
            gates.append(Gate(need, tuple(literals)))
            for caller, side in signature:
                new.setdefault(caller, []).append(number if side > 0 else ~number)
                inside.setdefault(caller, set()).update(max(n, ~n) for n in groups[signature])
        gone = inside.get(position, ())
        arguments = [place[n] if n >= 0 else ~place[~n] for n in gate.arguments if max(n, ~n) not in gone]
        arguments += new.get(position, ())
        conjunction = gate.need == len(gate.arguments)
        place[first + position] = first + len(gates)
        gates.append(Gate(len(arguments) if conjunction else gate.need, tuple(arguments)))
    root = formula.root
    return pruned(first, gates, place[root] if root >= 0 else ~place[~root])
