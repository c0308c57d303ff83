"""Repairs that need what they repair."""

from sosgraph.rules.recovery_cycle import RULE
from tests.yaml_architecture import architecture

BASE = """
components:
  net: {depends_on: [NEEDS]}
  dns: {depends_on: [net]}
  console: {depends_on: [dns]}
  radio:
"""


def said(needs: str) -> list[str]:
    """Return what the rule says when `net` needs this."""
    return [finding.message.partition(";")[0] for finding in RULE.check(architecture(BASE.replace("NEEDS", needs)))]


def test_a_tool_that_falls_with_what_it_repairs_is_found_through_others() -> None:
    """The place is the tool, the notes lead back."""
    found = list(RULE.check(architecture(BASE.replace("NEEDS", "{on: console, phase: [recover]}"))))
    assert [finding.message.partition(";")[0] for finding in found] == [
        "net cannot be repaired once it fails: it needs console to recover, which falls with it"
    ]
    assert found[0].at.path[2:] == ("net", "depends_on", 0, "on")
    assert [note.message for note in found[0].notes] == ["console -> dns", "dns -> net"]


def test_another_way_is_enough() -> None:
    """A group that keeps a member, a fallback, and a tool that is merely nice to have."""
    assert said("{any_of: [{on: console, phase: [recover]}, {on: radio, phase: [recover]}]}") == []
    assert said("{on: console, phase: [recover], fallback: {to: radio}}") == []
    assert said("{on: console, phase: [recover], soft: true}") == []
    assert said("{on: radio, phase: [recover]}") == []


def test_a_group_of_which_too_few_are_left_is_one_finding() -> None:
    """It names all that fall, each with its whole path: the first begins at the finding's place, the others with a note."""
    both = "{at_least: 2, of: [{on: console, phase: [recover]}, {on: radio, phase: [recover]}, {on: dns, phase: [recover]}]}"
    found = list(RULE.check(architecture(BASE.replace("NEEDS", both))))
    assert len(found) == 1 and "console, dns to recover, which fall with it" in found[0].message
    console, dns = found[0].branches
    assert [note.message for note in console] == ["console -> dns", "dns -> net"]
    assert [note.message for note in dns] == ["net -> dns", "dns -> net"]
    assert (found[0].at.path[-2:], dns[0].at.path[-2:]) == ((0, "on"), (2, "on"))
