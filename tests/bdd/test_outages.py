"""Outages in a window: the vectors and the exact sums, where all last as long on average."""

from math import exp, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.outages import missed_chance, missed_in_window


@pytest.mark.parametrize(
    ("expected", "mean_h", "met"),
    [(0.72, 1.0, 0.68831), (0.36, 1.0, 0.83415), (7.2, 0.1, 0.55304)],
    ids=["W1", "W2", "W3"],
)
def test_vectors(expected: float, mean_h: float, met: float) -> None:
    """W1 to W3: 99.9 % in 30 days allows 0.72 h; outages of an hour or of six minutes, as often as the mean says."""
    assert 1 - missed_chance(expected, mean_h, 0.72) == pytest.approx(met, abs=5e-6)


def plain(expected: float, within: float, most: int = 80) -> float:
    """Return the double sum as it stands."""
    poisson = [exp(-expected) * expected**n / factorial(n) for n in range(most)]
    other = [exp(-within) * within**n / factorial(n) for n in range(most)]
    return sum(poisson[n] * sum(other[:n]) for n in range(most))


@settings(max_examples=60)
@given(expected=st.floats(0, 8), within=st.floats(0, 8))
def test_is_the_double_sum(expected: float, within: float) -> None:
    """Whatever the means; and never outside [0, 1]."""
    found = missed_chance(expected, 1.0, within)
    assert 0 <= found <= 1 and found == pytest.approx(plain(expected, within), rel=1e-9, abs=1e-15)


@settings(max_examples=40)
@given(expected=st.floats(0.01, 1e5), mean=st.floats(1e-3, 1e3), budget=st.floats(0, 1e5))
def test_more_outages_or_less_budget_miss_more_often(expected: float, mean: float, budget: float) -> None:
    """Monotone in both."""
    found = missed_chance(expected, mean, budget)
    assert missed_chance(2 * expected, mean, budget) >= found - 1e-9
    assert missed_chance(expected, mean, budget / 2) >= found - 1e-9


def test_no_outage_and_no_budget() -> None:
    """Without outages nothing is missed; without a budget every outage misses."""
    assert missed_chance(0.0, 1.0, 0.0) == 0
    assert missed_chance(2.0, 1.0, 0.0) == pytest.approx(1 - exp(-2))


def test_very_many_outages_are_nearly_normal() -> None:
    """Where the sum would be long, half of the windows miss a budget that equals the mean, and sum and limit agree."""
    assert missed_chance(1e12, 1.0, 1e12) == pytest.approx(0.5)
    assert missed_chance(9e7, 1.0, 9e7 + 1e4) == pytest.approx(missed_chance(1.01e8, 1.0, 1.01e8 + 1.0593e4), abs=1e-4)


def test_far_too_many_outages_are_not_summed() -> None:
    """Where no window can be met, nothing is added up: a hundred million outages and no budget."""
    assert missed_chance(9.9e7, 1.0, 0.0) == 1.0
    assert missed_chance(1.0, 1.0, 9.9e7) == 0.0


@settings(max_examples=40, deadline=None)
@given(unavailability=st.floats(0.01, 0.6), mean=st.floats(0.1, 5.0), window=st.floats(0.1, 4.0), spent=st.floats(0.0, 0.99))
def test_an_outage_under_way_counts(unavailability: float, mean: float, window: float, spent: float) -> None:
    """As in steps of a chain that goes up and down, begun as often down as it is in the long run."""
    steps = 400
    step = window / steps
    fails, repaired = unavailability / (1 - unavailability) / mean * step, step / mean
    allowed = int(spent * steps)
    up, down = [1 - unavailability] + [0.0] * steps, [unavailability] + [0.0] * steps
    for _ in range(steps):  # by the steps that it was down so far
        spent_down = [0.0, *down[:-1]]
        stays = [was * (1 - min(1.0, repaired)) for was in spent_down]
        up, down = (
            [was * (1 - min(1.0, fails)) + more * min(1.0, repaired) for was, more in zip(up, spent_down, strict=True)],
            [was * min(1.0, fails) + more for was, more in zip(up, stays, strict=True)],
        )
    missed = sum(up[allowed + 1 :]) + sum(down[allowed + 1 :])
    found = missed_in_window(unavailability, mean, window, (allowed + 0.5) * step)
    assert found == pytest.approx(missed, abs=0.02 + 3 * (fails + repaired))


def test_a_window_much_shorter_than_outages_is_met_as_often_as_it_begins_up() -> None:
    """A second of a year's outage is missed whole; a budget as long as the window never is."""
    assert missed_in_window(0.001, 365 * 86400.0, 1.0, 0.001) == pytest.approx(0.001, rel=1e-4)
    assert missed_in_window(0.01, 86400.0, 86400.0, 864.0) == pytest.approx(1 - 0.98035, abs=5e-6)
    assert missed_in_window(0.5, 1.0, 2.0, 2.0) == 0.0
    assert missed_in_window(1.0, 1.0, 2.0, 1.0) == 1.0
    assert missed_in_window(0.0, 1.0, 2.0, 0.0) == 0.0
