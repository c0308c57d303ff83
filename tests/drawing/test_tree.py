"""Trees of what a component needs, and of who needs it."""

import networkx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.tree import AGAIN, CYCLE, DEEPER, MORE, MOST_LINES, tree, walked
from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import any_of
from tests.drawing.examples import layers, part, whole
from tests.drawing.test_excerpt import graph
from tests.strategies import architectures


@given(architectures(), st.data(), st.booleans())
def test_tells_everything_once(architecture: Architecture, data: st.DataObject, callers: bool) -> None:
    """Without a bound, on the lines stand exactly those that are reached (networkx), and each is told of once."""
    root = data.draw(st.sampled_from(sorted(architecture.components)))
    picture = scene(architecture)
    lines = tree(picture, root, 1_000, callers=callers)
    if lines[-1].stops != MORE:
        calls = graph(picture)
        reached = networkx.ancestors(calls, root) if callers else networkx.descendants(calls, root)
        assert set(walked(lines)) == reached | {root}
        told = [line.name for line in lines if line.name and not line.stops]
        leaves = {name for name in told if told.count(name) > 1}
        assert all(not (calls.pred if callers else calls.succ)[name] for name in leaves)


@given(architectures(), st.data(), st.integers(1, 3))
def test_ends_at_its_depth(architecture: Architecture, data: st.DataObject, depth: int) -> None:
    """Groups are no step; every line knows the component that it hangs on."""
    root = data.draw(st.sampled_from(sorted(architecture.components)))
    lines = tree(scene(architecture), root, depth)
    steps = {"": -1}
    for line in lines:
        if line.name and line.stops not in (CYCLE, AGAIN):
            steps[line.name] = min(steps[line.above] + 1, steps.get(line.name, depth))
    assert max(steps.values()) <= depth
    assert [line.above for line in lines if not line.level] == [""]


def test_says_why_nothing_follows() -> None:
    """A cycle, what was told above, and what lies too deep, each with how many dependencies it has."""
    calls = {"a": "bc", "b": "ac", "c": "d", "d": "e", "e": ""}
    picture = scene(whole(*(part(f"s/{name}", *(f"s/{callee}" for callee in callees)) for name, callees in calls.items())))
    told = {(line.name[-1], line.above[-1:]): line.stops for line in tree(picture, "s/a", 2)}
    assert told == {
        ("a", ""): "",
        ("b", "a"): "",
        ("a", "b"): CYCLE,
        ("c", "b"): DEEPER,
        ("c", "a"): "",
        ("d", "c"): DEEPER,
    }
    assert AGAIN in {line.stops for line in tree(picture, "s/a", 9)}


def test_draws_branches() -> None:
    """A group is a line of its own, a caller through it says so."""
    either = any_of(Dependency("s/b"), Dependency("s/c"))
    picture = scene(whole(part("s/a", either, "s/d"), part("s/b"), part("s/c"), part("s/d")))
    assert [line.branches + (line.name or line.how) for line in tree(picture, "s/a", 4)] == [
        "s/a",
        "├─ 1 of 2",
        "│  ├─ s/b",
        "│  └─ s/c",
        "└─ s/d",
    ]
    assert [line.how for line in tree(picture, "s/b", 4, callers=True)] == ["", "as 1 of 2"]


@pytest.mark.parametrize("callers", [False, True])
def test_is_bounded_and_says_so(callers: bool) -> None:
    """However many there are, and however deep they stand."""
    names = [f"s/{number}" for number in range(1_000)]
    for architecture, root in ((whole(part("s/hub", *names), *map(part, names)), "s/hub"), (layers(5_000, 1), "system-0/part-0")):
        lines = tree(scene(architecture), root, 10_000, callers=callers)
        assert len(lines) <= MOST_LINES + 1
        assert callers or (lines[-1].stops == MORE and lines[-1].hidden > 0)
