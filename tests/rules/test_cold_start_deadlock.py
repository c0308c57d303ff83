"""Components that cannot be started again."""

from sosgraph.rules.cold_start_deadlock import RULE
from tests.yaml_architecture import architecture


def test_a_circle_of_run_dependencies_comes_up_together() -> None:
    """Without a start dependency nobody waits."""
    text = """
    components:
      a: {depends_on: [b]}
      b: {depends_on: [a]}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_the_cycle_leads_through_a_start_dependency() -> None:
    """The place is a start dependency, the notes lead back to it; who merely waits is not named."""
    text = """
    components:
      waiting: {depends_on: [a]}
      a: {depends_on: [b]}
      b: {depends_on: [c]}
      c: {depends_on: [{on: a, phase: [start]}]}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.message.partition(";")[0] for finding in findings] == [
        "a, b and c run, but can never start again: each waits for another"
    ]
    assert findings[0].at.path[2:] == ("c", "depends_on", 0, "on")
    assert [note.message for note in findings[0].notes] == ["a waits for b", "b waits for c"]


def test_who_is_named_has_a_place() -> None:
    """A member that no short cycle leads through has a note that says for whom it waits."""
    text = """
    components:
      a: {depends_on: [{on: db, phase: [start]}, {on: db2, phase: [start]}]}
      db: {depends_on: [{on: a, phase: [start]}]}
      db2: {depends_on: [{on: a, phase: [start]}]}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("a, db and db2 run, but can never start again")
    callers = [finding.at.path[2], *(note.at.path[2] for note in finding.notes)]
    assert sorted(set(callers)) == ["a", "db", "db2"]
    assert finding.notes[-1].message == "db2 waits for a"


def test_another_way_to_start_breaks_the_deadlock() -> None:
    """A group with a member outside the circle comes up."""
    text = """
    components:
      a: {depends_on: [{any_of: [{on: b, phase: [start]}, {on: c, phase: [start]}]}]}
      b: {depends_on: [a]}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []
