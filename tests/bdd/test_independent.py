"""The two-rule number."""

from math import isclose

import pytest
from hypothesis import given

from sosgraph.bdd.independent import gate_failure, naive_failure_probabilities
from sosgraph.bdd.probability import failure_probabilities
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems, trees


@given(trees())
def test_is_exact_on_trees(system: tuple[Equations, list[float]]) -> None:
    """Where nothing is shared, siblings are independent and the two rules are right."""
    for exact, naive in zip(enumerated(*system), naive_failure_probabilities(*system), strict=True):
        assert naive is not None
        assert isclose(naive, exact, rel_tol=1e-12)


@given(systems(cyclic=False))
def test_covers_everything_without_cycles(system: tuple[Equations, list[float]]) -> None:
    """Without cycles there is a number for everything, and it is a probability."""
    assert all(naive is not None and 0.0 <= naive <= 1.0 for naive in naive_failure_probabilities(*system))


def test_parallel_sharing_is_judged_too_well() -> None:
    """V27: b or c over a shared d: 99.987922 % by the two rules, 98.999901 % in truth, 83 times the unavailability."""
    system = Equations(3, (conjunction([0, 2]), conjunction([1, 2]), Gate(1, (3, 4))))
    failure = [0.001, 0.001, 0.01]
    naive = naive_failure_probabilities(system, failure)[5]
    assert naive is not None
    assert isclose(1 - naive, 0.99987922, abs_tol=5e-9)
    assert round(failure_probabilities(system, failure, [5])[0].lower / naive) == 83


def test_serial_sharing_is_judged_too_badly() -> None:
    """V26: a needs b and c, both need d, which counts twice."""
    system = Equations(4, (conjunction([1, 3]), conjunction([2, 3]), conjunction([0, 4, 5])))
    naive = naive_failure_probabilities(system, [0.0, 0.001, 0.001, 0.01])[6]
    assert naive is not None
    assert isclose(1 - naive, 0.97814078, abs_tol=5e-9)


def test_mutual_conjunctions_are_merged() -> None:
    """Two that need each other and a third fail with any of the three, each taken once, and so do their callers."""
    gates = (conjunction([0, 2, 4]), conjunction([1, 2, 3]), conjunction([3, 4]))
    found = naive_failure_probabilities(Equations(3, gates), [0.5, 0.5, 0.5])
    assert found[3] == found[4] == 0.875
    assert found[5] == 1 - 0.125**2


def test_says_nothing_about_other_cycles() -> None:
    """A choice on a cycle, and what is above it, has no two-rule number; what is below has."""
    gates = (Gate(1, (0, 3)), conjunction([1, 2]), conjunction([3, 5]), conjunction([1]))
    assert naive_failure_probabilities(Equations(2, gates), [0.25, 0.5]) == [0.25, 0.5, None, None, None, 0.5]


def test_repeated_argument_is_one_event() -> None:
    """An argument listed twice counts twice, but fails only once: 2 of (a, a, b) is a."""
    assert isclose(gate_failure(Gate(2, (0, 0, 1)), [0.25, 0.5]), 0.25)
    assert isclose(gate_failure(Gate(3, (0, 0, 1, 1, 2)), [0.25, 0.5, 0.5]), 0.25 * 0.5 + 0.25 * 0.5 * 0.5 + 0.75 * 0.5 * 0.5)


def test_constant_gates() -> None:
    """What needs nothing never fails, what needs more than there is always does."""
    assert gate_failure(Gate(0, (0,)), [0.5]) == 0.0
    assert gate_failure(Gate(2, (0,)), [0.5]) == 1.0


def test_a_negated_argument_fails_where_the_number_holds() -> None:
    """One minus the failure of what is negated, of a gate as of a variable."""
    equations = Equations(2, (conjunction([0, ~1]), Gate(1, (~2, 1))))
    assert naive_failure_probabilities(equations, (0.1, 0.3)) == pytest.approx([0.1, 0.3, 1 - 0.9 * 0.3, 0.9 * 0.3 * 0.3])
