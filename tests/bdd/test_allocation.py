"""Budgets divided: the vectors, several aims, redundancy, and that the least cost is least."""

from itertools import product
from math import log, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.allocation import Shares, equal_numbers, equal_shares, extra_nine
from sosgraph.bdd.dials import WORST, Aim, Dial, Panel
from sosgraph.bdd.least_cost import least_cost
from sosgraph.bdd.solution import Solution, solved
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import equations as drawn_equations

RULES = (equal_shares, equal_numbers, extra_nine, least_cost)


def solution_of(equations: Equations, number: int) -> Solution:
    found = solved(equations, number)
    assert found is not None
    return found


def in_series(count: int, budget: float, costs: tuple[float, ...] = ()) -> Shares:
    dials = [Dial((each,), cost=costs[each] if costs else 1.0) for each in range(count)]
    return Shares(
        Panel([0.0] * count, dials), [Aim(solution_of(Equations(count, (conjunction(range(count)),)), count), budget, 0)]
    )


def test_v21_three_dependencies_and_itself() -> None:
    """V21, slo-engine: 99.99 % with three hard dependencies leaves 99.9975 % to each of the four."""
    assert equal_shares(in_series(4, 1e-4)) == pytest.approx([1 - 0.999975] * 4, rel=1e-9)


def test_v22_four_in_series() -> None:
    """V22: 99.9 % over four: .999749906 each exactly (RePyability), .99975 by shares (Ewerlöf)."""
    shares = in_series(4, 1e-3)
    assert [1 - number for number in equal_numbers(shares)] == pytest.approx([0.999749906] * 4, abs=5e-10)
    assert [1 - number for number in equal_shares(shares)] == pytest.approx([0.99975] * 4, abs=1e-12)


def test_a1_by_cost() -> None:
    """A1: a budget of .001 at costs of 1, 1 and 2 is .00025, .00025 and .0005."""
    assert least_cost(in_series(3, 1e-3, (1.0, 1.0, 2.0))) == pytest.approx([0.00025, 0.00025, 0.0005], abs=5e-7)


def test_extra_nine_leaves_the_rest_to_the_own_part() -> None:
    """Each dependency gets a tenth; with ten or more of them nothing is left, and the rule does not fit."""
    assert extra_nine(in_series(4, 1e-3)) == pytest.approx([7e-4, 1e-4, 1e-4, 1e-4])
    assert extra_nine(in_series(10, 1e-3))[0] == pytest.approx(1e-4)
    assert extra_nine(in_series(11, 1e-3)) == extra_nine(in_series(12, 1e-3)) == []


@pytest.mark.parametrize("members", [2, 3, 4])
def test_what_breaks_alone_and_together_keeps_the_aim(members: int) -> None:
    """Each member stands on a vendor of its own, so that it breaks the aim beside the others' vendors, but more so with them."""
    parts = [Gate(2, (1 + 2 * each, 2 + 2 * each)) for each in range(members)]
    variables = 1 + 2 * members
    group = Gate(1, tuple(range(variables, variables + members)))
    equations = Equations(variables, (*parts, group, conjunction([0, variables + members])))
    vendors = [0.0] + [0.0, 1e-3] * members
    panel = Panel(vendors, [Dial((0,)), *(Dial((1 + 2 * each,)) for each in range(members))])
    shares = Shares(panel, [Aim(solution_of(equations, len(equations) - 1), 1e-3, 0)])
    for rule in (equal_shares, extra_nine):
        found = rule(shares)
        assert panel.reached(shares.aims[0].solution, found) <= 1e-3 * (1 + 1e-6)
        assert found[0] >= 3e-4 / members and min(found[1:]) > 1e-3  # no tighter than it takes


def test_what_is_fixed_is_taken_off_first() -> None:
    """A vendor that uses up 40 % leaves 60 %; one that uses up all leaves nothing to divide."""
    equations = Equations(3, (conjunction(range(3)),))
    panel = Panel([0.0, 0.0, 4e-4], [Dial((0,)), Dial((1,))])
    shares = Shares(panel, [Aim(solution_of(equations, 3), 1e-3, 0)])
    assert equal_shares(shares) == pytest.approx([3e-4, 3e-4], rel=1e-3)
    assert Shares(panel, [Aim(solution_of(equations, 3), 4e-4, 0)]).impossible == (0,)


def test_exposure() -> None:
    """A part that is asked by a fifth of the requests may fail five times as often."""
    equations = Equations(3, (Gate(1, (1, 2)), conjunction([0, 3])))
    panel = Panel([0.0, 0.0, 0.2], [Dial((0,)), Dial((1,))])
    found = least_cost(Shares(panel, [Aim(solution_of(equations, 4), 1e-3, 0)]))
    assert found == pytest.approx([5e-4, 2.5e-3], rel=1e-3)


def test_what_is_shared_takes_the_strictest() -> None:
    """Two aims share part 2; its number is below what the lax one alone would ask."""
    equations = Equations(3, (conjunction([0, 2]), conjunction([1, 2])))
    panel = Panel([0.0] * 3, [Dial((each,)) for each in range(3)])
    aims = [Aim(solution_of(equations, 3), 1e-2, 0), Aim(solution_of(equations, 4), 1e-4, 1)]
    for rule in RULES:
        found = rule(Shares(panel, aims))
        assert found[2] < 1e-4 < found[0]
        assert all(panel.reached(aim.solution, found) <= aim.budget * (1 + 1e-9) for aim in aims)


def test_copies_with_a_common_cause() -> None:
    """Two copies with β of 10 % leave about a tenth of their number, so each may fail ten times as often."""
    equations = Equations(3, (Gate(1, (0, 1)), conjunction([2, 3])))
    panel = Panel([0.0] * 3, [Dial(copies=(0, 1), common=(2,), beta=0.1)])
    (found,) = equal_shares(Shares(panel, [Aim(solution_of(equations, 4), 1e-3)]))
    assert 8e-3 < found < 1e-2


@st.composite
def divided(draw: st.DrawFn) -> tuple[Panel, list[Aim]]:
    """Draw a system with one or two aims of which all parts may be chosen."""
    equations = draw(drawn_equations(most_variables=5))
    costs = [draw(st.sampled_from((0.5, 1.0, 3.0))) for _ in range(equations.variables)]
    panel = Panel([0.0] * equations.variables, [Dial((each,), cost=cost) for each, cost in enumerate(costs)])
    numbers = draw(st.lists(st.integers(equations.variables, len(equations) - 1), min_size=1, max_size=2, unique=True))
    return panel, [Aim(solution_of(equations, number), draw(st.sampled_from((1e-2, 1e-3, 1e-5)))) for number in numbers]


@settings(max_examples=80)
@given(drawn=divided())
def test_budgets_are_kept(drawn: tuple[Panel, list[Aim]]) -> None:
    """All alike and least cost keep every budget exactly, whatever is shared; every number is one of [0, WORST]."""
    panel, aims = drawn
    shares = Shares(panel, aims)
    for rule in RULES:
        found = rule(shares)
        assert all(0 <= number <= WORST for number in found)
        if rule in (equal_numbers, least_cost):
            assert all(panel.reached(aim.solution, found) <= aim.budget * (1 + 1e-9) for aim in shares.aims)


@settings(max_examples=80)
@given(drawn=divided(), data=st.data())
def test_what_is_good_enough_does_not_have_to_become_better(drawn: tuple[Panel, list[Aim]], data: st.DataObject) -> None:
    """Where all aims are kept as they stand, no number at least cost is below what is there; none is above the larger bound."""
    panel, aims = drawn
    now = [data.draw(st.sampled_from((1e-4, 0.03, 0.2, 0.6))) for _ in panel.dials]
    panel = Panel([0.0] * len(now), [dial._replace(now=number) for dial, number in zip(panel.dials, now, strict=True)])
    aims = [
        aim._replace(budget=max(1e-3, min(0.9, panel.reached(aim.solution, now) * data.draw(st.sampled_from((0.5, 1.0, 3.0))))))
        for aim in aims
    ]
    shares = Shares(panel, aims)
    for rule in RULES:
        found = rule(shares)
        assert all(0 <= number <= max(dial.worst for dial in panel.dials) * (1 + 1e-9) for number in found)
        if rule in (equal_numbers, least_cost):
            assert all(panel.reached(aim.solution, found) <= aim.budget * (1 + 1e-9) for aim in shares.aims)
    if all(panel.reached(aim.solution, now) <= aim.budget for aim in aims):
        found = least_cost(shares)
        assert all(found[dial] >= now[dial] * (1 - 1e-9) for dials in shares.dials for dial in dials)


def test_what_is_good_enough_is_kept_and_the_rest_divided_again() -> None:
    """.003 over three, of which one takes .002: the others get .0005 each; a budget of .002 is shared in thirds."""
    dials = [Dial((each,), now=number) for each, number in enumerate((0.002, 0.0001, 0.0001))]
    solution = solution_of(Equations(3, (conjunction(range(3)),)), 3)
    found = least_cost(Shares(Panel([0.0] * 3, dials), [Aim(solution, 0.003)]))
    assert found == pytest.approx([0.002, 0.0005, 0.0005], rel=0.005) and found[0] == 0.002
    assert least_cost(Shares(Panel([0.0] * 3, dials), [Aim(solution, 0.002)])) == pytest.approx([0.002 / 3] * 3, rel=0.005)


@settings(max_examples=25)
@given(drawn=divided())
def test_nothing_near_costs_less(drawn: tuple[Panel, list[Aim]]) -> None:
    """No change of units by a little, lowered until all budgets are kept, costs less than the least cost."""
    panel, aims = drawn
    shares = Shares(panel, aims)
    if not shares.units:
        return
    best = least_cost(shares)
    units = shares.units[:4]

    def cost(numbers: list[float]) -> float:
        return sum(-panel.dials[each].cost * log(numbers[each]) for unit in shares.units for each in unit)

    for factors in product((0.97, 1.0, 1.03), repeat=len(units)):
        tried = list(best)
        for unit, factor in zip(units, factors, strict=True):
            for each in unit:
                tried[each] = min(WORST, tried[each] * factor)
        if all(panel.reached(aim.solution, tried) <= aim.budget for aim in shares.aims):
            assert cost(tried) >= cost(best) - 1e-6 * prod(costs_of(panel))


def costs_of(panel: Panel) -> list[float]:
    return [max(1.0, dial.cost) for dial in panel.dials]


def test_a_very_long_series_has_as_many_units_as_parts() -> None:
    """Ten thousand parts that would work together once in 10^458 states, if each failed once in ten."""
    count = 10_000
    found = in_series(count, 0.01)
    assert len(found.units) == count
    assert equal_numbers(found) == pytest.approx([0.01 / count] * count, rel=0.01)
