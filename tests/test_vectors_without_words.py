"""Numbered vectors of structures for which the language has no word, or which are about bounds and cut sets.

Calls that are repeated, retried, cached or routed are in `tests/structure/test_call_failure.py`.
"""

from math import prod

import pytest

from sosgraph.bdd.bounds import frechet_bounds
from sosgraph.bdd.independent import any_failure
from sosgraph.bdd.solution import Solution, solved
from sosgraph.equations import Equations, Gate, conjunction


def solution_of(equations: Equations) -> Solution:
    found = solved(equations, len(equations) - 1)
    assert found is not None
    return found


def serial(count: int) -> Equations:
    return Equations(count, (conjunction(range(count)),))


CHECKOUT = (0.9994, 0.9987, 0.9991, 0.9972, 0.9998)


def test_v16_a_weighted_mean_is_no_composition() -> None:
    """V16, Nobl9: the mean of five services is .998985; if a checkout needs all of them, it is .99421144, at least .9942."""
    failure = [1 - each for each in CHECKOUT]
    mean = sum(weight * each for weight, each in zip((0.35, 0.25, 0.2, 0.1, 0.1), CHECKOUT, strict=True))
    assert mean == pytest.approx(0.998985, abs=5e-7)
    assert 1 - solution_of(serial(5)).failure(failure) == pytest.approx(0.99421144, abs=5e-9)
    low, high = frechet_bounds(serial(5), failure)[-1]
    assert (1 - high, 1 - low) == pytest.approx((0.9942, 0.9972), abs=1e-12)


def test_v17_ratio_timeslices_is_the_bound_without_independence() -> None:
    """V17, OpenSLO: two of 95 % make .90, whatever depends on what; .9025 if they are independent."""
    assert 1 - frechet_bounds(serial(2), [0.05, 0.05])[-1][1] == pytest.approx(0.90, abs=1e-12)
    assert 1 - solution_of(serial(2)).failure([0.05, 0.05]) == pytest.approx(0.9025, abs=1e-12)


@pytest.mark.parametrize(
    ("count", "slow", "expected"),
    [(5, 0.01, 0.04901), (10, 0.01, 0.09562), (18, 0.01, 0.16549), (100, 0.01, 0.63397), (2000, 1e-4, 0.18128)],
)
def test_v24_fan_out(count: int, slow: float, expected: float) -> None:
    """V24, The Tail at Scale: how many requests are slow that wait for all of so many servers."""
    assert any_failure([slow] * count) == pytest.approx(expected, abs=6e-6)


TWO_TRAINS = Equations(4, (conjunction([0, 1]), conjunction([2, 3]), Gate(1, (4, 5))))


def test_v29_bounds_from_cut_sets() -> None:
    """V29, SCRAM tests: the minimal cut set upper bound is .766144, the sum of the four cut sets 1.2."""
    chances = [chance for chance, _ in solution_of(TWO_TRAINS).cut_sets().likeliest([0.4, 0.6, 0.5, 0.7], 10)]
    assert chances == pytest.approx([0.42, 0.3, 0.28, 0.2])
    assert 1 - prod(1 - chance for chance in chances) == pytest.approx(0.766144, rel=1e-12)
    assert sum(chances) == pytest.approx(1.2)


def test_v30_two_trains() -> None:
    """V30, SCRAM: two trains of a valve (.5) and a pump (.7) fail with .7225."""
    assert solution_of(TWO_TRAINS).failure([0.5, 0.7, 0.5, 0.7]) == pytest.approx(0.7225, rel=1e-13)


def test_v31_common_causes_of_pumps_and_of_valves() -> None:
    """V31, SCRAM: three trains, q = .1 and β = .2 for pumps and for valves, fail with .0430804."""
    trains = [conjunction([train, 3 + train]) for train in range(3)]
    equations = Equations(8, (*trains, Gate(1, (8, 9, 10)), conjunction([6, 7, 11])))
    assert solution_of(equations).failure([0.08] * 6 + [0.02] * 2) == pytest.approx(0.0430804, abs=5e-8)


@pytest.mark.parametrize(
    ("failure", "beta", "works"), [(0.01, 0.1, 0.998919081), (0.1, 0.2, 0.973728), (0.2, 0.05, 0.954261), (0.3, 1.0, 0.7)]
)
def test_v32_a_pair_with_a_common_cause_as_others_count_it(failure: float, beta: float, works: float) -> None:
    """V32, RePyability: q' = (1 - β) q for each and βq for both; the marginals drop a little, which ours (V32b) do not."""
    equations = Equations(3, (Gate(1, (0, 1)), conjunction([2, 3])))
    found = solution_of(equations).failure([(1 - beta) * failure] * 2 + [beta * failure])
    assert 1 - found == pytest.approx(works, abs=5e-7)
