"""Closed forms of clients that try again."""

import pytest

from sosgraph.queueing.retry_fixpoint import attempts, unanswered
from tests.queueing.oracles import bistable, collapse_ceiling, contended_ceiling, first_tries, recovery_limit

CEILINGS = [
    (5, 2, 0.5853),
    (5, 4, 0.5452),
    (10, 4, 0.6937),
    (30, 5, 0.8572),
    (100, 3, 0.9444),
    (300, 2, 0.9777),
    (2, 2, 0.5),
    (1, 4, 0.2633),
    (0.5, 6, 0.1695),
]


@pytest.mark.parametrize(("patience", "most", "ceiling"), CEILINGS)
def test_the_collapse_ceiling(patience: float, most: int, ceiling: float) -> None:
    """O-7 and O-8, to the four digits given."""
    assert collapse_ceiling(patience, most) == pytest.approx(ceiling, abs=6e-5)


@pytest.mark.parametrize(("patience", "most", "two"), [(1, 3, False), (1, 4, True), (0.5, 5, False), (0.5, 6, True)])
def test_two_steady_states_need_patience_and_attempts(patience: float, most: int, two: bool) -> None:
    """O-8: (attempts - 1) θ > 2; then, and only then, the ceiling is above 1 / attempts."""
    assert bistable(patience, most) is two
    assert (collapse_ceiling(patience, most) > recovery_limit(most) * (1 + 1e-6)) is two


@pytest.mark.parametrize(
    ("failing", "most", "tried", "answered"),
    [(0.1, 3, 1.11, 0.999), (0.1, 4, 1.111, 0.9999), (0.5, 4, 1.875, 0.9375), (1, 4, 4, 0)],
)
def test_attempts_and_what_they_gain(failing: float, most: int, tried: float, answered: float) -> None:
    """O-15 (Brooker 2022; four attempts are three retries)."""
    assert attempts(failing, most) == pytest.approx(tried)
    assert 1 - unanswered(failing, attempts(failing, most)) == pytest.approx(answered)


def test_a_budget_bounds_attempts() -> None:
    """However much fails."""
    assert attempts(1.0, 5, 0.06) == pytest.approx(1.06) and attempts(0.0, 5, 0.06) == 1


def test_more_patience_is_less_vulnerable() -> None:
    """O-16: of two timeouts the longer one has the higher ceiling (Huang et al. 2022)."""
    assert collapse_ceiling(10, 4) > collapse_ceiling(5, 4)


def test_a_contended_server_has_a_ceiling_and_a_third_of_it() -> None:
    """O-2: s = 1 + .01 N, network 0.1 × 2 of 3 s patience, three attempts: 64.3/s up, 21.4/s down."""
    up = contended_ceiling(1, 0.01, 3 - 0.2)
    assert up == pytest.approx(64.3, abs=0.05) and up * recovery_limit(3) == pytest.approx(21.4, abs=0.05)
    assert contended_ceiling(1, 0.01, 0.5) == 0


def test_a_full_server_is_tried_as_often_as_may_be() -> None:
    """At ρ = 1 all time out, so that first tries are one in `most`."""
    assert first_tries(1.0, 5, 4) == pytest.approx(0.25)
