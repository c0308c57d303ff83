"""Modules: gates whose variables matter nowhere else, so that the rest may take them for a variable.

Source: Y. Dutuit, A. Rauzy, A linear-time algorithm to find modules of fault trees, 1996.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.bdd.formula import Formula
from sosgraph.equations import Gate


class Module(NamedTuple):
    """A part of a formula: variable i of `formula` is `leaves[i]`, a variable of the whole or, as `~m`, the m-th module.

    No two modules have a leaf in common. Every module but the last is true when all variables of the whole are.
    """

    formula: Formula
    leaves: tuple[int, ...]


def modules_of(formula: Formula) -> list[Module]:
    """Return the modules of a formula that is not constant, callees first; the last one is the whole formula."""
    first = formula.variables
    top = max(formula.root, ~formula.root)
    works = _values(formula)
    leaf_of = {number: number for number in range(first)}
    found: list[Module] = []
    for number in module_numbers(formula):
        if number != top:
            found.append(_module(formula, number if works[number] else ~number, leaf_of, works))
            leaf_of[number] = ~(len(found) - 1)
    found.append(_module(formula, formula.root, leaf_of, works))
    return found


def module_numbers(formula: Formula) -> list[int]:
    """Return the numbers of the gates that are modules, ascending.

    A walk from the root notes when each number is first and last met. A gate is a module when nothing below it is met
    before the gate is entered or after it is left.
    """
    first = formula.variables
    size = first + len(formula.gates)
    entered = [0] * size
    left = [0] * size
    last = [0] * size
    top = max(formula.root, ~formula.root)
    clock = 1
    entered[top] = last[top] = 1
    pending = [(top, 0)] if top >= first else []
    while pending:
        number, turn = pending.pop()
        arguments = formula.gates[number - first].arguments
        clock += 1
        if turn == len(arguments):
            left[number] = last[number] = clock
            continue
        pending.append((number, turn + 1))
        head = arguments[turn] if arguments[turn] >= 0 else ~arguments[turn]
        last[head] = clock
        if not entered[head]:
            entered[head] = clock
            if head >= first:
                pending.append((head, 0))
    return _closed_gates(formula, entered, left, last)


def _closed_gates(formula: Formula, entered: list[int], left: list[int], last: list[int]) -> list[int]:
    """Return the gates below which everything is met, for the first time and the last, between entering and leaving them."""
    earliest = entered[:]
    latest = last[:]
    found = []
    for number, gate in enumerate(formula.gates, formula.variables):
        heads = [argument if argument >= 0 else ~argument for argument in gate.arguments]
        least = min([earliest[head] for head in heads], default=entered[number] + 1)
        most = max([latest[head] for head in heads], default=left[number] - 1)
        if least > entered[number] and most < left[number]:
            found.append(number)
        earliest[number] = min(earliest[number], least)
        latest[number] = max(latest[number], most)
    return found


def _module(formula: Formula, literal: int, leaf_of: dict[int, int], works: Sequence[int]) -> Module:
    """Return the part of `formula` with the value `literal`; the numbers in `leaf_of` are leaves.

    A gate that is false when all works is the negation of its leaf.
    """
    first = formula.variables
    top = max(literal, ~literal)
    inner = {top} if top >= first else set()
    met = set() if inner else {top}
    pending = list(inner)
    while pending:
        for argument in formula.gates[pending.pop() - first].arguments:
            head = argument if argument >= 0 else ~argument
            if head in leaf_of:
                met.add(head)
            elif head not in inner:
                inner.add(head)
                pending.append(head)
    numbers = sorted(met)
    place = {number: index if number < first or works[number] else ~index for index, number in enumerate(numbers)}
    gates = []
    for number in sorted(inner):
        need, arguments = formula.gates[number - first]
        gates.append(Gate(need, tuple([place[n] if n >= 0 else ~place[~n] for n in arguments])))
        place[number] = len(numbers) + len(gates) - 1
    root = place[literal] if literal >= 0 else ~place[~literal]
    return Module(Formula(len(numbers), tuple(gates), root), tuple([leaf_of[number] for number in numbers]))


def _values(formula: Formula) -> bytearray:
    """Return 0 or 1 for every number where all variables are true."""
    value = bytearray(b"\x01") * formula.variables
    for need, arguments in formula.gates:
        value.append(sum([value[n] if n >= 0 else 1 - value[~n] for n in arguments]) >= need)
    return value
