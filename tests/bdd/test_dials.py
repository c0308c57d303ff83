"""Dials: what variables do when a number is chosen, and the slopes as differences."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.dials import Dial, Panel
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, Gate, conjunction

PAIR = Equations(5, (Gate(1, (0, 1)), conjunction([2, 5]), conjunction([3, 4, 6])))
DIALS = (Dial(copies=(0, 1), common=(2,), beta=0.2), Dial(whole=(3,), further=((4, 2.0),)))


def test_variables_of_dials() -> None:
    """Copies keep their marginals beside a common cause; further tries fail when any of them does."""
    failure = Panel([0.0] * 5, DIALS).failure([0.1, 0.01])
    assert failure[2] == pytest.approx(0.02) and failure[0] == failure[1]
    assert 1 - (1 - failure[0]) * (1 - failure[2]) == pytest.approx(0.1)
    assert failure[3] == 0.01 and failure[4] == pytest.approx(1 - 0.99**2)


@settings(max_examples=40)
@given(numbers=st.lists(st.floats(0.001, 0.9), min_size=2, max_size=2))
def test_slopes_are_differences(numbers: list[float]) -> None:
    """The derivative by each dial is what a little more of it adds."""
    panel = Panel([0.0] * 5, DIALS)
    solution = solved(PAIR, len(PAIR) - 1)
    assert solution is not None
    whole, slopes = panel.slopes(solution, numbers)
    assert whole == panel.reached(solution, numbers)
    for dial, slope in enumerate(slopes):
        ends = [
            panel.reached(solution, [each + step * (dial == other) for other, each in enumerate(numbers)])
            for step in (-1e-5, 1e-5)
        ]
        assert slope == pytest.approx((ends[1] - ends[0]) / 2e-5, rel=1e-4, abs=1e-7)


def test_a_number_of_one() -> None:
    """What always fails, fails; nothing divides by zero."""
    panel = Panel([0.0] * 5, (Dial(copies=(0, 1), common=(2,), beta=1.0), DIALS[1]))
    solution = solved(PAIR, len(PAIR) - 1)
    assert solution is not None and panel.reached(solution, [1.0, 1.0]) == 1.0
