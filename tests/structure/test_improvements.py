"""Improvements: each that is listed is enough, and exactly so."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.structure.event import CIRCUMSTANCES
from sosgraph.structure.functions import function_of
from sosgraph.structure.improvements import joint_improvement, single_improvements
from sosgraph.structure.solutions import solved_number
from tests.strategies import architectures


@settings(max_examples=80)
@given(drawn=architectures(), share=st.sampled_from((0.01, 0.3, 0.9)), data=st.data())
def test_single_improvements_are_enough(drawn: Architecture, share: float, data: st.DataObject) -> None:
    """With the number that is asked for, the probability is lower by the gap; with perfect copies, by no less."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    function = function_of(drawn)
    solution = solved_number(drawn, function.up[name]).solution
    whole = solution.failure(function.failure)
    if not whole:
        return
    gap = share * whole
    for each in single_improvements(solution, function.events, function.failure, gap):
        changed = list(function.failure)
        for variable, event in enumerate(function.events):
            if event.component == each.component and event.kind not in CIRCUMSTANCES:
                changed[variable] = each.unavailability or 0.0
        left = solution.failure(changed)
        if each.unavailability:
            assert left == pytest.approx(whole - gap, rel=1e-6, abs=1e-12)
        else:
            assert left <= whole - gap + 1e-9 * whole


@settings(max_examples=60)
@given(drawn=architectures(), data=st.data())
def test_joint_improvement_is_enough(drawn: Architecture, data: st.DataObject) -> None:
    """Perfect together they lower the probability by the gap; without circumstances all together lower it to nothing."""
    name = data.draw(st.sampled_from(list(drawn.components)))
    function = function_of(drawn)
    solution = solved_number(drawn, function.up[name]).solution
    whole = solution.failure(function.failure)
    chosen = joint_improvement(solution, function.events, function.failure, 0.95 * whole, most=8)
    perfect = [
        0.0 if event.component in chosen else false for event, false in zip(function.events, function.failure, strict=True)
    ]
    assert not chosen or solution.failure(perfect) <= 0.05 * whole + 1e-9
