"""Measures of importance against their definitions over all states, and against what SCRAM prints."""

from collections.abc import Iterable, Sequence
from itertools import combinations, product
from math import fsum, inf, isnan, prod

import pytest
from hypothesis import assume, given, settings

from sosgraph.bdd.importance import Importance, Importances, structural_importances
from sosgraph.bdd.solution import Solution, solved
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import systems

Parts = tuple[Equations, list[float]]


def solution_of(equations: Equations) -> Solution:
    found = solved(equations, len(equations) - 1)
    assert found is not None
    return found


def importances(solution: Solution, failure: Sequence[float], wanted: Iterable[int]) -> dict[int, Importance]:
    found = Importances(solution, failure, 200_000)
    return {variable: found.closely(variable) for variable in wanted}


def cut_sets(equations: Equations) -> list[tuple[int, ...]]:
    """Return the minimal sets of variables that fail the last number, by trying all."""
    found: list[tuple[int, ...]] = []
    for size in range(equations.variables + 1):
        for together in combinations(range(equations.variables), size):
            if not any(set(smaller) <= set(together) for smaller in found):
                found += [together] if not equations.greatest_solution(together)[-1] else []
    return found


def chance(failure: Sequence[float], down: Sequence[bool]) -> float:
    return prod(false if fails else 1 - false for false, fails in zip(failure, down, strict=True))


def unavailability(equations: Equations, failure: Sequence[float]) -> float:
    states = product((False, True), repeat=equations.variables)
    return fsum(
        chance(failure, down)
        for down in states
        if not equations.greatest_solution([variable for variable, fails in enumerate(down) if fails])[-1]
    )


def with_one(failure: Sequence[float], variable: int, value: float) -> list[float]:
    return [value if other == variable else false for other, false in enumerate(failure)]


@settings(max_examples=80)
@given(systems(most_variables=5))
def test_measures_are_what_they_are_defined_as(system: Parts) -> None:
    """By adding up all states: with the part down, with it never down, and where a cut set with it has failed."""
    equations, failure = system
    whole = unavailability(equations, failure)
    assume(whole > 0)
    sets = cut_sets(equations)
    for variable, found in importances(solution_of(equations), failure, range(equations.variables)).items():
        down, up = (unavailability(equations, with_one(failure, variable, value)) for value in (1.0, 0.0))
        assert found.birnbaum == pytest.approx(down - up, abs=1e-12)
        assert found.improvement == pytest.approx(whole - up, abs=1e-12 * whole)
        assert found.criticality == pytest.approx((whole - up) / whole, abs=1e-9)
        assert found.raw == pytest.approx(down / whole, rel=1e-9)
        assert found.diagnosis == pytest.approx(failure[variable] * down / whole, rel=1e-9)
        assert found.rrw == (pytest.approx(whole / up, rel=1e-9) if up else inf)
        involved = [each for each in sets if variable in each]
        together = fsum(
            chance(failure, state)
            for state in product((False, True), repeat=equations.variables)
            if any(all(state[member] for member in each) for each in involved)
        )
        assert found.fussell_vesely == pytest.approx((together / whole,) * 2, rel=1e-9, abs=1e-12)


@settings(max_examples=80)
@given(systems(most_variables=6))
def test_laws_of_the_measures(system: Parts) -> None:
    """RAW and RRW are at least 1; criticality ≤ Fussell–Vesely ≤ diagnosis ≤ 1."""
    equations, failure = system
    solution = solution_of(equations)
    for found in importances(solution, failure, solution.support).values():
        assert found.raw >= 1 - 1e-12 and found.rrw >= 1
        if not isnan(found.criticality):
            low, high = found.fussell_vesely
            assert found.criticality <= low + 1e-12 and low <= high <= found.diagnosis + 1e-12 <= 1 + 1e-9


P1, P2, V1, V2 = 1, 3, 0, 2
TRAINS = Equations(4, (conjunction([V1, P1]), conjunction([V2, P2]), Gate(1, (4, 5))))
SCRAM = {  # birnbaum, criticality, diagnosis, raw, rrw
    P1: (0.51, 0.4737, 0.7895, 1.316, 1.9),
    P2: (0.38, 0.4118, 0.8235, 1.176, 1.7),
    V1: (0.34, 0.2105, 0.5263, 1.316, 1.267),
    V2: (0.228, 0.1765, 0.5882, 1.176, 1.214),
}


def test_v29_measures_that_scram_prints() -> None:
    """V29, SCRAM tests: (V1 ∨ P1) ∧ (V2 ∨ P2) fails with .646; MIF, CIF, DIF, RAW and RRW of each event."""
    failure = [0.4, 0.6, 0.5, 0.7]
    solution = solution_of(TRAINS)
    assert solution.failure(failure) == pytest.approx(0.646, rel=1e-13)
    found = importances(solution, failure, SCRAM)
    for variable, expected in SCRAM.items():
        each = found[variable]
        measures = (each.birnbaum, each.criticality, each.diagnosis, each.raw, each.rrw)
        assert measures == pytest.approx(expected, abs=6e-4)


def test_fussell_vesely_is_not_one_minus_one_over_rrw() -> None:
    """V29: where cut sets overlap, the definition gives more than the criticality, by which others approximate it."""
    found = importances(solution_of(TRAINS), [0.4, 0.6, 0.5, 0.7], [P1])[P1]
    assert found.criticality == pytest.approx(1 - 1 / found.rrw)
    assert found.fussell_vesely[0] == pytest.approx(0.6 * (1 - 0.5 * 0.3) / 0.646)


def test_structural_importance_needs_no_number() -> None:
    """A part in series decides in half of the states of one other, a member of a pair in those in which its twin is down."""
    equations = Equations(3, (Gate(1, (0, 1)), conjunction([2, 3])))
    assert structural_importances(solution_of(equations), 3) == [0.25, 0.25, 0.75]


def test_nothing_can_be_said_of_shares_of_nothing() -> None:
    """Where the whole never fails there is no share; a part that would take it down is infinitely worth keeping."""
    (found,) = importances(solution_of(Equations(1, (conjunction([0]),))), [0.0], [0]).values()
    assert found == Importance(1.0, 0.0, *(found[2:5]), inf, 1.0) and isnan(found.criticality)


def test_a_rare_rest_keeps_its_digits() -> None:
    """What is left without the part that causes nearly all of it is 1e-18, and not the difference of two larger numbers."""
    equations = Equations(3, (Gate(1, (1, 2)), conjunction([0, 3])))
    found = importances(solution_of(equations), [1e-3, 1e-9, 1e-9], [0])[0]
    assert found.rrw == pytest.approx(1e15, rel=1e-9)


@settings(max_examples=60)
@given(systems(most_variables=5))
def test_what_is_found_at_once_is_never_too_little(system: Parts) -> None:
    """Roughly: Fussell and Vesely's measure lies between its bounds, `rrw` is at most what is said, all else is the same."""
    equations, failure = system
    found = Importances(solution_of(equations), failure)
    for variable in range(equations.variables):
        rough, close = found.roughly(variable), found.closely(variable)
        if isnan(close.criticality):
            assert isnan(rough.criticality)
            continue
        assert rough.fussell_vesely[0] <= close.fussell_vesely[1] * (1 + 1e-12)
        assert close.fussell_vesely[1] <= rough.fussell_vesely[1] * (1 + 1e-12)
        assert rough.rrw >= close.rrw * (1 - 1e-9)
        for measure in ("birnbaum", "improvement", "criticality", "diagnosis", "raw"):
            assert getattr(rough, measure) == getattr(close, measure)


def test_what_only_helps_by_failing_has_a_worth_below_one() -> None:
    """True where one of two works and not both: were the first never down, it would be false more often."""
    equations = Equations(2, (Gate(2, (0, ~1)), Gate(2, (1, ~0)), Gate(1, (2, 3))))
    found = importances(solution_of(equations), [0.2, 0.4], [0])[0]
    whole = 0.2 * 0.4 + 0.8 * 0.6
    assert found.birnbaum < 0 and found.rrw == pytest.approx(whole / 0.6)
