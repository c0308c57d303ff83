"""Intervals with a stated confidence, by adding up how often they miss."""

from math import comb, fsum, log, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.confidence import beta_distribution, clopper_pearson, empirical_bernstein, weighted_sums


@pytest.mark.parametrize(
    ("count", "trials", "lower", "upper"),
    [
        (0, 10, 0.0, 0.3084971078187608),  # 1 - .025^(1/10)
        (10, 10, 0.6915028921812392, 1.0),
        (1, 10, 0.0025285785444617, 0.4450161174281509),  # 1 - .975^(1/10)
        (50, 100, 0.3983211295, 0.6016788705),
    ],
)
def test_clopper_pearson(count: int, trials: int, lower: float, upper: float) -> None:
    """Known limits of 95 %; with none or all seen they are roots."""
    assert clopper_pearson(count, trials, 0.05) == pytest.approx((lower, upper), abs=3e-6)


@given(st.integers(1, 40), st.floats(0.01, 0.99), st.floats(0.001, 0.5))
def test_clopper_pearson_misses_no_more_often_than_stated(trials: int, chance: float, error: float) -> None:
    """Over all outcomes of the binomial distribution, the interval misses the chance with at most the error."""
    missed = []
    for count in range(trials + 1):
        lower, upper = clopper_pearson(count, trials, error)
        if not lower <= chance <= upper:
            missed.append(comb(trials, count) * chance**count * (1 - chance) ** (trials - count))
    assert fsum(missed) <= error * (1 + 1e-9)


@given(st.integers(1, 30), st.integers(1, 30), st.floats(0.0, 1.0))
def test_beta_distribution_is_a_binomial_tail(a: int, b: int, x: float) -> None:
    """P(Beta(a, b) ≤ x) is the chance of a or more among a + b - 1."""
    trials = a + b - 1
    tail = fsum(comb(trials, k) * x**k * (1 - x) ** (trials - k) for k in range(a, trials + 1))
    assert beta_distribution(a, b, x) == pytest.approx(tail, rel=1e-9, abs=1e-12)


def test_clopper_pearson_of_many_trials_is_near_the_normal_one() -> None:
    """A million trials: the mean and 1.96 standard deviations."""
    lower, upper = clopper_pearson(100_000, 1_000_000, 0.05)
    assert (lower, upper) == pytest.approx((0.1 - 1.96 * 3e-4, 0.1 + 1.96 * 3e-4), abs=3e-6)


def test_empirical_bernstein_is_the_published_radius() -> None:
    """√(2V ln(3/δ)/n) + 3b ln(3/δ)/n on both sides, cut off at 0 and 1."""
    sums = weighted_sums({1: 30, 2: 20}, [9.0, 0.5, 0.25])
    assert sums == (20.0, 8.75)
    radius = sqrt(2 * (0.00875 - 0.02**2) * log(60) / 1000) + 3 * 0.5 * log(60) / 1000
    assert empirical_bernstein(sums, 1000, 0.5, 0.05) == pytest.approx((max(0.0, 0.02 - radius), 0.02 + radius))
