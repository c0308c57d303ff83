"""Cold start against its definition: the least fixed point of what is up before, the greatest of what comes up together."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, all_of, any_of
from sosgraph.structure.cold_start import deadlocks, start_function, start_waves
from sosgraph.structure.start_chain import start_chain
from tests.start_systems import never_up, start_systems, waves_of
from tests.strategies import architectures
from tests.yaml_architecture import architecture


@settings(max_examples=200)
@given(drawn=architectures(max_components=5))
def test_deadlocks_are_the_definition(drawn: Architecture) -> None:
    """There is a deadlock if and only if something never comes up, and with the deadlocks resolved everything does.

    With everything else up, exactly the members of a group still wait: they wait for one another and nobody else.
    """
    groups = deadlocks(drawn)
    stuck = never_up(drawn)
    listed = {name for group in groups for name in group}
    assert listed <= stuck
    assert bool(groups) == bool(stuck)
    assert never_up(drawn, listed) == set()
    for group in groups:
        assert never_up(drawn, set(drawn.components) - set(group)) == set(group)
    assert [list(group) for group in groups] == [[name for name in drawn.components if name in group] for group in groups]
    assert sum(len(group) for group in groups) == len(listed)


@settings(max_examples=200)
@given(drawn=architectures(max_components=6) | start_systems(inferred=True))
def test_waves_are_the_iteration_of_the_definition(drawn: Architecture) -> None:
    """Each component comes up in the wave in which adding up the waves by hand has it, or never where that never has."""
    expected = waves_of(drawn)
    assert dict(start_waves(drawn)) == {name: expected.get(name) for name in drawn.components}


@settings(max_examples=100)
@given(drawn=start_systems(inferred=True))
def test_what_is_left_out_takes_its_followers_with_it(drawn: Architecture) -> None:
    """Without a component exactly those never start that the definition leaves out when it never comes up."""
    for name in drawn.components:
        impossible = Component(name, "", requires=(Dependency("missing", phases=("start",)),))
        expected = never_up(Architecture({**drawn.components, name: impossible}))
        assert set(start_function(drawn).without(name).unstarted()) == expected


def test_two_services_that_need_each_other_to_start_are_deadlocked() -> None:
    """Neither starts before the other; who only needs them is not listed."""
    text = """
        components:
          web: {depends_on: [{on: a, phase: [start, run]}]}
          a: {depends_on: [{on: b, phase: [start]}]}
          b: {depends_on: [{on: a, phase: [start]}]}
    """
    assert deadlocks(architecture(text)) == (("test/a", "test/b"),)


def test_one_start_edge_on_a_running_cycle_is_enough() -> None:
    """Vector C1, cold: a cycle that is needed to run deadlocks as soon as one of its edges is also needed to start."""
    text = """
        components:
          a: {depends_on: [{on: b, phase: [start, run]}]}
          b: {depends_on: [c]}
          c: {depends_on: [a]}
    """
    assert deadlocks(architecture(text)) == (("test/a", "test/b", "test/c"),)


def test_a_cycle_that_is_only_needed_to_run_comes_up_together() -> None:
    """Without a start edge nothing has to be first."""
    assert deadlocks(architecture("components: {a: {depends_on: [b]}, b: {depends_on: [a]}}")) == ()


def test_a_fallback_outside_the_cycle_starts_it() -> None:
    """Where one of the start edges has somewhere else to turn, the cycle comes up."""
    text = """
        components:
          a: {depends_on: [{on: b, phase: [start, run], fallback: {to: file, coverage: 90%}}]}
          b: {depends_on: [{on: a, phase: [start, run]}]}
          file: {}
    """
    assert deadlocks(architecture(text)) == ()
    assert deadlocks(architecture(text.replace("to: file", "to: c") + "\n          c: {depends_on: [a]}")) == (
        ("test/a", "test/b", "test/c"),
    )


def test_an_inferred_dependency_makes_no_deadlock() -> None:
    """What an importer only guessed blocks no start; what is declared does."""
    for inferred, expected in ((True, ()), (False, (("a", "b"),))):
        found = Architecture(
            {
                "a": Component("a", "", requires=(Dependency("b", phases=("start",), inferred=inferred),)),
                "b": Component("b", "", requires=(Dependency("a"),)),
            }
        )
        assert deadlocks(found) == expected


@pytest.mark.parametrize("group", [any_of, all_of])
def test_an_inferred_member_of_a_group_delays_no_start(group: Callable[..., AtLeast]) -> None:
    """Alone or nested it counts as holding, so two that would wait for each other come up; what is declared still waits."""
    guess = Dependency("b", phases=("start",), inferred=True)
    for need, wave in ((group(guess), 1), (any_of(group(guess), Dependency("c", phases=("start",))), 1)):
        found = Architecture(
            {
                "a": Component("a", "", requires=(need,)),
                "b": Component("b", "", requires=(Dependency("a", phases=("start",)),)),
                "c": Component("c", "", requires=(Dependency("b", phases=("start",)),)),
            }
        )
        assert start_waves(found) == {"a": wave, "b": wave + 1, "c": wave + 2}
        assert deadlocks(found) == ()
        assert [wait.callee for wait in start_chain(found, "c")] == ["b", "a"]


def test_who_never_starts_waits_for_a_group_that_does_not() -> None:
    """Besides an inferred member that holds, a group waits for the declared ones that it takes; the deadlock is reported."""
    guess = Dependency("x", phases=("start",), inferred=True)
    found = Architecture(
        {
            "a": Component("a", "", requires=(all_of(guess, Dependency("b", phases=("start",))),)),
            "b": Component("b", "", requires=(Dependency("a", phases=("start",)),)),
            "x": Component("x", "", requires=(Dependency("a", phases=("start",)),)),
        }
    )
    assert start_waves(found) == {"a": None, "b": None, "x": None}
    assert deadlocks(found) == (("a", "b"),)
