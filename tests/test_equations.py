"""Equations that say "n is false"."""

from itertools import product

import pytest
from hypothesis import given

from sosgraph.equations import Equations, Gate
from tests.bdd.formulas import acyclic


@given(acyclic())
def test_every_gate_has_the_value_of_its_arguments(system: Equations) -> None:
    """In every state: true where at least as many arguments as needed are, counted with repeats."""
    for state in product((False, True), repeat=system.variables):
        value = system.greatest_solution([i for i, fails in enumerate(state) if fails])
        assert [not true for true in value[: system.variables]] == list(state)
        for number, (need, arguments) in enumerate(system.gates, system.variables):
            assert value[number] == (sum(value[n] if n >= 0 else not value[~n] for n in arguments) >= need)


def test_callees_may_come_later() -> None:
    """Gates need no order, as long as there is no circle."""
    system = Equations(1, (Gate(1, (~2,)), Gate(1, (0,))))
    assert list(system.greatest_solution()) == [1, 0, 1]
    assert not system.coherent


@pytest.mark.parametrize("gates", [(Gate(1, (~1,)),), (Gate(2, (0, 2)), Gate(1, (1,)), Gate(1, (~0,)))])
def test_circles_and_negations_exclude_each_other(gates: tuple[Gate, ...]) -> None:
    """A system that negates and has a circle, anywhere, is refused."""
    with pytest.raises(ValueError, match="circle"):
        Equations(1, gates).greatest_solution()
