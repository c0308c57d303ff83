"""Which way a picture grows."""

from sosgraph.drawing.direction import rows_of_unconnected, top_down
from sosgraph.drawing.scene import Edge, Node, Scene
from sosgraph.drawing.scene_of import scene
from tests.drawing.examples import layers, part, whole


def test_a_wide_picture_grows_to_the_right() -> None:
    """Thirty callees of one caller stand below one another."""
    callees = [f"s/payment-service-{number}" for number in range(30)]
    assert not top_down(scene(whole(part("s/caller", *callees), *map(part, callees))))


def test_a_chain_reads_like_a_line() -> None:
    """What calls only one other stands left of it."""
    assert not top_down(scene(layers(12, 1)))


def test_a_few_broad_layers_stand_above_one_another() -> None:
    """Four layers of six are about as wide as a page."""
    grid = [[f"s/{layer}-{number}" for number in range(6)] for layer in range(4)]
    rows = zip(grid, [*grid[1:], []], strict=True)
    assert top_down(scene(whole(*(part(name, *below) for names, below in rows for name in names))))


def test_frames_stand_beside_one_another() -> None:
    """The same boxes and arrows are wider in three frames than in one, so that they grow to the right no more."""
    arrows = tuple(Edge(f"{one}{layer}", f"{one}{layer + 1}") for one in "abc" for layer in range(3))
    apart = ("a0", "a1", "a2", "a3", "b0", "b1", "b2", "b3", "c0", "c1", "c2", "c3")
    one = Scene("s", nodes=tuple(Node(name, "a name of some length", cluster="x") for name in apart), edges=arrows)
    several = Scene("s", nodes=tuple(Node(name, "a name of some length", cluster=name) for name in apart), edges=arrows)
    assert (top_down(one), top_down(several)) == (True, False)


def test_empty_pictures_and_long_circles_end() -> None:
    """No box, and 20,000 boxes in a circle, have a direction too."""
    assert top_down(Scene("empty")) in (True, False)
    assert top_down(scene(layers(20_000, 1, back=True)))


def test_boxes_without_arrows_stand_in_rows() -> None:
    """Nine in three of three, frame by frame; what has an arrow stands where its arrow wants it."""
    alone = scene(whole(*(part(f"s/{number}") for number in range(9)), part("t/a", "t/b"), part("t/b")))
    assert list(rows_of_unconnected(alone)) == [(f"s/{one}", f"s/{one + 1}") for one in (0, 1, 3, 4, 6, 7)]
