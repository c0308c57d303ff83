"""Cycles between teams that no cycle of components accounts for."""

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.dependency_cycles import dependency_cycles
from sosgraph.structure.team_cycles import team_cycles
from tests.strategies import architectures
from tests.yaml_architecture import architecture

TEAMS = """
components:
  shop: {owner: red, depends_on: [login]}
  login: {owner: blue, depends_on: [store]}
  store: {owner: blue}
  stock: {owner: red}
  audit: {owner: blue, depends_on: [stock, shelf]}
  shelf: {owner: red}
  alone: {depends_on: [shop]}
"""


def test_teams_need_one_another_though_no_component_does() -> None:
    """Evidence is a dependency with its place for every step; what opens it are the fewest dependencies between two teams."""
    described = architecture(TEAMS)
    assert dependency_cycles(described) == ()
    (cycle,) = team_cycles(described)
    assert cycle.teams == cycle.around == ("red", "blue")
    assert [(hop.caller, hop.callee) for hop in cycle.shortest] == [("test/shop", "test/login"), ("test/audit", "test/stock")]
    assert cycle.shortest[0].at.path == (0, "components", "shop", "depends_on", 0, "on")
    assert [(hop.caller, hop.callee) for hop in cycle.opening] == [("test/shop", "test/login")]
    assert cycle.opened.exact
    assert team_cycles(described, "system") == ()


def test_a_cycle_of_components_that_joins_the_teams_is_not_theirs() -> None:
    """It is told as a cycle of components already; a third team that only the teams tie in is told."""
    pair = """
    components:
      a: {owner: red, depends_on: [b]}
      b: {owner: blue, depends_on: [a]}
      c: {owner: red, depends_on: [d]}
      d: {owner: blue}
    """
    assert team_cycles(architecture(pair)) == ()
    third = """
    components:
      a: {owner: red, depends_on: [b]}
      b: {owner: blue, depends_on: [a]}
      c: {owner: blue, depends_on: [d]}
      d: {owner: green}
      e: {owner: green, depends_on: [f]}
      f: {owner: red}
    """
    (cycle,) = team_cycles(architecture(third))
    assert cycle.teams == ("red", "blue", "green")
    assert sorted(cycle.around) == ["blue", "green", "red"]


def test_soft_dependencies_and_other_phases_count_only_when_asked_for() -> None:
    """By default what is hard and needed while running."""
    text = """
    components:
      a: {owner: red, depends_on: [{on: b, soft: true}]}
      b: {owner: blue}
      c: {owner: blue, depends_on: [{on: d, phase: [deploy]}]}
      d: {owner: red}
    """
    described = architecture(text)
    assert team_cycles(described) == ()
    assert team_cycles(described, phases=("run", "deploy")) == ()
    assert len(team_cycles(described, phases=("run", "deploy"), hard=None)) == 1


@settings(max_examples=60)
@given(architectures())
def test_every_step_leads_from_a_team_to_the_next(drawn: Architecture) -> None:
    """The dependencies shown stand between the teams named, around in a circle, which the opening ones break."""
    for by in ("owner", "system"):
        for cycle in team_cycles(drawn, by):
            of = {name: getattr(component, by) for name, component in drawn.components.items()}
            steps = [(of[hop.caller], of[hop.callee]) for hop in cycle.shortest]
            assert steps == list(zip(cycle.around, cycle.around[1:] + cycle.around[:1], strict=True))
            assert set(cycle.around) <= set(cycle.teams)
            gone = {(of[hop.caller], of[hop.callee]) for hop in cycle.opening}
            assert gone
            assert not set(steps) <= set(steps) - gone
