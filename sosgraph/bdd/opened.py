"""Circles made smaller: around them, what a number cannot be true without is taken as given."""

from collections.abc import Collection
from typing import NamedTuple

from sosgraph.bdd.absorption import Absorption, Context
from sosgraph.bdd.implied import implied
from sosgraph.equations import Equations, Gate, Solutions, conjunction
from sosgraph.graph.bit_sets import members


class Opened(NamedTuple):
    """Equations over the same variables, and the number in them to ask for."""

    equations: Equations
    root: int


def opened(equations: Equations, root: int, certain: Collection[int] = (), lost: Collection[int] = ()) -> Opened:
    """Return equations with fewer and smaller circles in which a number has the value of `root`.

    As long as the variables in `certain` are true, and those in `lost` false.

    What a number implies holds wherever it is asked, also around a circle (`absorption.py`); a circle that leads through
    that alone is gone. `equations` must be coherent.
    """
    first = equations.variables
    smaller, number = _without_constants(equations, root, certain, lost)
    if number < first or not smaller.gates[number - first].arguments:
        return Opened(smaller, number)
    implications = implied(smaller)
    needs = Context(implications.variables[number], implications.choices[number])
    absorption = Absorption(smaller, implications)
    choices = members(needs.choices)
    question, variables = absorption.question(choices, absorption.contexts(choices, needs))
    place = [*variables, *range(first, first + len(question.gates))]
    gates = [Gate(gate.need, tuple([place[argument] for argument in gate.arguments])) for gate in question.gates]
    gates.append(conjunction([*members(needs.variables), first + len(gates) - 1]))
    return Opened(Equations(first, tuple(gates)), first + len(gates) - 1)


def _without_constants(equations: Equations, root: int, certain: Collection[int], lost: Collection[int]) -> Opened:
    """Return the equations below `root` that are neither true nor false in every state; `root` itself may be."""
    first = equations.variables
    solutions = Solutions(equations)
    best = solutions.where(lost)
    worst = solutions.where([variable for variable in range(first) if variable not in certain])
    if best[root] == worst[root]:
        return Opened(Equations(first, (Gate(1 - best[root], ()),)), first)
    kept: dict[int, Gate] = {}
    pending = [root]
    while pending:
        number = pending.pop()
        if number >= first and number not in kept:
            need, arguments = equations.gates[number - first]
            varying = tuple([argument for argument in arguments if best[argument] != worst[argument]])
            kept[number] = Gate(need - sum(best[n] for n in arguments if best[n] == worst[n]), varying)
            pending += varying
    place = {number: first + position for position, number in enumerate(sorted(kept))}
    gates = [Gate(need, tuple([place.get(n, n) for n in arguments])) for _, (need, arguments) in sorted(kept.items())]
    return Opened(Equations(first, tuple(gates)), place.get(root, root))
