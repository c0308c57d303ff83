"""Bounds found in one pass."""

from hypothesis import given

from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.bdd.quick_bounds import quick_bounds
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


def quick(equations: Equations, failure: list[float]) -> list[float]:
    """Return the bounds, with the two-rule numbers that they start from."""
    return quick_bounds(equations, naive_failure_probabilities(equations, failure))


@given(systems())
def test_nothing_is_false_more_often(system: tuple[Equations, list[float]]) -> None:
    """No number exceeds its bound by the sum over all states."""
    for exact, most in zip(enumerated(*system), quick(*system), strict=True):
        assert exact <= most * (1 + 1e-12)


def test_what_shares_nothing_is_as_by_the_two_rules() -> None:
    """Two members on a disk each: the product of what each of them and its disk lose."""
    equations = Equations(4, (conjunction((0, 2)), conjunction((1, 3)), Gate(1, (4, 5))))
    assert quick(equations, [0.1] * 4)[6] == naive_failure_probabilities(equations, [0.1] * 4)[6]


def test_what_is_shared_counts_whole() -> None:
    """Two members on one disk fail no more often than the better of them."""
    equations = Equations(3, (conjunction((0, 2)), conjunction((1, 2)), Gate(1, (3, 4))))
    assert quick(equations, [0.1, 0.2, 0.01])[5] == naive_failure_probabilities(equations, [0.1, 0.2, 0.01])[3]


def test_what_its_caller_needs_anyhow_costs_a_choice_nothing() -> None:
    """Who needs the first member needs no second one; a fallback to it is only as good as its switch."""
    equations = Equations(4, (conjunction((0, 2)), conjunction((1, 2)), Gate(1, (4, 5)), conjunction((4, 6))))
    bounds = quick(equations, [0.1, 0.2, 0.01, 0.5])
    assert bounds[7] == bounds[4]
    equations = Equations(
        4, (conjunction((0, 2)), conjunction((1, 2)), conjunction((3, 4)), Gate(1, (5, 6)), conjunction((4, 7)))
    )
    bounds = quick(equations, [0.1, 0.2, 0.01, 0.5])
    assert bounds[8] < bounds[4] + bounds[5] * 0.5 + 1e-12
