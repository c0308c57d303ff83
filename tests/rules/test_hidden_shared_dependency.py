"""Redundancy that is an illusion."""

from sosgraph.rules.hidden_shared_dependency import RULE
from tests.yaml_architecture import architecture


def test_both_paths_lead_to_what_is_shared() -> None:
    """Each branch of the notes is a path from the owner to what is shared."""
    text = """
    components:
      a: {depends_on: [{any_of: [b, c]}]}
      b: {availability: 99.9%, depends_on: [d]}
      c: {availability: 99.9%, depends_on: [d]}
      d: {availability: 99%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [[note.message for note in branch] for branch in findings[0].branches] == [["a -> b", "b -> d"], ["a -> c", "c -> d"]]
    assert "times the unavailability" in findings[0].message


def test_without_numbers_the_cost_is_left_out() -> None:
    """What the sharing costs is told only where it is known."""
    text = """
    components:
      a: {depends_on: [{any_of: [b, c]}]}
      b: {depends_on: [d]}
      c: {depends_on: [d]}
      d:
    """
    findings = list(RULE.check(architecture(text)))
    assert len(findings) == 1
    assert "unavailability" not in findings[0].message


def test_replicas_on_one_zone_share_it() -> None:
    """Replicas over zones are a group, too."""
    text = """
    components:
      a: {availability: 99%, replicas: {count: 2, over: [zone]}}
      zone: {slo: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings[0].message.startswith("the replicas of a all fail with zone")


def test_what_all_of_shares_is_no_redundancy() -> None:
    """Without a redundancy group there is nothing to lose."""
    text = """
    components:
      a: {depends_on: [b, c]}
      b: {depends_on: [d]}
      c: {depends_on: [d]}
      d:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []
