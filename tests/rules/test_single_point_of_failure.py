"""Parts that stop an entry alone."""

from sosgraph.rules.single_point_of_failure import RULE
from tests.yaml_architecture import architecture


def test_an_entry_gets_one_finding_with_a_witness_for_each_cause() -> None:
    """The causes are in reading order, each with its chain."""
    text = """
    components:
      web: {tier: 1, entry: true, depends_on: [app]}
      app: {depends_on: [db, {any_of: [x, y]}]}
      db:
      x:
      y:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.message for finding in findings] == ["web stops when any one of these fails alone: app, db"]
    assert [note.message for note in findings[0].notes] == ["web -> app", "web -> app -> db"]


def test_only_replicas_that_can_be_lost_make_a_difference() -> None:
    """A component whose replicas are all needed stays a single point of failure."""
    text = """
    components:
      web: {tier: 1, entry: true, depends_on: [spare, tight]}
      spare: {replicas: {count: 2}}
      tight: {replicas: {count: 2, need: 2}}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.message.rpartition(": ")[2] for finding in findings] == ["tight"]


def test_the_tier_decides_which_entries_are_judged() -> None:
    """With `tier` 2 entries of tier 2 are judged, those without a tier never."""
    text = """
    components:
      one: {tier: 1, entry: true, depends_on: [db]}
      two: {tier: 2, entry: true, depends_on: [db]}
      none: {entry: true, depends_on: [db]}
      db:
    """
    findings = list(RULE.check(architecture(text), tier=2))
    assert [finding.at.path[2] for finding in findings] == ["one", "two"]
