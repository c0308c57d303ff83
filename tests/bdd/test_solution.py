"""One number of a system, solved."""

from itertools import combinations, product
from math import fsum, isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.formulas import acyclic
from tests.bdd.systems import PROBABILITIES, equations

SYSTEMS = st.one_of(equations(most_variables=6), acyclic(), acyclic(coherent=True))


def failing_states(system: Equations, number: int) -> list[tuple[bool, ...]]:
    """Return the states, "fails" by variable, in which `number` is false."""
    return [
        state
        for state in product((False, True), repeat=system.variables)
        if not system.greatest_solution([i for i, fails in enumerate(state) if fails])[number]
    ]


def chance(state: tuple[bool, ...], failure: list[float]) -> float:
    return prod([false if fails else 1.0 - false for false, fails in zip(failure, state, strict=True)])


@given(SYSTEMS, st.data())
def test_failure_is_the_sum_over_all_states(system: Equations, data: st.DataObject) -> None:
    """With circles, thresholds and negations, and however small it is."""
    number = data.draw(st.integers(0, len(system) - 1))
    failure = data.draw(st.lists(PROBABILITIES, min_size=system.variables, max_size=system.variables))
    solution = solved(system, number)
    assert solution is not None
    expected = fsum(chance(state, failure) for state in failing_states(system, number))
    assert isclose(solution.failure(failure), expected, rel_tol=1e-12, abs_tol=1e-300)


@given(SYSTEMS, st.data())
def test_gradient_is_certain_failure_less_certain_success(system: Equations, data: st.DataObject) -> None:
    """By variable: the probability where it fails for certain less that where it works for certain; 0 outside the support."""
    number = data.draw(st.integers(0, len(system) - 1))
    failure = data.draw(st.lists(PROBABILITIES, min_size=system.variables, max_size=system.variables))
    solution = solved(system, number)
    assert solution is not None
    total, gradient = solution.gradient(failure)
    assert isclose(total, solution.failure(failure), rel_tol=1e-13)
    states = failing_states(system, number)
    for variable, slope in enumerate(gradient):
        fails, works = ([*failure[:variable], certain, *failure[variable + 1 :]] for certain in (1.0, 0.0))
        expected = fsum(chance(state, fails) for state in states) - fsum(chance(state, works) for state in states)
        assert isclose(slope, expected, rel_tol=1e-9, abs_tol=1e-15)
        assert slope == 0.0 or variable in solution.support


@given(SYSTEMS, st.data())
def test_support_is_what_can_change_the_answer(system: Equations, data: st.DataObject) -> None:
    """A variable is in the support when there is a state in which it decides."""
    number = data.draw(st.integers(0, len(system) - 1))
    solution = solved(system, number)
    assert solution is not None
    states = set(failing_states(system, number))
    decides = {
        i for state in product((False, True), repeat=system.variables) for i in range(system.variables)
        if (state in states) != ((*state[:i], not state[i], *state[i + 1 :]) in states)
    }  # fmt: skip
    assert solution.support == tuple(sorted(decides))


@given(SYSTEMS, st.data())
def test_cut_sets_are_the_minimal_sets_of_failures(system: Equations, data: st.DataObject) -> None:
    """Every set that, failing alone, makes the number false, and contains no other such set.

    Neither what is certain nor what is lost is in one.
    """
    number = data.draw(st.integers(0, len(system) - 1))
    certain = frozenset(data.draw(st.lists(st.integers(0, system.variables - 1), max_size=1)))
    lost = frozenset(data.draw(st.lists(st.integers(0, system.variables - 1), max_size=1))) - certain
    solution = solved(system, number, certain, lost)
    assert solution is not None
    found: list[tuple[int, ...]] = []
    for order in range(system.variables + 1):
        for chosen in combinations(sorted(set(range(system.variables)) - certain - lost), order):
            if (
                not any(set(smaller) <= set(chosen) for smaller in found)
                and not system.greatest_solution({*chosen, *lost})[number]
            ):
                found.append(chosen)
    assert solution.cut_sets().listed(1_000) == tuple(found)


def test_a_variable_is_its_own_solution() -> None:
    """The number asked for may be a variable."""
    solution = solved(Equations(2, ()), 1)
    assert solution is not None
    assert solution.gradient([0.5, 0.25]) == (0.25, [0.0, 1.0])
    assert solution.support == (1,)
    assert solution.cut_sets().listed(9) == ((1,),)


@pytest.mark.parametrize(("need", "false", "sets"), [(0, 0.0, ()), (3, 1.0, ((),))])
def test_constants(need: int, false: float, sets: tuple[tuple[int, ...], ...]) -> None:
    """What always works has no cut set, what never does has the empty one."""
    solution = solved(Equations(2, (Gate(need, (0, 1)),)), 2)
    assert solution is not None
    assert solution.gradient([0.5, 0.5]) == (false, [0.0, 0.0])
    assert solution.support == ()
    assert solution.cut_sets().listed(9) == sets


def test_modules_multiply_cut_sets() -> None:
    """Ten series of ten in parallel: 10^10 cut sets of ten, from a hundred nodes."""
    gates = [conjunction(range(10 * i, 10 * i + 10)) for i in range(10)]
    solution = solved(Equations(100, (*gates, Gate(1, tuple(range(100, 110))))), 110)
    assert solution is not None
    assert solution.nodes < 200
    assert solution.cut_sets().by_order == (*[0] * 10, 10**10)
    assert isclose(solution.failure([1e-3] * 100), (1 - 0.999**10) ** 10, rel_tol=1e-12)


def test_long_series_keeps_its_precision() -> None:
    """5,000 in series, each with 1e-12."""
    gates = tuple(conjunction([i, 5_000 + i - 1] if i else [0]) for i in range(5_000))
    solution = solved(Equations(5_000, gates), 9_999)
    assert solution is not None
    assert isclose(solution.failure([1e-12] * 5_000), 5e-9 * (1 - 4999 * 5e-13), rel_tol=1e-13)


def test_gives_up_at_the_limit() -> None:
    """A wide threshold over shared disjunctions needs more than a handful of nodes."""
    width = 16
    shared = [Gate(1, (i, (i + 3) % width, (i + 7) % width)) for i in range(width)]
    system = Equations(width, (*shared, Gate(width // 2, tuple(range(width, 2 * width)))))
    assert solved(system, 2 * width, node_limit=50) is None
    assert solved(system, 2 * width) is not None
