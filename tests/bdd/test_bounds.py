"""Bounds on the probability of being false."""

from math import isclose

import pytest
from hypothesis import example, given

from sosgraph.bdd.bounds import associated_bounds, frechet_bounds
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.negating_systems import falsehood, negating_systems
from tests.bdd.systems import enumerated, systems


@given(systems())
@example((Equations(1, (Gate(2, (0, 2)), Gate(0, ()))), [0.25]))  # one number, and logarithms on the way to it
def test_contain_the_probability(system: tuple[Equations, list[float]]) -> None:
    """Both bounds contain the sum over all states; those that assume more are not wider."""
    equations, failure = system
    rows = zip(enumerated(equations, failure), associated_bounds(*system), frechet_bounds(*system), strict=True)
    for exact, associated, frechet in rows:
        for low, high in (associated, frechet):
            assert 0.0 <= low <= high <= 1.0
            assert low * (1 - 1e-12) <= exact <= high * (1 + 1e-12)
        assert frechet[0] <= associated[0]
        assert associated[1] <= frechet[1]


def test_two_of_three_whatever_depends_on_what() -> None:
    """F1: 2 of 3 of .99 work with at least .985, and may always work."""
    low, high = frechet_bounds(Equations(3, (Gate(2, (0, 1, 2)),)), [0.01] * 3)[3]
    assert low == 0.0
    assert isclose(high, 0.015, rel_tol=1e-12)


def test_series_and_parallel() -> None:
    """In series at least the worst fails and at most the sum; in parallel at most the best."""
    system = Equations(2, (conjunction([0, 1]), Gate(1, (0, 1))))
    assert frechet_bounds(system, [0.25, 0.5])[2:] == [(0.5, 0.75), (0.0, 0.25)]
    assert associated_bounds(system, [0.25, 0.5])[2:] == [(0.5, 0.625), (0.125, 0.25)]


def test_dependence_within_the_interval_is_possible() -> None:
    """Fréchet's interval holds for variables that exclude one another, which the associated one does not."""
    system = Equations(2, (conjunction([0, 1]),))
    assert frechet_bounds(system, [0.5, 0.5])[2] == (0.5, 1.0)
    assert associated_bounds(system, [0.5, 0.5])[2] == (0.5, 0.75)


def test_cycle_of_conjunctions_is_bounded_once() -> None:
    """What all members of a cycle need is counted once, not once for each turn."""
    system = Equations(2, (conjunction([0, 3]), conjunction([1, 2])))
    assert associated_bounds(system, [0.25, 0.5])[2:] == [(0.5, 0.625)] * 2


@given(negating_systems())
def test_contain_the_probability_despite_negation(system: tuple[Equations, list[float]]) -> None:
    """A negated argument is false where the number is true; nothing above it is taken as monotone."""
    for exact, *bounds in zip(falsehood(*system), associated_bounds(*system), frechet_bounds(*system), strict=True):
        for low, high in bounds:
            assert 0.0 <= low <= high <= 1.0
            assert low - 1e-12 <= exact <= high + 1e-12


def test_one_of_two_but_not_both() -> None:
    """Neither independent nor associated: of .6 and .7, exactly one is true with .46, which Fréchet leaves possible."""
    either = Equations(2, (Gate(2, (0, ~1)), Gate(2, (1, ~0)), Gate(1, (2, 3))))
    low, high = associated_bounds(either, [0.4, 0.3])[4]
    assert low <= 0.54 <= high
    assert associated_bounds(either, [0.4, 0.3])[:2] == [(0.4, 0.4), (0.3, 0.3)]


def test_a_negation_on_a_circle_is_refused() -> None:
    """There is no greatest solution to bound."""
    for bounds in (associated_bounds, frechet_bounds):
        with pytest.raises(ValueError, match="negated"):
            bounds(Equations(1, (Gate(2, (0, 2)), Gate(1, (~1,)))), [0.5])


def test_a_circle_above_a_negation_is_bounded() -> None:
    """The circle itself negates nothing: both members need x and that y is down."""
    system = Equations(2, (conjunction([0, 4]), Gate(1, (~1,)), conjunction([3, 2])))
    low, high = associated_bounds(system, [0.25, 0.5])[2]
    assert low <= 0.625 <= high
