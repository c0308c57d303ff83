"""Important components that rest on less important ones."""

from sosgraph.rules.tier_inversion import RULE
from tests.yaml_architecture import architecture


def test_what_can_be_replaced_is_left_out() -> None:
    """Members of a redundancy group, fallbacks and unknown tiers are no inversion, nested all_of is."""
    text = """
    components:
      a:
        tier: 1
        depends_on:
          - any_of: [b, c]
          - {on: b, fallback: c}
          - all_of: [unknown, c]
      b: {tier: 2}
      c: {tier: 3}
      unknown:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[3:] for finding in findings] == [("depends_on", 2, "all_of", 1, "on")]
    assert findings[0].notes[0].at.path[2:] == ("c", "tier")


def test_a_zone_that_carries_too_many_copies_is_needed() -> None:
    """Two of two copies stand on it; a copy that can be lost may stand anywhere."""
    text = """
    components:
      a: {tier: 1, replicas: {count: 2, need: 2, over: [z]}}
      b: {tier: 1, replicas: {count: 2, over: [z, y]}}
      z: {tier: 3}
      y: {tier: 3}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[2:] for finding in findings] == [("a", "replicas", "over", 0)]


def test_what_some_requests_never_ask_is_not_needed() -> None:
    """A conditional call loses some requests, not the caller."""
    text = """
    components:
      a: {tier: 1, depends_on: [{on: b, probability: 10%}]}
      b: {tier: 3}
    """
    assert list(RULE.check(architecture(text))) == []


def test_a_group_on_one_member_is_no_redundancy() -> None:
    """Where the other member falls with it, it is needed alone, and reported once."""
    text = """
    components:
      a: {tier: 1, depends_on: [{any_of: [b, c]}, {all_of: [c]}]}
      b: {depends_on: [c]}
      c: {tier: 3}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[3:] for finding in findings] == [("depends_on", 0, "any_of", 1, "on")]
