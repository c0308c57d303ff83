"""The legend of a picture."""

from importlib import import_module

from hypothesis import given

from sosgraph import catalog
from sosgraph.drawing.legend import BOXES, LABELS, LINES, Sample, legend
from sosgraph.drawing.scene import MARKS, STYLES, Edge, Node, Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.wording import SIGNS
from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look
from tests.drawing.examples import part, webshop_scene, whole
from tests.strategies import architectures


def test_explains_every_symbol_there_is() -> None:
    """No mark and no style is without words."""
    assert set(BOXES) == {*MARKS, "replicas", "group"}
    assert set(LINES) == set(STYLES)


def test_explains_only_what_occurs() -> None:
    """Two boxes and an arrow need one line; the webshop needs all but what is folded, and what its overlays mark."""
    assert legend(scene(whole(part("s/a", "s/b"), part("s/b")))) == (Sample("hard", "needed to run"),)
    samples = legend(webshop_scene())
    known = (*BOXES, *LINES, *LABELS)
    assert [each.symbol for each in samples if each.look is None] == [each for each in known if each not in ("folded", "several")]
    assert [each.words for each in samples if each.look] == ["dependency cycle", "shared dependency of a redundancy group"]


def test_the_gravest_comes_first_and_lines_last() -> None:
    """Overlay by overlay; what no box shows has a line for its sample."""
    good, bad = Look("verdict", "good", 1), Look("verdict", "bad", 0)
    way = Look("way", "on the way")
    nodes = (Node("a", "a", looks=(good,)), Node("b", "b", looks=(bad,)))
    samples = legend(Scene("s", nodes=nodes, edges=(Edge("a", "b", looks=(way, bad)),)))
    assert [(each.words, each.is_line) for each in samples] == [
        ("bad", False),
        ("good", False),
        ("needed to run", True),
        ("on the way", True),
    ]


@given(architectures())
def test_explains_every_style_in_use(architecture: Architecture) -> None:
    """No arrow is without its line in the legend."""
    picture = scene(architecture)
    assert {edge.style for edge in picture.edges} == {each.symbol for each in legend(picture)} & set(STYLES)


def test_no_two_looks_have_one_sign() -> None:
    """Whichever overlays are shown together; dashed ones of one overlay may differ in that alone."""
    modules = (import_module(f"sosgraph.overlays.{name.replace('-', '_')}") for name in catalog.names("overlays"))
    known = {look for module in modules for value in vars(module).values() for look in _looks(value) if look.sign}
    bearers: dict[str, set[str]] = {}
    for look in known:
        bearers.setdefault(look.sign, set()).add(look.overlay)
    assert {sign: names for sign, names in bearers.items() if len(names) > 1 or sign in SIGNS.values()} == {}


def _looks(value: object) -> list[Look]:
    several = value.values() if isinstance(value, dict) else value if type(value) is tuple else (value,)
    return [look for look in several if isinstance(look, Look)]
