"""Products of powers of Beta variables: laws that have a closed form."""

from math import erf, log1p, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import betainc

from sosgraph.bdd.beta_products import Factor, NormalSummand, sum_distribution
from sosgraph.bdd.confidence import beta_distribution

NOTHING = NormalSummand()
halves = st.integers(0, 2000).map(lambda count: count + 0.5)
shares = st.floats(1e-6, 0.999)


@settings(max_examples=100)
@given(bad=halves, good=halves, bound=shares)
def test_one_factor_is_a_beta_variable(bad: float, good: float, bound: float) -> None:
    """Alone, a factor has the distribution of its count."""
    found = sum_distribution([Factor(bad, good, 1.0)], NOTHING, -log1p(-bound))
    assert found == pytest.approx(beta_distribution(bad, good, bound), abs=1e-8)


@settings(max_examples=100)
@given(parts=st.lists(halves, min_size=2, max_size=8), good=halves, bound=shares)
def test_a_chain_of_factors_is_a_beta_variable(parts: list[float], good: float, bound: float) -> None:
    """Where the good of each are all of the one before, the product is a Beta variable with the bad of all of them."""
    factors = [Factor(bad, good + sum(parts[:position]), 1.0) for position, bad in enumerate(parts)]
    found = sum_distribution(factors, NOTHING, -log1p(-bound))
    assert found == pytest.approx(beta_distribution(sum(parts), good, bound), abs=1e-8)


@settings(max_examples=100)
@given(good=halves, power=st.floats(1e-4, 3.0), bound=shares)
def test_a_power_is_known_where_one_was_bad(good: float, power: float, bound: float) -> None:
    """(1 - x)^p is at least 1 - bound with probability 1 - (1 - bound)^(good / p), where x is a Beta(1, good) variable."""
    found = sum_distribution([Factor(1.0, good, power)], NOTHING, -log1p(-bound))
    assert found == pytest.approx(1 - (1 - bound) ** (good / power), abs=1e-8)


@pytest.mark.parametrize("deviations", [-3, -1, 0, 1, 3])
def test_the_rest_is_normal(deviations: int) -> None:
    """Beside a factor that is as good as certain, the rest is all there is."""
    found = sum_distribution([Factor(0.5, 1e15, 1.0)], NormalSummand(1.0, 0.01), 1 + 0.1 * deviations)
    assert found == pytest.approx((1 + erf(deviations / sqrt(2))) / 2, abs=1e-9)


@pytest.mark.parametrize("failures", [0, 10, 1_000_000])
def test_digits_hold_with_huge_counts(failures: int) -> None:
    """A million millions of events are no harder than a few."""
    bad, good = failures + 0.5, 1e12
    for bound in (0.9 * bad / good, bad / good, 1.1 * bad / good):
        found = sum_distribution([Factor(bad, good, 1.0)], NOTHING, -log1p(-bound))
        assert found == pytest.approx(betainc(bad, good, bound), abs=1e-7)


def test_nothing_is_below_zero() -> None:
    """What is a product of probabilities is not more than 1."""
    assert sum_distribution([Factor(0.5, 10.5, 1.0)], NOTHING, 0.0) == 0.0
