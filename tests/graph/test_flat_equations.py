"""Flat equations against those that they are made of."""

from types import ModuleType

import pytest
from hypothesis import given

from sosgraph.equations import Equations, Gate
from sosgraph.graph import flat_equations
from tests.graph.speeds import SOURCE
from tests.graph.test_failure_sets import systems

at_both_speeds = pytest.mark.parametrize("speed", [flat_equations, SOURCE["flat_equations"]], ids=["installed", "interpreted"])


@at_both_speeds
@given(systems())
def test_a_number_fails_with_enough_of_its_arguments(speed: ModuleType, drawn: Equations) -> None:
    """In whatever variables are false; what is false anyway is said, is no argument and has none."""
    flat = speed.flat_equations(drawn)
    assert (flat.variables, len(flat)) == (drawn.variables, len(drawn))
    anyway = [number for number, value in enumerate(drawn.greatest_solution()) if not value]
    assert [number for number, gone in enumerate(flat.fallen) if gone] == anyway
    for variable in range(drawn.variables):
        value = drawn.greatest_solution([variable])
        for number in range(drawn.variables, len(drawn)):
            heads = flat.heads[flat.starts[number] : flat.starts[number + 1]]
            assert not set(heads).intersection(anyway)
            if number in anyway:
                assert not heads
            else:
                assert value[number] == (sum(not value[head] for head in heads) < flat.enough[number])


@at_both_speeds
def test_a_system_that_is_not_coherent_is_refused(speed: ModuleType) -> None:
    """What becomes false may make something true there."""
    with pytest.raises(ValueError, match="coherent"):
        speed.flat_equations(Equations(1, (Gate(1, (~0,)),)))


@at_both_speeds
@pytest.mark.parametrize("argument", [3, 2**31, 2**32, 2**70])
def test_an_argument_that_is_no_number_is_refused(speed: ModuleType, argument: int) -> None:
    """However large it is; compiled code counts to 64 bits."""
    with pytest.raises((IndexError, OverflowError)):
        speed.flat_equations(Equations(2, (Gate(1, (argument,)),)))
