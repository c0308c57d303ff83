"""The legend of a picture."""

from hypothesis import given

from sosgraph.drawing.legend import BOXES, LINES, legend
from sosgraph.drawing.scene import MARKS, STYLES
from sosgraph.drawing.scene_of import scene
from sosgraph.model.architecture import Architecture
from tests.drawing.examples import part, webshop_scene, whole
from tests.strategies import architectures


def test_explains_every_symbol_there_is() -> None:
    """No mark and no style is without words."""
    assert set(BOXES) == {*MARKS, "replicas", "group"}
    assert set(LINES) == set(STYLES)


def test_explains_only_what_occurs() -> None:
    """Two boxes and an arrow need one line; the webshop needs all but the folded box."""
    assert legend(scene(whole(part("s/a", "s/b"), part("s/b")))) == (("hard", "needed to run"),)
    assert [symbol for symbol, _ in legend(webshop_scene())] == [symbol for symbol in (*BOXES, *LINES) if symbol != "folded"]


@given(architectures())
def test_explains_every_style_in_use(architecture: Architecture) -> None:
    """No arrow is without its line in the legend."""
    picture = scene(architecture)
    assert {edge.style for edge in picture.edges} == {symbol for symbol, _ in legend(picture)} & set(STYLES)
