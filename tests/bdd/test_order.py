"""The order in which a diagram asks for the variables."""

from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given

from sosgraph.bdd import force
from sosgraph.bdd.formula import Formula
from sosgraph.bdd.order import (
    FORCED,
    WALKS,
    Order,
    as_written,
    backwards,
    heaviest_first,
    lightest_first,
    most_shared_first,
    shared_on_top,
)
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import equations
from tests.from_source import from_source

SOURCE = from_source("sosgraph.bdd", "force")["force"]
NAMES = [order.__name__ for order in WALKS] + [f"forced_{order.args[0].__name__}" for order in FORCED]


@pytest.mark.parametrize("order", (*WALKS, *FORCED), ids=NAMES)
@given(system=equations(cyclic=False))
def test_lists_the_variables_below_once(order: Order, system: Equations) -> None:
    """An order has every variable that the root reaches, once, and no other."""
    root = len(system) - 1
    below = {root}
    for gate in range(root, system.variables - 1, -1):
        if gate in below:
            below |= set(system.gates[gate - system.variables].arguments)
    formula = Formula(system.variables, system.gates, ~root)
    assert sorted(order(formula)) == sorted(number for number in below if number < system.variables)


def test_orders_differ_in_what_comes_first() -> None:
    """As written or backwards, by the most shared argument, by weight, or all that is shared before the rest."""
    gates = (conjunction([0, ~1]), conjunction([2, 3]), Gate(1, (4, 5)), Gate(1, (~5, 1)), conjunction([6, 7]))
    formula = Formula(4, gates, 8)
    assert as_written(formula) == [0, 1, 2, 3]
    assert backwards(formula) == [1, 3, 2, 0]
    assert most_shared_first(formula) == [2, 3, 1, 0]
    assert heaviest_first(formula) == [0, 1, 2, 3]
    assert lightest_first(formula) == [1, 2, 3, 0]
    assert shared_on_top(formula) == [1, 2, 3, 0]


@pytest.mark.parametrize("order", FORCED[:3], ids=NAMES[len(WALKS) :][:3])
def test_force_brings_neighbours_together(order: partial[list[int]]) -> None:
    """What a gate asks for lies closer together than where the force began."""
    row = [(7 * i) % 20 for i in range(20)]
    gates = [Gate(1, pair) for pair in pairwise(row)]
    gates.append(conjunction(sorted(range(20, 39), key=lambda gate: gate * 11 % 19)))
    formula = Formula(20, tuple(gates), 39)

    def apart(places: list[int]) -> int:
        return sum(abs(places.index(one) - places.index(other)) for one, other in pairwise(row))

    assert apart(order(formula)) < apart(order.args[0](formula))


@given(system=equations(cyclic=False))
def test_force_is_the_same_at_both_speeds(system: Equations) -> None:
    """What is compiled pulls as its source does, to the last bit."""
    arguments, order = [gate.arguments for gate in system.gates], list(range(system.variables))
    compiled, interpreted = (module.Force(system.variables, arguments, order) for module in (force, SOURCE))
    assert compiled.pulled(20) == interpreted.pulled(20)
