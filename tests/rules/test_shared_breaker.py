"""One breaker over several callees."""

from sosgraph.rules.shared_breaker import RULE
from tests.yaml_architecture import architecture

_BREAKER = "breaker: {errors: 50%, window: 10s, sleep: 5s, scope: backend}"
_ALONE = "breaker: {errors: 50%, window: 10s, sleep: 5s}"


def test_a_scope_with_several_callees_is_told_once() -> None:
    """At the second callee, with notes for the others, whichever component calls them."""
    text = f"""
    components:
      a: {{depends_on: [{{on: x, {_BREAKER}}}, {{on: y, {_BREAKER}}}]}}
      b: {{depends_on: [{{on: x, {_BREAKER}}}, {{on: z, soft: true, {_BREAKER}}}]}}
      x:
      y:
      z:
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("the breaker backend covers x, y, z: when one of them fails")
    assert finding.at.path[1:] == ("components", "a", "depends_on", 1, "breaker", "scope")
    assert [note.message for note in finding.notes] == ["a calls x through it", "b calls z through it"]


def test_breakers_of_one_callee_or_of_their_own_are_fine() -> None:
    """Several callers may share what they know of one callee; without a scope nothing is shared."""
    text = f"""
    components:
      a: {{depends_on: [{{on: x, {_BREAKER}}}, {{on: y, {_ALONE}}}]}}
      b: {{depends_on: [{{on: x, {_BREAKER}}}, {{on: z, {_ALONE}}}]}}
      x:
      y:
      z:
    """
    assert list(RULE.check(architecture(text))) == []


def test_many_callees_are_not_all_named() -> None:
    """Five, and how many more."""
    callees = [f"c{number}" for number in range(8)]
    needs = ", ".join(f"{{on: {callee}, {_BREAKER}}}" for callee in callees)
    text = f"components: {{web: {{depends_on: [{needs}]}}, {', '.join(f'{callee}: ' for callee in callees)}}}"
    (finding,) = RULE.check(architecture(text))
    assert "covers c0, c1, c2, c3, c4 and 3 more:" in finding.message and len(finding.notes) == 4
