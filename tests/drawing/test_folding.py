"""Pictures that do not fit are condensed, and say so."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.drawing.folding import Room, cut, folded
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.model.architecture import Architecture
from tests.drawing.examples import layers, part, webshop_scene, whole
from tests.strategies import architectures

rooms = st.builds(Room, most_edges=st.integers(0, 12), most_nodes=st.integers(0, 12))


def dependencies(picture: Scene) -> int:
    """How many dependencies the arrows stand for; those into a group are no dependency of their own."""
    return sum(edge.count for edge in picture.edges if not edge.head.startswith("#") or edge.head.startswith("#knot"))


def components(picture: Scene) -> int:
    return sum(node.stands_for for node in picture.nodes)


def told(picture: Scene, thing: str) -> int:
    """How many of a thing the notes say are not drawn."""
    notes = [note for note in picture.notes if "not drawn" in note]
    number = re.compile(rf"([\d,]+) {thing}(?: inside|$)")
    return sum(int(found.replace(",", "")) for note in notes for found in number.findall(note))


@given(architectures(), rooms)
def test_folding_loses_no_component_and_counts_dependencies(architecture: Architecture, room: Room) -> None:
    """Boxes stand for all components; what is drawn and what the notes count inside boxes are all dependencies."""
    whole_picture = scene(architecture)
    picture = folded(whole_picture, room)
    assert components(picture) == len(architecture.components)
    assert dependencies(picture) + told(picture, "dependenc(?:y|ies)") == dependencies(whole_picture)
    assert {end for edge in picture.edges for end in (edge.tail, edge.head)} <= set(picture.names())


@given(architectures(), rooms)
def test_cutting_fits_and_counts_the_rest(architecture: Architecture, room: Room) -> None:
    """After cutting it fits; what is drawn and what is said to be left out is everything."""
    whole_picture = scene(architecture)
    picture = cut(folded(whole_picture, room), room)
    assert room.holds(picture)
    assert dependencies(picture) + told(picture, "dependenc(?:y|ies)") == dependencies(whole_picture)
    left_out = re.search(r"not drawn, the least connected ones: ([\d,]+)", " ".join(picture.notes))
    assert components(picture) + (int(left_out[1].replace(",", "")) if left_out else 0) == len(architecture.components)


def test_what_fits_is_not_touched() -> None:
    """The same picture comes back."""
    picture = webshop_scene()
    room = Room(len(picture.edges), len(picture.nodes) + len(picture.groups))
    assert cut(folded(picture, room), room) is picture


def test_systems_become_boxes_with_counted_arrows() -> None:
    """The frame of a system becomes its box; externals stay; a cycle inside and a shared part are said on the box."""
    picture = folded(webshop_scene(), Room(12, 12))
    boxes = {node.label: node for node in picture.nodes}
    assert list(boxes) == ["shop", "stripe", "adyen", "ml", "platform"]
    assert boxes["shop"].marks == ("entry", "cycle", "folded")
    assert boxes["platform"].lines == ("5 components", "shared: dns")
    between = {(edge.tail, edge.head): edge.count for edge in picture.edges}
    assert between["shop/", "platform/"] == 8
    assert "3 systems drawn as one box each (15 components, 11 dependencies inside not drawn)" in picture.notes[-1]


def test_a_knot_becomes_a_box() -> None:
    """Without systems to fold, components that all need one another are one box that lists them."""
    architecture = whole(part("s/a", "s/b"), part("s/b", "s/c", "s/d"), part("s/c", "s/a"), part("s/d"))
    picture = folded(scene(architecture), Room(2, 2))
    assert [(node.label, node.stands_for) for node in picture.nodes] == [("a, b, c", 3), ("d", 1)]
    assert [(edge.tail, edge.head, edge.count) for edge in picture.edges] == [("#knot0", "s/d", 1)]


def test_cutting_keeps_what_is_marked() -> None:
    """The shared dependency stays although others are needed more often."""
    architecture = whole(
        part("s/a", "s/busy"),
        part("s/b", "s/busy"),
        part("s/c", "s/busy"),
        part("s/busy"),
        part("s/quiet"),
        part("s/d", "s/quiet"),
    )
    picture = cut(scene(architecture, shared=("s/quiet",)), Room(10, 2))
    assert [node.label for node in picture.nodes] == ["busy", "quiet"]


def test_a_deep_chain_folds_without_recursion() -> None:
    """20,000 components in one circle are one box."""
    picture = folded(scene(layers(20_000, 1, back=True)), Room(100, 100))
    assert [node.stands_for for node in picture.nodes] == [20_000]
