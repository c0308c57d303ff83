"""Composites against two oracles that add up all states, one of the equations and one of the model."""

from dataclasses import replace
from itertools import product
from math import fsum, prod

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sosgraph.bdd.bounds import associated_bounds
from sosgraph.estimate import Certificate
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import Ratio
from sosgraph.structure.composites import composite_availability, composites
from sosgraph.structure.function import structure_function
from tests.analyses.model_oracle import MOST_VARIABLES, Oracle, own_failure, run_callees
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=60)
@given(drawn=architectures(max_components=6, extras=4))
def test_composite_is_what_the_model_says_in_all_states(drawn: Architecture) -> None:
    """The exact composite is the sum of the probabilities of the states in which the definition says *up*."""
    oracle = Oracle(drawn)
    assume(len(oracle.states.failure) <= MOST_VARIABLES)
    expected = oracle.failures()
    for name, estimate in composite_availability(drawn).items():
        assert estimate.certificate is Certificate.EXACT
        assert estimate.unavailability_low == estimate.unavailability_high
        assert estimate.unavailability_low == pytest.approx(expected[name], rel=1e-9, abs=1e-15)


@settings(max_examples=40)
@given(drawn=architectures(max_components=6, extras=4))
def test_composite_is_what_the_equations_say_in_all_states(drawn: Architecture) -> None:
    """The exact composite is the sum over all states of the equations, and within the bounds for associated parts."""
    function = structure_function(drawn)
    random = [variable for variable, failure in enumerate(function.failure) if 0 < failure < 1]
    assume(len(random) <= 9)
    never = [variable for variable, failure in enumerate(function.failure) if failure == 1]
    down: dict[str, list[float]] = {name: [] for name in function.up}
    for state in product((False, True), repeat=len(random)):
        chances = (function.failure[v] if fails else 1 - function.failure[v] for v, fails in zip(random, state, strict=True))
        chance = prod(chances)
        solution = function.equations.greatest_solution([*never, *(v for v, f in zip(random, state, strict=True) if f)])
        for name, number in function.up.items():
            if not solution[number]:
                down[name].append(chance)
    bounds = associated_bounds(function.equations, function.failure)
    for name, estimate in composite_availability(drawn).items():
        assert estimate.unavailability_low == pytest.approx(fsum(down[name]), rel=1e-9, abs=1e-15)
        low, high = bounds[function.up[name]]
        assert low * (1 - 1e-9) <= estimate.unavailability_low <= high * (1 + 1e-9)


@settings(max_examples=60)
@given(drawn=architectures(), data=st.data())
def test_a_better_part_makes_no_composite_worse(drawn: Architecture, data: st.DataObject) -> None:
    """Raising the availability of one own part lowers no composite."""
    declared = [name for name, component in drawn.components.items() if component.own.availability is not None]
    assume(declared)
    component = drawn.components[data.draw(st.sampled_from(declared))]
    assert component.own.availability is not None
    failure = component.own.availability.complement * data.draw(st.sampled_from((0.0, 0.1, 0.9)))
    better = replace(component, own=replace(component.own, availability=Ratio(1 - failure, failure)))
    before = composite_availability(drawn)
    after = composite_availability(Architecture({**drawn.components, component.name: better}, drawn.systems))
    for name, estimate in after.items():
        assert estimate.unavailability_low <= before[name].unavailability_low * (1 + 1e-9)


@given(drawn=architectures())
def test_upper_bound_is_said_exactly_where_a_number_is_missing(drawn: Architecture) -> None:
    """An estimate is an upper bound if and only if a part without a number is among what the component rests on."""
    unknown = {
        name for name, component in drawn.components.items() if not own_failure(component, leaf=not run_callees(component))[2]
    }
    for name, composite in composites(drawn).items():
        below, pending = {name}, [name]
        while pending:
            further = [callee for callee in run_callees(drawn.components[pending.pop()]) if callee not in below]
            below.update(further)
            pending.extend(further)
        assert composite.estimate.upper_bound == bool(below & unknown)
        assert composite.unknown == tuple(other for other in drawn.components if other in below & unknown)


def test_five_lines_are_enough() -> None:
    """The smallest useful architecture gives an upper bound of what is known, and says whose number is missing."""
    found = composites(
        architecture(
            """
            components:
              web:
                depends_on: [db]
              db:
                slo: 99.9%
            """
        )
    )
    assert str(found["test/web"].estimate) == "≤ 99.9 %"
    assert found["test/web"].unknown == ("test/web",)
    assert str(found["test/db"].estimate) == "99.9 %"
    assert found["test/db"].unknown == ()


LEAF = "slo: 99%, sla: 95%, observed: {good: 9993, total: 10000}"


@pytest.mark.parametrize(
    ("values", "grade", "expected"),
    [
        (LEAF, "slo", "99 %"),
        (LEAF, "sla", "95 %"),
        (LEAF, "observed", "99.93 %"),
        (f"external: true, {LEAF}", "slo", "95 %"),
        (f"external: true, {LEAF}", "observed", "99.93 %"),
        (f"availability: 98%, {LEAF}", "slo", "98 %"),
        (f"availability: 98%, {LEAF}", "observed", "99.93 %"),
        ("observed: {good: 9993, total: 10000}", "slo", "99.93 %"),
        ("observed: {good: 9993, total: 10000}", "sla", "99.93 %"),
        (f"availability: 98%, {LEAF}", "sla", "95 %"),
        ("mtbf: 99h, mttr: 1h, slo: 90%", "slo", "99 %"),
        ("slo: 97%", "observed", "97 %"),
        ("sla: 96%", "slo", "96 %"),
    ],
)
def test_grade_chooses_the_number_of_a_leaf(values: str, grade: str, expected: str) -> None:
    """A leaf's own part is its availability, mean times, promise, contract, in this order; a grade puts one first."""
    described = architecture(f"components: {{db: {{{values}}}}}")
    assert str(composite_availability(described, grade)["test/db"]) == expected
