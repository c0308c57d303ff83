"""Single points of failure and pairs against putting parts down, one and two at a time."""

from itertools import combinations as pairs_of

from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.structure.below import below
from sosgraph.structure.event import Event, EventKind
from sosgraph.structure.function import failure_function
from sosgraph.structure.own_part import PER_COPY, own_part
from sosgraph.structure.single_points import combinations, single_points
from tests.single_failures import single_failures
from tests.strategies import architectures
from tests.yaml_architecture import architecture


def is_whole(drawn: Architecture, event: Event) -> bool:
    """Tell whether the event is that of all copies together, whose number is not theirs together."""
    component = drawn.components[event.component]
    copied = event.kind is EventKind.PART and component.replicas is not None
    return copied and own_part(component).source in ("", *PER_COPY)


@settings(max_examples=60)
@given(drawn=architectures())
def test_single_points_take_one_of_the_goal_down_and_nothing_else_does(drawn: Architecture) -> None:
    """Of each component, and of the first three together; a component with replicas does not fail as a whole."""
    function = failure_function(drawn)
    goals = [(name,) for name in drawn.components] + [tuple(drawn.components)[:3]]
    for goal, points in zip(goals, single_points(drawn, goals), strict=True):
        for variable, event in enumerate(function.events):
            solution = function.equations.greatest_solution([variable])
            stops = not all(solution[function.up[name]] for name in goal)
            assert (variable in points) == (stops and not is_whole(drawn, event))


@settings(max_examples=60)
@given(drawn=architectures(max_components=6))
def test_pairs_are_the_minimal_ones(drawn: Architecture) -> None:
    """Both together stop the goal, neither alone does; a component with replicas does not fail as a whole."""
    function = failure_function(drawn)
    parts = [variable for variable, event in enumerate(function.events) if not is_whole(drawn, event)]
    for name in drawn.components:

        def stops(*failed: int, number: int = function.up[name]) -> bool:
            return not function.equations.greatest_solution(failed)[number]

        found = combinations(drawn, (name,), 2)
        assert found.order == 2
        others = [variable for variable in parts if not stops(variable)]
        assert set(found.sets) == {pair for pair in pairs_of(others, 2) if stops(*pair)}


@settings(max_examples=60)
@given(drawn=architectures())
def test_what_is_below_is_all_that_matters(drawn: Architecture) -> None:
    """In the part that a component is made of its failure set is the same."""
    whole = single_failures(drawn)
    for name in drawn.components:
        part = below(drawn, [name])
        found = single_failures(part)
        assert found.names(found.sets[name]) == whole.names(whole.sets[name])


def test_only_copies_that_are_all_needed_are_single_points() -> None:
    """Their number is of each of them; where it is of all together, so is the failure."""
    described = architecture(
        """
        components:
          web: {depends_on: [spare, tight, whole]}
          spare: {availability: 99%, replicas: {count: 2, common_cause: 10%}}
          tight: {availability: 99%, replicas: {count: 2, need: 2}}
          whole: {slo: 99%, replicas: {count: 2}}
        """
    )
    names = failure_function(described).names
    (points,) = single_points(described, [("test/web",)])
    found = [names[point].removeprefix("test/") for point in points]
    assert found == ["web", "spare#common-cause", "tight#1", "tight#2", "whole"]


def test_what_is_copied_fails_with_others_by_its_copies() -> None:
    """Never as a whole, as alone; where the number is of all copies together it does."""
    described = architecture(
        """
        components:
          web: {depends_on: [{any_of: [ledger, spare]}]}
          ledger: {availability: 99%, replicas: {count: 3, need: 2}}
          spare: {availability: 95%}
        """
    )
    names = failure_function(described).names
    assert not combinations(described, ("test/web",), 2).sets
    triples = combinations(described, ("test/web",), 3).sets
    assert [[names[variable].removeprefix("test/") for variable in each] for each in triples] == [
        ["ledger#1", "ledger#2", "spare"],
        ["ledger#1", "ledger#3", "spare"],
        ["ledger#2", "ledger#3", "spare"],
    ]
    counted = architecture("components: {web: {depends_on: [{any_of: [a, b]}]}, a: {slo: 99%, replicas: {count: 2}}, b: {}}")
    (pair,) = combinations(counted, ("test/web",), 2).sets
    assert [failure_function(counted).names[variable] for variable in pair] == ["test/a", "test/b"]
