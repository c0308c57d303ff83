"""Which way a picture grows."""

from sosgraph.drawing.direction import top_down
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.scene_of import scene
from tests.drawing.examples import layers, part, webshop_scene, whole


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


def test_the_webshop_is_a_page() -> None:
    """Frames beside one another count: callers above callees."""
    assert top_down(webshop_scene())


def test_empty_pictures_and_long_circles_end() -> None:
    """No box, and 20,000 boxes in a circle, have a direction too."""
    assert top_down(Scene("empty")) in (True, False)
    assert top_down(scene(layers(20_000, 1, back=True)))
