"""Circles made smaller."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.opened import opened
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import equations


@given(equations(), st.data())
def test_says_the_same(system: Equations, data: st.DataObject) -> None:
    """In every state in which what is certain is true."""
    number = data.draw(st.integers(0, len(system) - 1))
    certain = set(data.draw(st.lists(st.integers(0, system.variables - 1), max_size=2)))
    smaller, root = opened(system, number, certain)
    for state in product((False, True), repeat=system.variables):
        false = [i for i, fails in enumerate(state) if fails and i not in certain]
        assert system.greatest_solution(false)[number] == smaller.greatest_solution(false)[root]


def test_circle_through_what_is_needed_anyway_is_gone() -> None:
    """A needs one of two caches; the second needs a, which runs wherever it is asked for."""
    system = Equations(3, (conjunction([0, 6]), conjunction([1]), conjunction([2, 3]), Gate(1, (4, 5))))
    smaller, root = opened(system, 3)
    below = {argument for gate in smaller.gates[: root - 3] for argument in gate.arguments}
    assert root == 3 + len(smaller.gates) - 1
    assert root not in below
    assert below <= {0, 1, 2, 3, 4}
