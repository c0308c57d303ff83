"""Circles of teams."""

from sosgraph.rules.dependency_cycle import RULE as DEPENDENCY_CYCLE
from sosgraph.rules.team_cycle import RULE
from tests.yaml_architecture import architecture

TEXT = """
components:
  a: {owner: red, depends_on: [b]}
  b: {owner: blue}
  c: {owner: blue, depends_on: [d]}
  d: {owner: red}
"""


def test_every_step_has_its_line() -> None:
    """The first is the place, the others are notes, so that none is underlined twice. No team as a whole comes first."""
    (found,) = RULE.check(architecture(TEXT))
    assert found.message.startswith(
        "teams red -> blue -> red need one another, though no circle of components joins all of them while running: "
        "a -> b, c -> d; no team"
    )
    assert found.at.path[2:] == ("a", "depends_on", 0, "on")
    assert [(note.message, note.at.path[2]) for note in found.notes] == [("c -> d", "c")]
    assert found.message.endswith("; no team as a whole can be changed or restored before the next")


def test_a_circle_of_components_is_told_elsewhere() -> None:
    """It explains the circle of their teams."""
    assert list(RULE.check(architecture(TEXT.replace("d: {owner: red}", "d: {owner: red, depends_on: [c]}")))) == []


def test_a_circle_of_components_through_one_that_nobody_owns_is_told_elsewhere() -> None:
    """It joins the teams as well, so that a further need between them is no second problem."""
    text = """
    components:
      a: {owner: red, depends_on: [gateway]}
      gateway: {depends_on: [b]}
      b: {owner: blue, depends_on: [a]}
      c: {owner: red, depends_on: [b]}
    """
    assert [finding.circular for finding in DEPENDENCY_CYCLE.check(architecture(text))] == [True]
    assert list(RULE.check(architecture(text))) == []
    assert len(list(RULE.check(architecture(text.replace("[gateway]", "[]").replace("[a]", "[d]") + "  d: {owner: red}\n")))) == 1


def test_who_has_no_owner_is_in_no_team() -> None:
    """Without an owner on the way there is no circle to be seen; without any owner there is one system only."""
    assert list(RULE.check(architecture(TEXT.replace("c: {owner: blue,", "c: {")))) == []
    assert list(RULE.check(architecture(TEXT.replace("owner: red", "").replace("owner: blue", "").replace("{,", "{")))) == []


def test_soft_dependencies_bind_no_team() -> None:
    """A team that can do without is not waiting."""
    assert list(RULE.check(architecture(TEXT.replace("[d]", "[{on: d, soft: true}]")))) == []
