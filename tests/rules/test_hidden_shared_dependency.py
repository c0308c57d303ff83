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


QUORUM = """
    components:
      a: {depends_on: [{at_least: 2, of: [b, c, d, e]}]}
      b: {availability: 99.9%, depends_on: [east]}
      c: {availability: 99.9%, depends_on: [east]}
      d: {availability: 99.9%, depends_on: [west]}
      e: {availability: 99.9%, depends_on: [north]}
      east: {availability: 99%}
      west: {availability: 99%}
      north: {availability: 99%}
"""


def test_what_takes_too_many_members_down_is_told_with_what_is_left() -> None:
    """Two of four are needed: two failures should be survived, but not with the zone of two members among them."""
    (finding,) = RULE.check(architecture(QUORUM))
    assert finding.message.startswith(
        "the members of 'at least 2 of' of a should survive any 2 failures, but east takes b and c down, so that 2 are enough: "
    )
    assert [[note.message for note in branch] for branch in finding.branches] == [
        ["a -> b", "b -> east"],
        ["a -> c", "c -> east"],
    ]


def test_only_single_failures_where_that_is_asked() -> None:
    """The parameter says how many failures are too few."""
    assert not list(RULE.check(architecture(QUORUM), failures=1))


def test_several_that_fail_together_have_a_path_each() -> None:
    """Neither zone takes two members down, both together take three."""
    text = """
    components:
      a: {depends_on: [{any_of: [b, c, d]}]}
      b: {depends_on: [east]}
      c: {depends_on: [west]}
      d: {depends_on: [{any_of: [east, west]}]}
      east:
      west:
    """
    (finding,) = RULE.check(architecture(text))
    assert "but east and west together take b, c and d down, so that 2 are enough" in finding.message
    assert [[note.message for note in branch] for branch in finding.branches] == [
        ["a -> b", "b -> east"],
        ["a -> c", "c -> west"],
    ]


def test_a_group_has_five_findings_at_most() -> None:
    """The last of them says how many more there are."""
    shared = [f"s{number}" for number in range(8)]
    lines = ["components:", "  a: {depends_on: [{any_of: [b, c]}]}"]
    lines += [f"  {name}: {{depends_on: [{', '.join(shared)}]}}" for name in "bc"] + [f"  {name}:" for name in shared]
    findings = list(RULE.check(architecture("\n".join(lines))))
    assert len(findings) == 5
    assert findings[-1].message.endswith("; and 3 more of this group")
