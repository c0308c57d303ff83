"""The order in which a diagram asks for the variables."""

import pytest
from hypothesis import given

from sosgraph.bdd.order import ORDERS, Order, as_written, most_shared_first, shared_on_top
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import equations


@pytest.mark.parametrize("order", ORDERS)
@given(system=equations())
def test_lists_the_variables_below_once(order: Order, system: Equations) -> None:
    """An order has every variable that the root reaches, once, and no other."""
    root = len(system) - 1
    below = {root}
    for _ in system.gates:
        below |= {
            argument for gate in below if gate >= system.variables for argument in system.gates[gate - system.variables].arguments
        }
    assert sorted(order(system, root)) == sorted(number for number in below if number < system.variables)


def test_orders_differ_in_what_comes_first() -> None:
    """As written, by the most shared argument, or all that is shared before the rest."""
    gates = (conjunction([0, 1]), conjunction([2, 3]), Gate(1, (4, 5)), Gate(1, (5, 1)), conjunction([6, 7]))
    system = Equations(4, gates)
    assert as_written(system, 8) == [0, 1, 2, 3]
    assert most_shared_first(system, 8) == [2, 3, 1, 0]
    assert shared_on_top(system, 8) == [1, 2, 3, 0]
