"""What a number cannot be true without."""

from itertools import product

from hypothesis import assume, given

from sosgraph.bdd.implied import implied
from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph.bit_sets import members
from tests.bdd.systems import equations


@given(equations(constants=False))
def test_a_number_is_the_conjunction_of_what_it_implies(system: Equations) -> None:
    """In every state a number is true when the variables and the choices that it implies all are."""
    assume(not any(system.greatest_solution(range(system.variables))))
    found = implied(system)
    for state in product((0, 1), repeat=system.variables):
        value = system.greatest_solution([i for i, works in enumerate(state) if not works])
        for number in range(len(system)):
            needs = members(found.variables[number])
            needs += [found.choice_gates[position] for position in members(found.choices[number])]
            assert value[number] == all(value[needed] for needed in needs)


def test_conjunctions_leave_no_choice() -> None:
    """In a circle of conjunctions every member implies all variables; a caller of a disjunction implies that choice."""
    gates = (conjunction([0, 4]), conjunction([1, 3]), Gate(1, (3, 2)), conjunction([2, 5]))
    found = implied(Equations(3, gates))
    assert found.variables[3:] == [0b011, 0b011, 0b000, 0b100]
    assert found.choices[3:] == [0, 0, 1, 1]
    assert found.choice_gates == [5]
