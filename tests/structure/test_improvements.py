"""Improvements: each that is listed is enough, and exactly so."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.dials import Panel
from sosgraph.model.architecture import Architecture
from sosgraph.structure.event import EventKind
from sosgraph.structure.function import StructureFunction, structure_function
from sosgraph.structure.functions import function_of
from sosgraph.structure.improvable import Improvable, improvables
from sosgraph.structure.improvements import Improvement, joint_improvement, single_improvements
from sosgraph.structure.solutions import solved_number
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def improved(function: StructureFunction, found: Sequence[Improvable], improvements: Sequence[Improvement]) -> list[float]:
    """Return the probabilities of failing with the numbers that the improvements ask for."""
    better = {(each.component, each.kind): each.unavailability for each in improvements}
    panel = Panel(function.failure, [each.dial for each in found])
    return panel.failure([better.get((each.component, each.kind), each.number) for each in found])


@settings(max_examples=80)
@given(drawn=architectures(), share=st.sampled_from((0.01, 0.3, 0.9)), data=st.data())
def test_single_improvements_are_enough(drawn: Architecture, share: float, data: st.DataObject) -> None:
    """With the number that is asked for, of a part or of each copy, the probability is lower by just the gap."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    function = function_of(drawn)
    solution = solved_number(drawn, function.up[name]).solution
    whole = solution.failure(function.failure)
    if not whole:
        return
    found = improvables(drawn, function, solution.support)
    for each in single_improvements(solution, function.failure, found, share * whole):
        if sum((one.component, one.kind) == (each.component, each.kind) for one in found) > 1:
            continue  # two callers' switching to one fallback
        left = solution.failure(improved(function, found, [each]))
        if each.unavailability:
            assert left == pytest.approx(whole - share * whole, rel=1e-6, abs=1e-12)
        else:
            assert left <= whole - share * whole + 1e-9 * whole


@settings(max_examples=60)
@given(drawn=architectures(), share=st.sampled_from((0.1, 0.95)), data=st.data())
def test_joint_improvement_is_enough(drawn: Architecture, share: float, data: st.DataObject) -> None:
    """Together they lower the probability by the gap, and none is asked for more than it takes."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    function = function_of(drawn)
    solution = solved_number(drawn, function.up[name]).solution
    whole = solution.failure(function.failure)
    found = [each for each in improvables(drawn, function, solution.support) if each.kind is not EventKind.COVERAGE]
    chosen = joint_improvement(solution, function.failure, found, share * whole, most=8)
    if chosen:
        left = solution.failure(improved(function, found, chosen))
        assert left <= (1 - share) * whole * (1 + 1e-9)
        assert left == pytest.approx((1 - share) * whole, rel=1e-6) or not any(each.unavailability for each in chosen)


def test_present_numbers_are_the_present_failures() -> None:
    """Of parts, copies with a common cause, further calls and switching: dials at their numbers change nothing."""
    drawn = architecture(
        """
        components:
          app: {availability: 99%, depends_on: [NEED, db]}
          pay: {availability: 98%}
          spare: {availability: 97%}
          db: {availability: 95%, replicas: {count: 3, need: 2, common_cause: 10%}}
    """.replace("NEED", "{on: pay, calls: 3, failure_mode: error, fallback: {to: spare, coverage: 90%}}")
    )
    function = structure_function(drawn)
    solution = solved_number(drawn, function.up["test/app"]).solution
    found = improvables(drawn, function, solution.support)
    assert [(each.component, each.kind, each.number) for each in found] == [
        ("test/app", EventKind.PART, pytest.approx(0.01)),
        ("test/pay", EventKind.PART, pytest.approx(0.02)),
        ("test/spare", EventKind.PART, pytest.approx(0.03)),
        ("test/db", EventKind.COPY, pytest.approx(0.05)),
        ("test/spare", EventKind.COVERAGE, pytest.approx(0.1)),
    ]
    changed = improved(function, found, ())
    assert [changed[each] for each in solution.support] == pytest.approx([function.failure[each] for each in solution.support])
