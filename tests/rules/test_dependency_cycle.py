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


def test_a_circle_that_a_group_opens_is_told_in_weaker_words() -> None:
    """The caller that has another way, or does not always ask, stays up without the other."""
    group = "components: {a: {depends_on: [{any_of: [b, c]}]}, b: {depends_on: [a]}, c: {}}"
    seldom = "components: {a: {depends_on: [b]}, b: {depends_on: [{on: a, probability: 50%}]}}"
    for text in (group, seldom):
        (finding,) = RULE.check(architecture(text))
        assert finding.message.startswith("a -> b -> a may call one another in a circle;")


def test_those_that_need_one_another_are_told_first() -> None:
    """Of several circles of one strong component the one that falls together is shown."""
    text = """
    components:
      a: {depends_on: [{any_of: [b, d]}]}
      b: {depends_on: [a, c]}
      c: {depends_on: [b]}
      d: {}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("b -> c -> b need one another, in a circle of 3 components;")
