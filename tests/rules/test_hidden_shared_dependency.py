"""Redundancy that is an illusion."""

import pytest

from sosgraph.rules import hidden_shared_dependency
from sosgraph.rules.hidden_shared_dependency import RULE
from sosgraph.structure import chain_links
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


def test_the_message_says_why_it_is_overlooked() -> None:
    """Who runs it, by which kinds it is reached, and how far away it is."""
    text = """
    owner: ours
    components:
      a: {depends_on: [{any_of: [b, c]}]}
      b: {depends_on: [e]}
      c: {depends_on: [f]}
      e: {depends_on: [{on: d, kind: config}]}
      f: {depends_on: [{on: d, kind: config}]}
      d: {owner: acme, external: true}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message == (
        "the members of 'any of' of a, among them b and c, all fail with d "
        "(run by vendor acme, only through config, only transitively: 3 links away)"
    )


def test_only_what_is_told_has_its_paths_looked_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of thirty shared dependencies five are told; the twenty-five others cost no path."""
    looked_up: list[object] = []
    paths = hidden_shared_dependency._paths
    monkeypatch.setattr(hidden_shared_dependency, "_paths", lambda *given: looked_up.append(given) or paths(*given))
    shared = ", ".join(f"d{number}" for number in range(30))
    lines = [f"b: {{depends_on: [{shared}]}}", f"c: {{depends_on: [{shared}]}}", *(f"d{number}:" for number in range(30))]
    text = "components:\n  a: {depends_on: [{any_of: [b, c]}]}\n" + "\n".join(f"  {line}" for line in lines)
    findings = list(RULE.check(architecture(text)))
    assert len(findings) == len(looked_up) == 5
    assert findings[-1].message.endswith("; and 25 more of this group")


def test_what_an_owner_needs_is_listed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many groups it has, and however many paths lead through them."""
    asked: list[str] = []
    written = chain_links.written
    monkeypatch.setattr(chain_links, "written", lambda one, phases: (asked.append(one.name), written(one, phases))[1])
    groups = ", ".join(f"{{any_of: [b{number}, c{number}]}}" for number in range(40))
    lines = [f"{side}{number}: {{depends_on: [z]}}" for number in range(40) for side in "bc"]
    text = f"components:\n  a: {{depends_on: [{groups}]}}\n  z:\n" + "\n".join(f"  {line}" for line in lines)
    assert len(list(RULE.check(architecture(text)))) == 40
    assert asked.count("test/a") == 1


def test_numbers_that_are_only_bounds_are_said_to_be() -> None:
    """What the vendors are by themselves is not known, so that no factor is known either."""
    text = """
    components:
      a: {depends_on: [{any_of: [b, c]}]}
      b: {depends_on: [d]}
      c: {availability: 99.9%, depends_on: [d]}
      d: {availability: 99%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.endswith(" all fail with d: the group reaches ≤ 99 %")


@pytest.mark.parametrize(
    ("need", "said"),
    [
        ("replicas: {count: 3, need: 2, over: [z, other]}", "too few of the replicas of a are left when z fails"),
        ("replicas: {count: 3, over: [z]}", "the replicas of a all fail with z"),
        ("depends_on: [{at_least: 2, of: [b, c, other]}]", "too few of the members of QUORUM of a are left when z fails"),
        ("depends_on: [{at_least: 2, of: [b, c, d]}]", "the members of QUORUM of a, among them b and c, all fail with z"),
    ],
)
def test_who_stays_up_is_not_said_to_fail(need: str, said: str) -> None:
    """A group that needs several members falls though not all of them do."""
    text = f"""
    components:
      a: {{{need}}}
      b: {{depends_on: [z]}}
      c: {{depends_on: [z]}}
      d: {{depends_on: [z]}}
      other:
      z:
    """
    assert [finding.message for finding in RULE.check(architecture(text))] == [said.replace("QUORUM", "'at least 2 of'")]
