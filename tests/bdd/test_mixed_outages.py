"""Short and long outages in a window: against simulation, and against the sum for one mean."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.mixed_outages import missed_with
from sosgraph.bdd.outage_kinds import Kind, outage_kinds
from sosgraph.bdd.outages import missed_in_window
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.renewals import downtimes, share_within

MONTH_MIN = 30 * 1440.0


@pytest.mark.parametrize(
    ("gates", "parts", "down"),
    [
        pytest.param((conjunction([0, 1]),), [(5e-4, 60.0), (5e-4, 5.0)], any, id="series"),
        pytest.param((conjunction([0, 1, 2]),), [(5e-3, 600.0), (3e-3, 5.0), (2e-3, 30.0)], any, id="often down"),
        pytest.param(
            (Gate(1, (0, 1)), conjunction([2, 3])),
            [(0.01, 120.0), (0.01, 30.0), (5e-4, 3.0)],
            lambda failed: failed[2] or (failed[0] and failed[1]),
            id="a redundant pair",
        ),
    ],
)
def test_as_simulated(gates: tuple[Gate, ...], parts: list[tuple[float, float]], down: Callable[[Sequence[bool]], bool]) -> None:
    """Budgets from a third of the expected downtime to four times as much: met as often as windows of parts that come and go."""
    equations = Equations(len(parts), gates)
    solution = solved(equations, len(equations) - 1)
    assert solution is not None
    failure = [unavailability for unavailability, _ in parts]
    kinds = outage_kinds(solution, failure, {i: repair for i, (_, repair) in enumerate(parts)})
    found = downtimes(parts, down, MONTH_MIN)
    for times in (0.3, 0.7, 1.0, 1.5, 2.5, 4.0):
        budget = times * solution.failure(failure) * MONTH_MIN
        share, error = share_within(found, budget)
        assert 1 - missed_with(kinds, MONTH_MIN, budget) == pytest.approx(share, abs=error)


kinds = st.builds(Kind, st.floats(1e-9, 1e-3), st.floats(0.1, 300.0))
budgets = st.floats(0.0, 1000.0)


@settings(max_examples=60)
@given(kind=kinds, share=st.floats(0.01, 0.99), window=st.floats(1.0, 1e5), budget=budgets)
def test_kinds_with_one_mean_are_one(kind: Kind, share: float, window: float, budget: float) -> None:
    """Divided into two it is the same; what is far too seldom or too often met included."""
    halves = [Kind(kind.frequency * share, kind.mean), Kind(kind.frequency * (1 - share), kind.mean)]
    whole = missed_in_window(kind.frequency * kind.mean, kind.mean, window, budget)
    assert missed_with(halves, window, budget) == pytest.approx(whole, abs=1e-10)
    assert missed_with([kind], window, budget) == pytest.approx(whole, abs=1e-12)


@settings(max_examples=60)
@given(drawn=st.lists(kinds, min_size=1, max_size=4), window=st.floats(1.0, 1e5), budget=budgets, more=st.floats(1.0, 3.0))
def test_a_greater_budget_is_missed_less_often(drawn: list[Kind], window: float, budget: float, more: float) -> None:
    """Monotone, and a share."""
    ordered = sorted(drawn, key=lambda kind: kind.mean)
    tight, loose = (missed_with(ordered, window, each) for each in (budget, more * budget))
    assert 0 <= loose <= tight + 1e-9 and tight <= 1


def test_without_a_budget_any_outage_misses() -> None:
    """Also one under way when the window begins."""
    found = missed_with([Kind(1e-4, 10.0), Kind(1e-5, 1000.0)], 100.0, 0.0)
    up = 1 - 1e-4 * 10 - 1e-5 * 1000
    assert found == pytest.approx(1 - up * 2.718281828459045 ** (-1.1e-4 * 100 / up))


def test_blinks_take_their_share_of_the_budget() -> None:
    """Outages of a thousandth of a second beside an hour's: a tenth of the budget is spent before any long one begins."""
    long = Kind(1e-5, 60.0)
    blinks = Kind(1e-4 / 1e-5, 1e-5)
    budget = 1e-3 * MONTH_MIN
    found = missed_with([blinks, long], MONTH_MIN, budget)
    assert found == pytest.approx(missed_with([long], MONTH_MIN, 0.9 * budget), abs=1e-3)


def test_far_more_outages_than_any_budget_allows() -> None:
    """No sum overflows: next to no window is met."""
    assert missed_with([Kind(1.0, 0.1), Kind(1e-3, 3.0)], 1e9, 1e-3) == 1.0
    assert missed_with([Kind(1e3, 1e-6), Kind(1e-4, 3e3)], 1e9, 1e5) == pytest.approx(1.0)


def test_nothing_to_miss() -> None:
    """Without outages, or with a budget as long as the window."""
    assert missed_with([], 100.0, 0.0) == 0.0
    assert missed_with([Kind(1e-3, 1.0), Kind(1e-3, 9.0)], 100.0, 100.0) == 0.0
