"""Part of a picture."""

import networkx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sosgraph.drawing.excerpt import HIGHLIGHT, excerpt
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.view import View
from tests.drawing.examples import part, webshop, webshop_scene, whole
from tests.strategies import architectures


def names(picture: Scene) -> set[str]:
    return {node.name for node in picture.nodes}


def graph(picture: Scene) -> networkx.DiGraph:
    """Components only: who is called through a group is called by its caller."""
    callers = {edge.head: edge.tail for edge in picture.edges if edge.head.startswith("#")}
    found = networkx.DiGraph()
    found.add_nodes_from(names(picture))
    for edge in picture.edges:
        tail = edge.tail
        while tail in callers:
            tail = callers[tail]
        if not edge.head.startswith("#"):
            found.add_edge(tail, edge.head)
    return found


@given(architectures(), st.data(), st.integers(0, 3))
def test_focus_is_what_it_needs_and_who_needs_it(architecture: Architecture, data: st.DataObject, depth: int) -> None:
    """Within so many dependencies one way or the other, however many groups are on it (networkx)."""
    focus = data.draw(st.sampled_from(sorted(architecture.components)))
    whole_picture = scene(architecture)
    picture = excerpt(whole_picture, View(focus=(focus,), depth=depth), architecture)
    calls = graph(whole_picture)
    near = {
        name for way in (calls, calls.reverse()) for name in networkx.single_source_shortest_path_length(way, focus, cutoff=depth)
    }
    assert names(picture) == near


@given(architectures(), st.data())
def test_reaches_is_whoever_needs_it(architecture: Architecture, data: st.DataObject) -> None:
    """Directly or through others (networkx)."""
    target = data.draw(st.sampled_from(sorted(architecture.components)))
    whole_picture = scene(architecture)
    picture = excerpt(whole_picture, View(reaches=(target,)), architecture)
    assert names(picture) == networkx.ancestors(graph(whole_picture), target) | {target}


@given(architectures(), st.data())
def test_an_excerpt_is_a_picture(architecture: Architecture, data: st.DataObject) -> None:
    """Its arrows are those among what is left, and no circle hangs in the air."""
    some = st.lists(st.sampled_from(sorted(architecture.components)), unique=True).map(tuple)
    view = View(include=data.draw(some), exclude=data.draw(some))
    assume(set(view.include or ()) - set(view.exclude))
    picture = excerpt(scene(architecture), view, architecture)
    assert names(picture) == set(view.include or ()) - set(view.exclude)
    known = set(picture.names())
    assert all({edge.tail, edge.head} <= known for edge in picture.edges)
    for group in picture.groups:
        assert sum(edge.head == group.name for edge in picture.edges) == 1
        assert any(edge.tail == group.name for edge in picture.edges)


def test_says_what_it_leaves_out() -> None:
    """How many are drawn, why these, and that numbers are of the whole."""
    picture = excerpt(webshop_scene(), View(focus=("platform/dns",)), webshop())
    assert picture.notes[-1] == (
        "drawn are 4 of 17 components: what is within 1 dependency of platform/dns; what is said of them is of the whole"
    )
    everything = excerpt(webshop_scene(), View(), webshop())
    assert everything == webshop_scene()


def test_words_that_leave_nothing_are_refused() -> None:
    """An empty picture answers nothing, and a mark on what is not drawn is seen by nobody."""
    with pytest.raises(BadCall, match="nothing is left to draw of only platform/dns, without platform/dns"):
        excerpt(webshop_scene(), View(include=("platform/dns",), exclude=("platform/dns",)), webshop())
    with pytest.raises(BadCall, match="nothing of what --highlight names is drawn"):
        excerpt(webshop_scene(), View(highlight=("platform/dns",), exclude=("platform/dns",)), webshop())


def test_highlights() -> None:
    """With a thick border and a sign, whatever else is drawn."""
    picture = excerpt(webshop_scene(), View(highlight=("shop/web",)), webshop())
    assert [node.name for node in picture.nodes if HIGHLIGHT in node.looks] == ["shop/web"]


@pytest.mark.parametrize(
    ("collapse", "boxes"),
    [
        ("system", ["one", "two"]),
        ("kind", ["service", "one/b", "db"]),
        ("owner", ["payments", "one/b", "two/d"]),
        ("cycle", ["b, a", "c", "d"]),
    ],
)
def test_collapses(collapse: str, boxes: list[str]) -> None:
    """What has no kind or owner stays as it is."""
    architecture = whole(
        part("one/a", "one/b", kind="service", owner="payments"),
        part("one/b", "one/a", "two/c"),
        part("two/c", "two/d", kind="service", owner="payments"),
        part("two/d", kind="db"),
    )
    picture = excerpt(scene(architecture), View(collapse=collapse), architecture)
    assert [node.label if node.stands_for > 1 or node.name.startswith("#") else node.name for node in picture.nodes] == [
        box if "/" in box or len(box) > 1 else f"two/{box}" for box in boxes
    ]
    assert sum(node.stands_for for node in picture.nodes) == 4
