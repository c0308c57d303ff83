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


def test_further_tries_of_copies() -> None:
    """Each try fails when too few copies are up: two of three beside a common cause."""
    dial = Dial(copies=(0, 1, 2), common=(3,), further=((4, 2.0),), beta=0.1, need=2)
    failure = Panel([0.0] * 5, (dial,)).failure([0.2])
    single, common = failure[0], failure[3]
    once = common + (1 - common) * (3 * single**2 * (1 - single) + single**3)
    assert failure[4] == pytest.approx(1 - (1 - once) ** 2, rel=1e-12)


@pytest.mark.parametrize(
    "dials", [DIALS, (Dial(copies=(0, 1), common=(2,), further=((4, 3.0),), beta=0.2), Dial(whole=(3,)))], ids=["part", "copies"]
)
@settings(max_examples=40)
@given(numbers=st.lists(st.floats(0.001, 0.9), min_size=2, max_size=2))
def test_slopes_are_differences(dials: tuple[Dial, ...], numbers: list[float]) -> None:
    """The derivative by each dial is what a little more of it adds."""
    panel = Panel([0.0] * 5, dials)
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
