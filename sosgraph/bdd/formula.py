"""One number of a system, written without circles.

What is implied around a circle is given (`opened.py`). Around what is left of it the greatest solution is found by
iteration from true: in a fixed order, what is not known yet is taken as true, and the next sweep uses what the last one
found. Only what is used before it is known can change from sweep to sweep, and each sweep but the last makes one of these
false for good; so one sweep more than there are of these is enough. Equal gates are made once, which keeps the sweeps small.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from sosgraph.bdd.gate_table import FALSE, TRUE, GateTable
from sosgraph.bdd.opened import opened
from sosgraph.equations import Equations, Gate
from sosgraph.graph.components import postorder, strong_components


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
    if root in (TRUE, FALSE):
        return Formula(variables, (Gate(0, ()),), variables if root == TRUE else ~variables)
    place = {number: number for number in range(variables)}
    needed = bytearray(len(gates))
    top = max(root, ~root) - variables
    if top >= 0:
        needed[top] = 1
    for position in range(top, -1, -1):
        if needed[position]:
            for argument in gates[position].arguments:
                if (head := max(argument, ~argument)) >= variables:
                    needed[head - variables] = 1
    kept: list[Gate] = []
    for position in range(top + 1):
        if needed[position]:
            need, arguments = gates[position]
            kept.append(Gate(need, tuple([place[n] if n >= 0 else ~place[~n] for n in arguments])))
            place[variables + position] = variables + len(kept) - 1
    return Formula(variables, tuple(kept), place[root] if root >= 0 else ~place[~root])


def formula_of(
    equations: Equations, root: int, certain: Collection[int] = (), lost: Collection[int] = (), gate_limit: int = 20_000
) -> Formula | None:
    """Return a formula for number `root` in the greatest solution; None where circles take more than `gate_limit` gates.

    The variables in `certain` are true, those in `lost` false. Raises `ValueError` when a circle leads through a negated
    argument.
    """
    first = equations.variables
    components = _components_below(equations, root)
    if any(_leaves_a_choice(equations, component) for component in components) and equations.coherent:
        equations, root = opened(equations, root, certain, lost)
        components = _components_below(equations, root)
    table = GateTable(first)
    literal = {TRUE: TRUE, FALSE: FALSE}
    for variable in range(first):
        literal[variable] = variable
        literal[~variable] = ~variable
    for variable in certain:
        literal[variable] = TRUE
        literal[~variable] = FALSE
    for variable in lost:
        literal[variable] = FALSE
        literal[~variable] = TRUE
    for component in components:
        gate = equations.gates[component[0] - first]
        if not _is_circle(equations, component):
            found = {component[0]: table.literal(gate.need, [literal[argument] for argument in gate.arguments])}
        else:
            found = _solved_circle(equations, component, literal, table, gate_limit)
        for number, value in found.items():
            literal[number] = value
            literal[~number] = ~value
        if len(table.gates) > gate_limit + len(equations.gates):
            return None
    return pruned(first, table.gates, literal[root])


def _components_below(equations: Equations, root: int) -> list[list[int]]:
    """Return the strong components of gates that `root` needs, callees first."""
    first = equations.variables
    needed = {root}
    pending = [root]
    while pending:
        number = pending.pop()
        if number >= first:
            new = {max(argument, ~argument) for argument in equations.gates[number - first].arguments} - needed
            needed |= new
            pending.extend(sorted(new))
    arcs = [
        [head - first for argument in gate.arguments if (head := max(argument, ~argument)) >= first] if number in needed else []
        for number, gate in enumerate(equations.gates, first)
    ]
    components = ([first + member for member in component] for component in strong_components(arcs))
    return [component for component in components if component[0] in needed]


def _is_circle(equations: Equations, component: list[int]) -> bool:
    """Return whether the members of a strong component need one another, or the only one itself."""
    arguments = equations.gates[component[0] - equations.variables].arguments
    return len(component) > 1 or component[0] in arguments or ~component[0] in arguments


def _leaves_a_choice(equations: Equations, component: list[int]) -> bool:
    """Return whether a strong component is a circle that not only conjunctions are part of."""
    gates = [equations.gates[number - equations.variables] for number in component]
    return _is_circle(equations, component) and any(gate.need != len(gate.arguments) for gate in gates)


def _solved_circle(
    equations: Equations, component: list[int], literal: dict[int, int], table: GateTable, gate_limit: int
) -> dict[int, int]:
    """Return the literals of the members of a strong component, or of some of them when `gate_limit` is passed."""
    gates, merged = _merged(equations, component)
    names = list(gates)
    position = {name: index for index, name in enumerate(names)}
    arcs = [[position[argument] for argument in gates[name].arguments if argument in position] for name in names]
    order = [names[index] for index in postorder(arcs)]
    turn = {name: index for index, name in enumerate(order)}
    heads = {
        argument for name in order for argument in gates[name].arguments if argument in turn and turn[argument] >= turn[name]
    }
    value = dict.fromkeys(order, TRUE)
    for _ in range(len(heads) + 1):
        before = [value[head] for head in heads]
        for name in order:
            need, arguments = gates[name]
            value[name] = table.literal(need, [value[n] if n in value else literal[n] for n in arguments])
        if [value[head] for head in heads] == before or len(table.gates) > gate_limit + len(equations.gates):
            break
    return value | {number: value[first] for number, first in merged.items()}


def _merged(equations: Equations, component: list[int]) -> tuple[dict[int, Gate], dict[int, int]]:
    """Return the gates of a strong component, and of those that are left out by which they are stood for.

    Conjunctions that need one another have all their arguments in common: they are one.
    """
    first = equations.variables
    position = {number: index for index, number in enumerate(component)}
    gates = {number: equations.gates[number - first] for number in component}
    for number, gate in gates.items():
        for argument in gate.arguments:
            if ~argument in position:
                raise ValueError(
                    f"gate {number} depends, in a circle, on {~argument} being false; negate only outside of circles"
                )
    arcs = [
        [position[argument] for argument in gate.arguments if argument in position] if gate.need == len(gate.arguments) else []
        for gate in gates.values()
    ]
    merged: dict[int, int] = {}
    for members in strong_components(arcs):
        one, *others = together = [component[member] for member in members]
        if gates[one].need == len(gates[one].arguments):
            needs = dict.fromkeys(argument for number in together for argument in gates[number].arguments)
            for number in together:
                needs.pop(number, None)
            gates[one] = Gate(len(needs), tuple(needs))
            merged.update(dict.fromkeys(others, one))
    left = {
        number: Gate(gate.need, tuple([merged.get(argument, argument) for argument in gate.arguments]))
        for number, gate in gates.items()
        if number not in merged
    }
    return left, merged
