"""The ladder: every answer contains the probability, and says how it was obtained."""

from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.ladder import Answer, answers
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.negating_systems import falsehood, negating_systems
from tests.bdd.systems import enumerated, systems


@settings(max_examples=40, deadline=None)
@given(systems(), st.sampled_from([0, 3, 10_000]))
def test_answers_contain_the_probability(system: tuple[Equations, list[float]], nodes: int) -> None:
    """Exact ones are it, certain ones contain it, and sampled ones do with next to no chance to miss."""
    roots = range(len(system[0]))
    found = answers(*system, roots, node_limit=nodes, confidence=1 - 1e-9, interrupted=lambda: nodes < 4)
    for answer, exact in zip(found, enumerated(*system), strict=True):
        assert_contains(answer, exact)
        assert nodes < 10_000 or answer.certificate == "exact"


@settings(max_examples=40, deadline=None)
@given(negating_systems(), st.sampled_from([0, 10_000]))
def test_systems_that_negate(system: tuple[Equations, list[float]], nodes: int) -> None:
    """The same for non-coherent systems."""
    roots = range(len(system[0]))
    found = answers(*system, roots, node_limit=nodes, confidence=1 - 1e-9, interrupted=lambda: not nodes)
    for answer, exact in zip(found, falsehood(*system), strict=True):
        assert_contains(answer, exact)


def assert_contains(answer: Answer, exact: float) -> None:
    assert answer.certificate in ("exact", "bounds", "sampled")
    if answer.certificate == "exact":
        assert answer.lower == answer.upper
        assert isclose(answer.lower, exact, rel_tol=1e-11, abs_tol=1e-14)
    assert answer.lower - 1e-14 <= exact * (1 + 1e-11)
    assert exact * (1 - 1e-11) <= answer.upper + 1e-14
    assert (answer.trials > 0) == (answer.certificate == "sampled") == (answer.confidence < 1.0)
    assert bool(answer.reason) == (answer.certificate != "exact")


def grid(width: int, height: int) -> Equations:
    """Return a grid on a cylinder: a node needs itself and one of the two below; the last number all of the top row."""
    variables = width * height
    gates: list[Gate] = []
    for row in range(height):
        for column in range(width):
            node = row * width + column
            below = [(row + 1) * width + (column + shift) % width for shift in (0, 1)]
            gates.append(Gate(1, tuple(variables + 2 * each + 1 for each in below)) if row + 1 < height else Gate(0, ()))
            gates.append(conjunction([node, variables + 2 * node]))
    gates.append(conjunction(variables + 2 * column + 1 for column in range(width)))
    return Equations(variables, tuple(gates))


class Counted:
    """Says that the time is over after so many questions."""

    def __init__(self, interrupted_after: int) -> None:
        self.asked = 0
        self._most = interrupted_after

    def __call__(self) -> bool:
        """Return whether the time is over."""
        self.asked += 1
        return self.asked > self._most


@pytest.mark.parametrize("failure", [0.3, 0.05, 1e-3])
def test_small_grid_is_bracketed_by_every_step(failure: float) -> None:
    """Four by three: with no nodes at all the bracket contains what the diagram says, which is the sum over all states."""
    system = grid(4, 3)
    chances = [failure] * 12
    exact = enumerated(system, chances)[-1]
    top = len(system) - 1
    assert isclose(answers(system, chances, [top])[0].lower, exact, rel_tol=1e-12)
    rough = answers(system, chances, [top], node_limit=0, trials=1 << 18)[0]
    assert rough.certificate != "exact"
    assert rough.lower <= exact <= rough.upper
    assert rough.upper - rough.lower < 0.05 * exact


@pytest.mark.parametrize("failure", [0.05, 0.01])
def test_grid_of_forty_columns_ends_with_a_bracket(failure: float) -> None:
    """No diagram of it fits; the answer is a percent wide, and says that it is sampled and why it is not exact."""
    system = grid(40, 40)
    answer = answers(system, [failure] * system.variables, [len(system) - 1], node_limit=5_000, trials=1 << 18)[0]
    assert answer.certificate == "sampled"
    assert answer.reason == "the exact diagram outgrew its limit"
    assert 1 - (1 - failure) ** 40 < answer.lower < answer.upper < answer.lower * 1.02


def test_a_deadline_that_has_passed_still_gets_an_answer() -> None:
    """Interrupted from the start, the grid gets bounds and one word of trials, whatever it might have spent, and says why."""
    system = grid(40, 10)
    made = Counted(interrupted_after=0)
    answer = answers(system, [0.05] * 400, [len(system) - 1], node_limit=1 << 29, interrupted=made)[0]
    assert answer.lower < 0.8866 < answer.upper
    assert answer.trials in (0, 1 << 14)
    assert answer.reason == "the time allowed ran out"
    assert made.asked < 100


@pytest.mark.parametrize("negating", [False, True])
def test_ends_soon_after_the_deadline(negating: bool) -> None:
    """Asked every few thousand steps, wherever it is: in a diagram, coherent or not, or in trials."""
    system = grid(40, 40)
    top = len(system) - 1
    if negating:
        system = Equations(system.variables, (*system.gates, Gate(1, (top, ~0))))
        top += 1
    made = Counted(interrupted_after=20)
    answer = answers(system, [0.05] * system.variables, [top], node_limit=1 << 29, interrupted=made)[0]
    assert answer.certificate != "exact" and answer.lower <= answer.upper
    assert 20 < made.asked < 200
