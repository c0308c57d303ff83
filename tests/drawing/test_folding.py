"""Pictures that do not fit are condensed, and say so."""

import re
import shlex

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.drawing.boxes import dependencies_in
from sosgraph.drawing.excerpt import excerpt
from sosgraph.drawing.folding import Room, cycles_folded, fitted
from sosgraph.drawing.scene import Edge, Node, Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Gone, Look, Overlaid
from sosgraph.selection import selected_components
from sosgraph.view import View
from tests.drawing.examples import layers, part, webshop_scene, whole
from tests.strategies import architectures

rooms = st.builds(Room, most_edges=st.integers(0, 12), most_nodes=st.integers(1, 12))


def components(picture: Scene) -> int:
    return sum(node.stands_for for node in picture.nodes)


def not_drawn(picture: Scene) -> int:
    """How many dependencies the notes say are not drawn."""
    found = re.search(r"([\d,]+) dependenc(?:y|ies) not drawn$", "\n".join(picture.notes), re.MULTILINE)
    return int(found[1].replace(",", "")) if found else 0


@given(architectures(), rooms, st.data())
def test_folding_fits_and_loses_nothing(architecture: Architecture, room: Room, data: st.DataObject) -> None:
    """It fits; boxes stand for all components; what is drawn and what the notes count are all dependencies."""
    some = data.draw(st.lists(st.sampled_from(sorted(architecture.components)), max_size=3).map(tuple))
    whole_picture = excerpt(scene(architecture), View(highlight=some), architecture)
    picture = fitted(whole_picture, room)
    assert room.holds(picture)
    assert components(picture) == len(architecture.components)
    assert dependencies_in(picture) + not_drawn(picture) == dependencies_in(whole_picture)
    assert {end for edge in picture.edges for end in (edge.tail, edge.head)} <= set(picture.names())


def test_what_fits_is_not_touched() -> None:
    """The same picture comes back."""
    picture = webshop_scene()
    assert fitted(picture, Room(len(picture.edges), len(picture.nodes) + len(picture.groups))) is picture


def test_systems_become_boxes_with_counted_arrows() -> None:
    """The frame of a system becomes its box; externals stay; who in it is marked is said on the box."""
    picture = fitted(webshop_scene(), Room(12, 12))
    boxes = {node.label: node for node in picture.nodes}
    assert list(boxes) == ["shop", "stripe", "adyen", "ml", "platform"]
    assert boxes["shop"].marks == ("entry", "folded") and boxes["shop"].lines[-1] == "● catalog, pricing"
    assert boxes["platform"].lines == ("5 components", "▲ dns")
    assert {(edge.tail, edge.head): edge.count for edge in picture.edges}["shop/", "platform/"] == 8
    assert picture.notes[-3:] == (
        "folded to fit: 3 systems as one box each",
        "15 components in boxes of several, 11 dependencies not drawn",
        "to see inside add --focus shop/web, to see all of it add --most 21",
    )


def test_a_knot_becomes_a_box() -> None:
    """Without systems to fold, components that all need one another are one box that names the busiest."""
    architecture = whole(part("s/a", "s/b"), part("s/b", "s/c", "s/d"), part("s/c", "s/a"), part("s/d"))
    picture, words = cycles_folded(scene(architecture))
    assert [(node.label, node.stands_for) for node in picture.nodes] == [("b, a, c", 3), ("d", 1)]
    assert [(edge.tail, edge.head, edge.count) for edge in picture.edges] == [("#knot0", "s/d", 1)]
    assert words == "1 knot of components that all need one another as one box each"


def test_what_is_alike_becomes_one_box() -> None:
    """Same callers, same callees: one box for thirty."""
    names = [f"s/worker-{number}" for number in range(30)]
    architecture = whole(part("s/queue", *names), *(part(name, "s/db") for name in names), part("s/db"))
    picture = fitted(scene(architecture), Room(10, 10))
    assert [(node.label, node.stands_for) for node in picture.nodes] == [
        ("queue", 1),
        ("worker-0, worker-1, worker-2 and 27 more", 30),
        ("db", 1),
    ]
    assert [edge.count for edge in picture.edges] == [30, 30]


def test_what_only_one_needs_goes_into_that_one() -> None:
    """Leaves of different callers vanish in these; what two need stays."""
    architecture = whole(
        part("s/a", "s/b", "s/c"),
        part("s/b", "s/own", "s/both"),
        part("s/c", "s/both"),
        part("s/d", "s/c"),
        part("s/own"),
        part("s/both"),
    )
    picture = fitted(scene(architecture), Room(5, 5))
    (folded,) = (node for node in picture.nodes if node.stands_for > 1)
    assert (folded.label, folded.lines, folded.first) == ("b", ("with what only it needs:", "2 components"), "b")


def test_gathering_makes_no_new_cycle() -> None:
    """Layers and what they call stay apart: every arrow of a folded ladder leads down."""
    picture = fitted(scene(layers(300, 7)), Room(60, 30))
    place = {node.name: number for number, node in enumerate(picture.nodes)}
    assert len(picture.nodes) > 1
    assert all(place[edge.tail] < place[edge.head] for edge in picture.edges)


def test_a_box_looks_like_the_gravest_inside() -> None:
    """Of each overlay, and so does the arrow for several."""
    bad, good = Look("verdict", "bad", 0, sign="✗"), Look("verdict", "good", 1)
    other = Look("other", "seen", 0)
    nodes = tuple(Node(name, name, looks=looks) for name, looks in {"a": (good, other), "b": (bad,)}.items())
    picture, _ = cycles_folded(Scene("s", nodes=nodes, edges=(Edge("a", "b"), Edge("b", "a"))))
    (found,) = picture.nodes
    assert (found.looks, found.lines) == ((bad, other), ("2 components", "✗ b"))


def test_a_deep_chain_folds_without_recursion() -> None:
    """10,000 components in one circle are one box, and 3,000 in a row fit as well."""
    picture = fitted(scene(layers(10_000, 1, back=True)), Room(100, 100))
    assert [node.stands_for for node in picture.nodes] == [10_000]
    assert components(fitted(scene(layers(3_000, 1)), Room(100, 100))) == 3_000


@given(architectures(), rooms)
def test_who_is_named_to_see_inside_can_be_asked_for(architecture: Architecture, room: Room) -> None:
    """What is gone cannot, though it is in a box."""
    gone = Overlaid(gone=tuple(Gone(f"{architecture.systems[0]}/gone-{number}", architecture.systems[0]) for number in range(9)))
    picture = fitted(scene(architecture, [gone]), room)
    asked = shlex.split(" ".join(re.findall(r"--focus (.*), to see all", picture.notes[-1]))) if picture.notes else []
    assert not asked or len(selected_components(architecture, asked)) == 1


def test_what_was_asked_for_stays_by_itself() -> None:
    """However much around it is folded, though it lies on the cycle that is; only where there is no room at all, it does not."""
    architecture = layers(300, 7, back=True)
    asked = excerpt(scene(architecture), View(highlight=("system-0/part-150",)), architecture)
    picture = fitted(asked, Room(60, 30))
    assert Room(60, 30).holds(picture) and components(picture) == 300
    assert "system-0/part-150" in picture.names()
    assert len(fitted(asked, Room(0, 1)).nodes) == 1
