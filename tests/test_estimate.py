"""Numbers that say how they were obtained."""

import pytest

from sosgraph.estimate import Certificate, Estimate


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate(0.001, 0.001), "99.9 %"),
        (Estimate(0.0, 0.0), "100 %"),
        (Estimate(1e-9, 1e-9), "99.9999999 %"),
        (Estimate(1.0, 1.0), "0 %"),
        (Estimate(0.001, 0.001, upper_bound=True), "≤ 99.9 %"),
        (Estimate(0.001, 0.01, Certificate.BOUNDS), "99 % … 99.9 %"),
        (Estimate(0.001, 0.01, Certificate.BOUNDS, upper_bound=True), "≤ 99 % … 99.9 %"),
        (Estimate(0.001, 0.01, Certificate.SAMPLED, trials=64, seed=7, confidence=0.99), "99 % … 99.9 % (sampled)"),
    ],
)
def test_text_says_what_is_known(estimate: Estimate, text: str) -> None:
    """An exact value is one number, bounds are a range from worse to better, an upper bound begins with ≤."""
    assert str(estimate) == text


def test_a_sample_says_how_to_draw_it_again() -> None:
    """Trials, seed and confidence come with a sampled number; the others need none."""
    estimate = Estimate(0.001, 0.01, Certificate.SAMPLED, trials=16384, seed=7, confidence=0.99)
    assert estimate.how == "sampled: 16,384 trials of seed 7, 99 % confidence"
    assert Estimate(0.001, 0.001).how == "exact"


def test_ends_are_availabilities() -> None:
    """The highest availability comes from the lowest unavailability."""
    estimate = Estimate(0.25, 0.5, Certificate.BOUNDS)
    assert (estimate.lower, estimate.upper) == (0.5, 0.75)


def test_nine_nines_survive() -> None:
    """The unavailability is what is kept, so that nearly perfect numbers still differ."""
    assert Estimate(1e-20, 1e-20) != Estimate(2e-20, 2e-20)
    assert str(Estimate(1e-20, 1e-20)) != "100 %"
