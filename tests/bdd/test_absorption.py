"""Absorption: what the context says is not asked again."""

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from sosgraph.bdd.absorption import Absorption, Context
from sosgraph.bdd.implied import implied
from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph.bit_sets import members
from tests.bdd.systems import equations


@given(equations(constants=False), st.data())
def test_the_question_left_has_the_same_answer(system: Equations, data: st.DataObject) -> None:
    """Where all variables that a number implies are true, it is true when the last gate of the question is."""
    assume(not any(system.greatest_solution(range(system.variables))))
    found = implied(system)
    number = data.draw(st.integers(0, len(system) - 1))
    roots = members(found.choices[number])
    given_true = Context(found.variables[number], found.choices[number])
    absorption = Absorption(system, found)
    asked, variables = absorption.question(roots, absorption.contexts(roots, given_true))
    for state in product((0, 1), repeat=system.variables):
        works = [bool(value) or bool(given_true.variables >> i & 1) for i, value in enumerate(state)]
        value = system.greatest_solution([i for i, true in enumerate(works) if not true])
        left = asked.greatest_solution([i for i, variable in enumerate(variables) if not works[variable]])
        assert value[number] == left[-1]


def test_shared_variable_is_not_asked_again() -> None:
    """Two replicas over one zone, for somebody who needs the zone anyway: only the own parts of the replicas are asked."""
    gates = (conjunction([0, 2]), conjunction([1, 2]), Gate(1, (3, 4)), conjunction([5, 2]))
    system = Equations(3, gates)
    absorption = Absorption(system, implied(system))
    asked = absorption.question([0], absorption.contexts([0], Context(0b100, 0b1)))
    assert asked.variables == [0, 1]
    assert asked.equations == Equations(2, (Gate(1, (0, 1)), conjunction([2])))


def test_context_reaches_below_an_argument() -> None:
    """A choice inside a region is asked only where the region is up, so that it does not ask for the region."""
    gates = (conjunction([0, 1]), conjunction([0, 2]), Gate(1, (4, 5)), conjunction([0, 6]), Gate(1, (7, 3)))
    system = Equations(4, gates)
    absorption = Absorption(system, implied(system))
    contexts = absorption.contexts([1], Context(0, 0b10))
    assert contexts[0] == Context(0b0001, 0b11)
