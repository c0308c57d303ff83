"""Circles of hard dependencies."""

from sosgraph.rules.dependency_cycle import RULE
from tests.yaml_architecture import architecture


def test_a_circle_is_reported_once_along_its_shortest_cycle() -> None:
    """The finding stands at the first hop, the further hops are one path of notes."""
    text = """
    components:
      a: {depends_on: [b]}
      b: {depends_on: [c, a]}
      c: {depends_on: [a]}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.message.partition(";")[0] for finding in findings] == [
        "a -> b -> a need one another, in a circle of 3 components"
    ]
    assert [note.message for note in findings[0].notes] == ["b -> a"]
    assert "leave out a -> b" in findings[0].message


def test_start_dependencies_close_no_circle() -> None:
    """Only what is needed while running counts."""
    text = """
    components:
      a: {depends_on: [b]}
      b: {depends_on: [{on: a, phase: [start]}]}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []
