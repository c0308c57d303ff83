"""What counts say: Jeffreys' posterior, intervals, and their way through a function."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.confidence import beta_distribution
from sosgraph.bdd.dials import Dial, Panel
from sosgraph.bdd.posterior import Belief, counted, propagated
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, Gate, conjunction


def series(count: int) -> Panel:
    return Panel([0.0] * count, [Dial((variable,)) for variable in range(count)])


def belief_in(equations: Equations, panel: Panel, beliefs: list[Belief | None]) -> tuple[Belief, dict[int, float]]:
    solution = solved(equations, len(equations) - 1)
    assert solution is not None
    return propagated(lambda numbers: panel.slopes(solution, numbers), beliefs)


def test_u1_three_in_series() -> None:
    """U1: .999 each on 1e5 requests make .997002999, sd 1.7277e-4, 95 % [.99666, .99734]; the prior adds a little to sd."""
    found, shares = belief_in(Equations(3, (conjunction(range(3)),)), series(3), [counted(100, 100_000)] * 3)
    assert 1 - found.value == pytest.approx(0.997002999, abs=5e-10)
    assert found.deviation == pytest.approx(1.7277e-4, rel=3e-3)
    low, high = found.interval
    assert (1 - high, 1 - low) == pytest.approx((0.99666, 0.99734), abs=5e-6)
    assert list(shares.values()) == pytest.approx([1 / 3] * 3)


def test_u1_without_a_prior() -> None:
    """U1: with the variance q(1 - q) / n of the plain share, the deviation is 1.7277e-4 to every digit."""
    plain = Belief(0.001, 0.001, 0.001 * 0.999 / 100_000)
    found, _ = belief_in(Equations(3, (conjunction(range(3)),)), series(3), [plain] * 3)
    assert found.deviation == pytest.approx(1.7277e-4, abs=5e-9)


@settings(max_examples=40)
@given(total=st.integers(1, 100_000), data=st.data())
def test_intervals_hold_what_was_measured(total: int, data: st.DataObject) -> None:
    """The interval lies in [0, 1], has the mean in it, and 95 % of the posterior, nearly so where it is nearly normal."""
    bad = data.draw(st.integers(0, min(total, 60)))
    belief = counted(bad, total)
    low, high = belief.interval
    assert 0 <= low < belief.mean < high <= 1
    a, b = bad + 0.5, total - bad + 0.5
    nearly = min(belief.mean, 1 - belief.mean) ** 2 >= 100 * belief.variance
    assert beta_distribution(a, b, high) - beta_distribution(a, b, low) == pytest.approx(0.95, abs=2e-3 if nearly else 1e-6)


def test_no_failure_is_no_proof() -> None:
    """A thousand good events leave a chance of failing up to a quarter percent."""
    low, high = counted(0, 1000).interval
    assert low < 1e-6 and high == pytest.approx(2.5e-3, rel=0.01)


def test_what_is_certain_leaves_nothing_open() -> None:
    """A function of no counts is known."""
    found, shares = belief_in(Equations(1, (conjunction([0]),)), series(1), [None])
    assert found.interval == (0.0, 0.0) and shares == {} and found.chance_below(0.0) == 1.0


def test_a_pair_that_never_failed() -> None:
    """The slopes are taken at the means, so redundant parts without a failure leave something open."""
    found, shares = belief_in(Equations(2, (Gate(1, (0, 1)),)), series(2), [counted(0, 100)] * 2)
    assert found.value == 0 and found.mean > 0 and found.variance > 0 and sum(shares.values()) == pytest.approx(1)


@pytest.mark.parametrize("total", [1, 10**6, 10**12, 10**17, 10**20])
def test_everything_failed(total: int) -> None:
    """However often: the interval lies in [0, 1], and ends where everything fails."""
    low, high = counted(total, total).interval
    assert 0 <= low <= high <= 1 and high == pytest.approx(1, abs=1e-3)
