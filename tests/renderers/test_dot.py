"""The DOT renderer: well-formed whatever the names are, and drawn by the real Graphviz where it is installed."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import given, settings

from sosgraph.drawing.palette import DARK, LIGHT
from sosgraph.drawing.scene import STYLES, Cluster, Edge, Group, Node, Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.wording import shortened
from sosgraph.model.architecture import Architecture
from sosgraph.overlays.cycles import RUN
from sosgraph.overlays.shared_dependencies import WHOLLY
from sosgraph.renderers import dot
from sosgraph.renderers.dot.appearance import ARROWS
from sosgraph.renderers.dot.heading import LINES
from sosgraph.report import Report
from sosgraph.view import View
from tests.drawing.examples import layers, part, webshop, webshop_scene, whole
from tests.renderers.specimens import HOSTILE, golden
from tests.strategies import architectures

graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")

_string = r'"(?:[^"\\]|\\.)*"'
_markup = r"<(?:[^<>]|<[^<>]*>)*>"
_value = rf"(?:{_string}|{_markup}|[\w.]+)"
_attribute = rf"[a-z]+={_value}"
_statement = re.compile(
    rf"\s*(?:(?:digraph architecture|subgraph cluster\d+) {{|}}|{_attribute};"
    rf"|(?:n\d+|node|edge)(?: -> n\d+)?(?: \[{_attribute}(?:, {_attribute})*\])?;)"
)


def svg(text: str) -> ElementTree.Element:
    drawn = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True, timeout=60)
    assert drawn.stderr == b""
    return ElementTree.fromstring(drawn.stdout)


def texts(picture: ElementTree.Element) -> list[str]:
    return ["".join(element.itertext()).replace("\xa0", " ") for element in picture.iter("{http://www.w3.org/2000/svg}text")]


def strangers(name: str) -> Scene:
    """A picture with the same text wherever a user's words may stand."""
    nodes = (Node(f"s/{name}", name, name, (name,), (name,), "s", (), (WHOLLY,)), Node("b", name))
    groups = (Group("#1", name, "s"),)
    return Scene(
        name, name, (Cluster("s", name),), nodes, groups, (Edge(f"s/{name}", "#1"), Edge("#1", "b", label=name)), (name,)
    )


def test_looks_as_agreed() -> None:
    """The webshop: frames, groups, the cycle, the shared DNS, styles of arrows, legend."""
    text = dot.drawn(webshop_scene())
    assert text == golden("dot", "webshop.dot", text)


def test_draws_what_the_analyses_say() -> None:
    """The report's architecture is enough: the shared DNS and the cycle are marked."""
    text = dot.RENDERER.render(Report(architecture=webshop()))
    assert re.search(r"n14 \[.*▲ dns", text)
    assert re.search(r"n4 -> n5 \[.*penwidth=2\.2", text)


@settings(max_examples=40)
@given(architectures(hostile=True))
def test_every_line_is_a_statement(architecture: Architecture) -> None:
    """Whatever is written in an architecture, every line of the text is one statement of DOT."""
    for line in dot.drawn(scene(architecture)).splitlines():
        assert _statement.fullmatch(line), line


@pytest.mark.parametrize("name", HOSTILE)
def test_strangers_names_end_no_string(name: str) -> None:
    """A text in a title, frame, box, group, arrow and note stays inside its quotes or its tags."""
    text = dot.drawn(strangers(name))
    assert [line for line in text.splitlines() if not _statement.fullmatch(line)] == []
    assert len(text.splitlines()) == len(dot.drawn(strangers("plain")).splitlines())


@graphviz
@pytest.mark.parametrize("name", HOSTILE)
def test_strangers_names_are_shown_as_they_are(name: str) -> None:
    """Graphviz draws the very text, and complains of nothing."""
    shown = texts(svg(dot.drawn(strangers(name))))
    assert f"▲ {shortened(name)}".replace("\xa0", " ") in shown


@graphviz
def test_the_webshop_becomes_svg_without_a_complaint() -> None:
    """It is XML, with a group of its own for every box, circle, frame and arrow."""
    picture = webshop_scene()
    classes = [element.get("class") for element in svg(dot.drawn(picture)).iter("{http://www.w3.org/2000/svg}g")]
    assert classes.count("node") == len(picture.names())
    assert classes.count("edge") == len(picture.edges)
    assert classes.count("cluster") == len(picture.clusters)


@graphviz
def test_an_empty_architecture_is_a_picture() -> None:
    """It says that there is nothing."""
    assert texts(svg(dot.RENDERER.render(Report())))[0] == "nothing to draw"


def test_large_architectures_are_folded_and_say_so() -> None:
    """What has more than the room for it is drawn by systems; the note in the heading says so."""
    text = dot.RENDERER.render(Report(architecture=layers(150, 2, systems=3)))
    assert text.count("shape=folder") == 3
    assert "folded to fit: 3 systems as one box each" in text


def test_a_thousand_components_are_drawn_when_asked_for() -> None:
    """Every component and dependency is one statement then."""
    text = dot.RENDERER.render(Report(architecture=layers(1000, 3), view=View(most=1500)))
    assert text.count(" -> ") == 2994
    assert len(re.findall(r"^  n\d+ \[", text, re.MULTILINE)) == 1000


def test_the_dark_theme_has_no_light_colour() -> None:
    """Nothing of a picture is left in the other theme."""
    colours = {name: colour for name, colour in LIGHT.items() if DARK[name] != colour}
    dark = dot.RENDERER.render(Report(architecture=webshop(), view=View(theme="dark")))
    assert not [name for name, colour in colours.items() if colour in dark]
    assert DARK["paper"] in dark


def test_signs_say_without_colour() -> None:
    """An entry, a knot, a shared dependency and replicas are told apart in black and white."""
    architecture = whole(part("s/a"))
    node = Node("s/a", "a", marks=("entry",), looks=(RUN, WHOLLY), copies=2)
    assert "► ● ▲ ≡ a" in dot.drawn(Scene("s", nodes=(node,)))
    assert "<B>a</B>" in dot.drawn(scene(architecture))


def test_a_sample_in_the_legend_is_drawn_as_its_arrow() -> None:
    """In its colour and with its head: full, hollow, or a ring."""
    heads = {None: "►", "empty": "▷", "odot": "○"}
    for style in STYLES:
        line, colour = LINES[style]
        look = ARROWS[style]
        assert line[-1] == heads[look.get("arrowhead")] and colour == look["color"]
