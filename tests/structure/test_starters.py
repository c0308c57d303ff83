"""The smallest set of starters against all sets."""

from itertools import combinations

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure import starters as module
from sosgraph.structure.cold_start import deadlocks, start_function
from sosgraph.structure.enough_starters import enough_starters
from sosgraph.structure.starters import starters
from tests.start_systems import never_up, start_systems
from tests.yaml_architecture import architecture


@settings(max_examples=120)
@given(drawn=start_systems())
def test_no_smaller_set_starts_everything(drawn: Architecture) -> None:
    """With the starters named everything comes up, with fewer components of the group something never does."""
    for group in deadlocks(drawn):
        found = starters(drawn, group)
        outside = set(drawn.components) - set(group)
        assert set(found.names) <= set(group) and never_up(drawn, outside | set(found.names)) == set()
        assert found.at_least == len(found.names)
        for fewer in combinations(group, len(found.names) - 1):
            assert never_up(drawn, outside | set(fewer))


@settings(max_examples=60)
@given(drawn=start_systems())
def test_each_starter_has_a_circle_of_its_own(drawn: Architecture) -> None:
    """Its circle never comes up, although all else is up: so the starter is not in vain."""
    for group in deadlocks(drawn):
        found = starters(drawn, group)
        for name, circle in zip(found.names, found.circles, strict=True):
            assert set(circle) & set(found.names) == {name}
            assert never_up(drawn, set(drawn.components) - set(circle)) == set(circle)


@settings(max_examples=60)
@given(drawn=start_systems())
def test_without_a_search_there_are_enough(drawn: Architecture) -> None:
    """The greedy starters start everything, and none of them can be taken back."""
    for group in deadlocks(drawn):
        outside = set(drawn.components) - set(group)
        found = enough_starters(start_function(drawn, group))
        assert never_up(drawn, outside | set(found)) == set()
        assert all(never_up(drawn, outside | (set(found) - {name})) for name in found)


def test_two_circles_with_a_component_in_common_need_one_starter() -> None:
    """The one that is in both."""
    text = """
        components:
          a: {depends_on: [{on: hub, phase: [start]}]}
          b: {depends_on: [{on: hub, phase: [start]}]}
          hub: {depends_on: [a, b]}
    """
    (group,) = deadlocks(architecture(text))
    assert starters(architecture(text), group) == (("test/hub",), 1, (starters(architecture(text), group).circles[0],))


def test_a_search_that_is_given_up_says_how_many_there_must_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """The starters are enough all the same."""
    monkeypatch.setattr(module, "_WORK", 0)
    names = [f"c{number}" for number in range(12)]
    drawn = Architecture(
        {
            name: Component(name, "", requires=tuple(Dependency(other, phases=("start",)) for other in names if other != name))
            for name in names
        }
    )
    (group,) = deadlocks(drawn)
    found = starters(drawn, group)
    assert found.at_least < len(found.names) == 11
    assert never_up(drawn, found.names) == set()
    assert len(found.circles) == 11
