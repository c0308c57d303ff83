"""Calls whose behaviour is no component: the vectors, and what must hold for any probabilities."""

from math import isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.structure.call_failure import (
    attempts,
    critical_cache_failure,
    look_aside_failure,
    repeated_failure,
    retried_failure,
    routed_failure,
)

CHANCES = st.floats(0, 1)


def test_v18_routes() -> None:
    """V18, slok: .9 of the requests need base and pay, .1 need base, coupon and pay: 0.9975020."""
    base, coupon, pay = 0.999, 0.99, 0.9995
    found = routed_failure([(0.9, 1 - base * pay), (0.1, 1 - base * coupon * pay)])
    assert 1 - found == pytest.approx(0.9975020, abs=5e-8)


def test_v35_repeated_calls() -> None:
    """V35, all states: five calls to a callee of .999 succeed with .999 in outages, with .99500999 if each fails by itself."""
    assert 1 - repeated_failure(0.001, 5) == pytest.approx(0.999, abs=1e-15)
    assert 1 - repeated_failure(0.001, 5, "error") == pytest.approx(0.99500999, abs=5e-9)
    assert repeated_failure(1.0, 2, "error") == 1.0


def test_v37_caches() -> None:
    """V37, all states: h .9, cache .999, origin .99: .998991 beside the cache, .998001 where nothing works without it."""
    assert 1 - look_aside_failure(0.9, 0.001, 0.01) == pytest.approx(0.998991, abs=5e-10)
    assert 1 - critical_cache_failure(0.9, 0.001, 0.01) == pytest.approx(0.998001, abs=5e-10)


@pytest.mark.parametrize(("retries", "expected"), [(0, 0.997501), (1, 0.999496002), (2, 0.999499992)])
def test_v38_retries(retries: int, expected: float) -> None:
    """V38, all states: q_p .0005, q_t .002: retries only remove what is transient."""
    assert 1 - retried_failure(0.0005, 0.002, retries) == pytest.approx(expected, abs=5e-10)


def test_v25_attempts() -> None:
    """V25, SRE book: 1.11 attempts at 10 % failures and two retries; layers multiply to 64, 81 and 243 in an outage."""
    assert attempts(0.1, 2) == pytest.approx(1.11)
    for retries, layers, load in ((3, 3, 64), (2, 4, 81), (2, 5, 243)):
        assert prod([attempts(1.0, retries)] * layers) == load


@given(failure=CHANCES, calls=st.integers(1, 50))
def test_errors_are_worse_than_outages(failure: float, calls: int) -> None:
    """Each call failing by itself fails more requests than one outage, and at most as many as there are calls."""
    errors = repeated_failure(failure, calls, "error")
    assert repeated_failure(failure, calls) <= errors * (1 + 1e-12) <= min(1.0, calls * failure) * (1 + 1e-9)


@given(hit=CHANCES, cache=CHANCES, origin=CHANCES)
def test_a_cache_that_may_fail_is_better(hit: float, cache: float, origin: float) -> None:
    """Beside the cache reads fail at most as often as the origin; where the cache is critical, at least as often as it."""
    beside = look_aside_failure(hit, cache, origin)
    critical = critical_cache_failure(hit, cache, origin)
    assert beside <= origin and cache <= critical + 1e-15 and beside <= critical + 1e-12


@given(persistent=CHANCES, transient=CHANCES, retries=st.integers(0, 5))
def test_retries_help_down_to_what_is_persistent(persistent: float, transient: float, retries: int) -> None:
    """More retries never hurt the call, and never help against what is persistent."""
    more, fewer = retried_failure(persistent, transient, retries + 1), retried_failure(persistent, transient, retries)
    assert persistent <= more <= fewer + 1e-15 or isclose(more, fewer)
