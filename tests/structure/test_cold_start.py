"""Cold start against its definition: the least fixed point of what is up before, the greatest of what comes up together."""

from collections.abc import Collection, Iterator

from hypothesis import assume, given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Requirement, dependencies_of
from sosgraph.structure.cold_start import deadlocks
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def holds(requirement: Requirement, phase: str, up: Collection[str]) -> bool | None:
    """Tell whether a requirement holds in a phase of a healthy system in which `up` are up; None if it asks nothing."""
    if isinstance(requirement, Dependency):
        if phase not in requirement.phases:
            return None
        alternatives = [requirement.callee, *([requirement.fallback.callee] if requirement.fallback is not None else [])]
        return requirement.probability is not None or any(name in up for name in alternatives)
    members = [found for part in requirement.among if (found := holds(part, phase, up)) is not None]
    return sum(members) >= min(requirement.need, len(members)) if members else None


def grouped(drawn: Architecture) -> Iterator[Dependency]:
    """Yield the members of groups; importers infer plain dependencies only."""
    for component in drawn.components.values():
        for requirement in component.requires:
            yield from dependencies_of(requirement) if isinstance(requirement, AtLeast) else ()


def comes_up(component: Component, before: Collection[str], together: Collection[str]) -> bool:
    """R_i^start(X) ∧ R_i^run(Y), over what somebody declared."""
    for requirement in component.requires:
        if isinstance(requirement, Dependency) and requirement.inferred:
            continue
        if holds(requirement, "start", before) is False or holds(requirement, "run", together) is False:
            return False
    replicas = component.replicas
    if replicas is None or not replicas.over:
        return True
    return sum(replicas.over[copy % len(replicas.over)] in together for copy in range(replicas.count)) >= replicas.need


def never_up(drawn: Architecture, given_up: Collection[str] = ()) -> set[str]:
    """Return what is not in μX. νY, when `given_up` are up by other means."""
    before = set(given_up)
    while True:
        together = set(drawn.components)
        while fallen := {
            name for name in together if name not in given_up and not comes_up(drawn.components[name], before, together)
        }:
            together -= fallen
        if together <= before:
            return set(drawn.components) - before
        before |= together


@settings(max_examples=200)
@given(drawn=architectures(max_components=5))
def test_deadlocks_are_the_definition(drawn: Architecture) -> None:
    """There is a deadlock if and only if something never comes up, and with the deadlocks resolved everything does.

    With everything else up, exactly the members of a group still wait: they wait for one another and nobody else.
    """
    assume(not any(dependency.inferred for dependency in grouped(drawn)))
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
