"""One number of a system, written without circles.

What is implied around a circle is given (`opened.py`). Around what is left of it the greatest solution is found by
iteration from true: in a fixed order, what is not known yet is taken as true, and the next sweep uses what the last one
found. Only what is used before it is known can change from sweep to sweep, and each sweep but the last makes one of these
false for good; so one sweep more than there are of these is enough. Equal gates are made once, which keeps the sweeps small.
"""

from collections.abc import Collection

from sosgraph.bdd.formula import FALSE, TRUE, Formula, GateTable, pruned
from sosgraph.equations import Equations, Gate, callees_first, support
from sosgraph.graph.components import postorder, strong_components


def formula_of(
    equations: Equations, root: int, certain: Collection[int] = (), lost: Collection[int] = (), gate_limit: int = 20_000
) -> Formula | None:
    """Return a formula for number `root` in the greatest solution; None where circles take more than `gate_limit` gates.

    The variables in `certain` are true, those in `lost` false. Raises `ValueError` when a circle leads through a negated
    argument.
    """
    first = equations.variables
    order = callees_first(equations, support(equations, [root]))
    table = GateTable(first)
    literal = _settled(first, certain, lost)
    if order is not None:
        for number in order:
            need, arguments = equations.gates[number - first]
            literal[number] = found = table.literal(need, [literal[argument] for argument in arguments])
            literal[~number] = ~found
        return pruned(first, table.gates, literal[root])
    components = _components_below(equations, root)
    if any(_leaves_a_choice(equations, component) for component in components) and equations.coherent:
        from sosgraph.bdd.opened import opened  # for circles that leave a choice alone

        equations, root = opened(equations, root, certain, lost)
        components = _components_below(equations, root)
    for component in components:
        gate = equations.gates[component[0] - first]
        if not _is_circle(equations, component):
            solved = {component[0]: table.literal(gate.need, [literal[argument] for argument in gate.arguments])}
        else:
            solved = _solved_circle(equations, component, literal, table, gate_limit)
        for number, value in solved.items():
            literal[number] = value
            literal[~number] = ~value
        if len(table.gates) > gate_limit + len(equations.gates):
            return None
    return pruned(first, table.gates, literal[root])


def _settled(variables: int, certain: Collection[int], lost: Collection[int]) -> dict[int, int]:
    """Return what stands for every variable and its negation, and for the constants: themselves, but where it is settled."""
    literal = {number: number for number in range(-variables, variables)}
    literal[TRUE], literal[FALSE] = TRUE, FALSE
    for variable in certain:
        literal[variable], literal[~variable] = TRUE, FALSE
    for variable in lost:
        literal[variable], literal[~variable] = FALSE, TRUE
    return literal


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
