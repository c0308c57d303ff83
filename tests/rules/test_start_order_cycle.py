"""Circles that the start survives."""

import pytest

from sosgraph.rules.start_order_cycle import RULE
from tests.yaml_architecture import architecture

TEXT = "components: {a: {depends_on: [EDGE]}, b: {depends_on: [c]}, c: {depends_on: [a]}, spare: }"


@pytest.mark.parametrize(
    "edge",
    [
        "{any_of: [{on: b, phase: [start]}, {on: spare, phase: [start]}]}",
        "{on: b, phase: [start], fallback: {to: spare}}",
        "{on: b, phase: [start, run], probability: 10%}",
    ],
)
def test_a_group_a_fallback_or_a_rare_call_lets_it_come_up(edge: str) -> None:
    """The place is where somebody does without the next, the notes lead around."""
    (found,) = RULE.check(architecture(TEXT.replace("EDGE", edge)))
    assert found.message.startswith("a -> b -> c -> a wait for one another to start, and come up only because a can do without b")
    assert found.at.path[2:4] == ("a", "depends_on")
    assert [note.message for note in found.notes] == ["b waits for c", "c waits for a"]


@pytest.mark.parametrize(
    "edge", ["b", "{on: b, phase: [start]}", "{on: b, phase: [start], soft: true}", "{on: spare, phase: [start]}"]
)
def test_no_circle_of_the_start_that_comes_up(edge: str) -> None:
    """A circle of run needs, a deadlock, which is told elsewhere, a soft dependency, and none at all."""
    assert list(RULE.check(architecture(TEXT.replace("EDGE", edge)))) == []


def test_waiting_for_a_deadlock_elsewhere_changes_nothing() -> None:
    """The circle is judged as if everything else were up."""
    edge = "{any_of: [{on: b, phase: [start]}, {on: spare, phase: [start]}]}, x"
    more = ", x: {depends_on: [{on: y, phase: [start]}]}, y: {depends_on: [x]}}"
    (found,) = RULE.check(architecture(TEXT.replace("EDGE", edge)[:-1] + more))
    assert "only because a can do without b" in found.message
