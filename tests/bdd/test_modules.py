"""Modules: what has variables of its own."""

from hypothesis import given

from sosgraph.bdd.formula import Formula
from sosgraph.bdd.modules import Module, module_numbers, modules_of
from sosgraph.bdd.unwound import formula_of
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.formulas import acyclic, table


def below(formula: Formula, number: int) -> set[int]:
    """Return all numbers below `number`."""
    found: set[int] = set()
    pending = [number]
    while pending:
        position = pending.pop() - formula.variables
        if position >= 0:
            new = {max(argument, ~argument) for argument in formula.gates[position].arguments} - found
            found |= new
            pending += new
    return found


@given(acyclic())
def test_modules_are_the_gates_with_numbers_of_their_own(system: Equations) -> None:
    """A gate is a module when every gate that asks for something below it is the gate itself or below it."""
    formula = formula_of(system, len(system) - 1)
    assert formula is not None
    expected = []
    for number in range(formula.variables, formula.variables + len(formula.gates)):
        inside = below(formula, number)
        callers = {
            caller
            for caller, gate in enumerate(formula.gates, formula.variables)
            if any(max(argument, ~argument) in inside for argument in gate.arguments)
        }
        if callers <= inside | {number}:
            expected.append(number)
    assert module_numbers(formula) == expected


@given(acyclic())
def test_modules_put_together_are_the_formula(system: Equations) -> None:
    """In every state; all but the last are true when everything works, and no two have a leaf in common."""
    formula = formula_of(system, len(system) - 1)
    assert formula is not None
    if formula.constant is not None:
        return
    modules = modules_of(formula)
    leaves = [leaf for module in modules for leaf in module.leaves]
    assert len(leaves) == len(set(leaves))
    assert {leaf for leaf in leaves if leaf < 0} == {~number for number in range(len(modules) - 1)}
    tables = [table(module.formula) for module in modules]
    for state, expected in enumerate(table(formula)):
        true = [bool(state >> formula.variables - 1 - variable & 1) for variable in range(formula.variables)]
        values: list[bool] = []
        for module, values_by_state in zip(modules, tables, strict=True):
            index = 0
            for leaf in module.leaves:
                index = 2 * index + (true[leaf] if leaf >= 0 else values[~leaf])
            values.append(values_by_state[index])
        assert values[-1] == expected
        assert all(values) or not all(true) or values[:-1] == [True] * (len(values) - 1)


def test_redundant_trains_are_modules() -> None:
    """Two trains of a valve and a pump each: three gates, each with leaves of its own."""
    gates = (conjunction([0, 1]), conjunction([2, 3]), Gate(1, (4, 5)))
    formula = formula_of(Equations(4, gates), 6)
    assert formula is not None
    train = Formula(2, (conjunction([0, 1]),), 2)
    both = Formula(2, (Gate(1, (0, 1)),), 2)
    assert modules_of(formula) == [Module(train, (0, 1)), Module(train, (2, 3)), Module(both, (~0, ~1))]


def test_a_shared_variable_is_in_no_module_but_the_whole() -> None:
    """Two replicas over one zone."""
    gates = (conjunction([0, 2]), conjunction([1, 2]), Gate(1, (3, 4)))
    formula = formula_of(Equations(3, gates), 5)
    assert formula is not None
    assert [module.leaves for module in modules_of(formula)] == [(0, 1, 2)]
