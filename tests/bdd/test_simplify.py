"""What happens to a system before any diagram is built."""

from math import isclose

from hypothesis import given

from sosgraph.bdd.simplify import simplified
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


@given(systems())
def test_says_the_same(system: tuple[Equations, list[float]]) -> None:
    """What is known is right, and the smaller system gives the rest the same probability as the larger one."""
    equations, failure = system
    simple = simplified(equations, failure, range(len(equations)))
    smaller = enumerated(simple.equations, list(simple.failure))
    for number, exact in enumerate(enumerated(equations, failure)):
        known = simple.known[number]
        assert isclose(smaller[simple.place[number]] if known is None else known, exact, rel_tol=1e-12)


@given(systems())
def test_leaves_nothing_constant(system: tuple[Equations, list[float]]) -> None:
    """What is left can be true and false: gates by their arguments, variables by their probabilities."""
    simple = simplified(*system, range(len(system[0])))
    assert len(simple.failure) == simple.equations.variables
    assert all(0.0 < false <= 1.0 for false in simple.failure)  # what is joined may round to 1
    assert all(simple.equations.greatest_solution())
    assert not any(simple.equations.greatest_solution(range(simple.equations.variables)))


def test_a_tree_is_known_at_once() -> None:
    """Gates with private variables are modules, up to the root."""
    system = Equations(4, (Gate(1, (0, 1)), Gate(1, (2, 3)), conjunction([4, 5])))
    simple = simplified(system, [0.5] * 4, [6])
    assert simple.known[4:] == [0.25, 0.25, 0.4375]
    assert len(simple.equations) == 0


def test_variables_that_act_together_are_joined() -> None:
    """Two variables needed by the same two conjunctions are one, which fails when any of them does."""
    system = Equations(4, (conjunction([0, 1, 2]), conjunction([0, 1, 3]), Gate(1, (4, 5))))
    simple = simplified(system, [0.5, 0.5, 0.25, 0.25], [6])
    assert simple.equations == Equations(3, (conjunction([0, 1]), conjunction([0, 2]), Gate(1, (3, 4))))
    assert simple.failure == (0.75, 0.25, 0.25)


def test_keeps_only_what_is_wanted() -> None:
    """What no wanted number needs is not there."""
    system = Equations(3, (conjunction([0, 1]), Gate(1, (0, 3)), conjunction([2, 4])))
    simple = simplified(system, [0.5] * 3, [4])
    assert len(simple.equations.gates) == 2
    assert simple.place[5] == -1
