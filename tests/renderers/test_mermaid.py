"""The Mermaid renderer: below Mermaid's limits, and inert whatever the names are."""

import re

import pytest
from hypothesis import given, settings

from sosgraph.drawing.scene import Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.model.architecture import Architecture
from sosgraph.renderers import mermaid
from sosgraph.report import Report
from sosgraph.view import View
from tests.drawing.examples import layers, part, webshop, webshop_scene, whole
from tests.renderers.specimens import HOSTILE, golden
from tests.renderers.test_dot import strangers
from tests.strategies import architectures

_label = r'"(?:[^\W]|[ ,/()=._-]|[^\x00-\x7f]|[#]\d+;|<br/>)*"'
_arrow = r"(?:==>|-->|-\.->|--o)"
_lines = re.compile(
    rf"""(?x) (?:
    ---|title:\ "(?:[^"\\]|\\.)*"|flowchart\ (?:TB|LR)|\ \ %%\ .*
    |\ \ (?:subgraph\ \w+\[{_label}\]|end|class\ [\w,]+\ \w+|classDef\ \w+\ [-\w:,\#\ ]+|linkStyle\ [\d,]+\ [-\w:,\#]+)
    |\s+\w+(?:\[{_label}\]|\[\({_label}\)\]|\(\({_label}\)\))(?::::\w+)?
    |\ \ n\d+\ {_arrow}(?:\|{_label}\|)?\ n\d+
    )"""
)


def arrows(text: str) -> list[str]:
    return [line for line in text.splitlines() if re.match(rf"  n\d+ {_arrow}", line)]


def strange_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not _lines.fullmatch(line)]


def test_looks_as_agreed() -> None:
    """The webshop: frames, groups, the cycle, the shared DNS, styles of arrows, legend."""
    text = mermaid.drawn(webshop_scene())
    assert text == golden("mermaid", "webshop.mmd", text)


def test_draws_what_the_analyses_say() -> None:
    """The report's architecture is enough: the shared DNS and the cycle are marked."""
    text = mermaid.RENDERER.render(Report(architecture=webshop()))
    looks = dict(re.findall(r"l_(look\d+)\[\"(\S+) ", text))
    marked = dict(re.findall(r"^  class (\S+) (look\d+)$", text, re.MULTILINE))
    assert {names: looks[name] for names, name in marked.items()} == {"n14": "▲", "n4,n5": "●"}
    assert "  n4 ==> n5\n" in text


@settings(max_examples=40)
@given(architectures(hostile=True))
def test_every_line_is_a_statement(architecture: Architecture) -> None:
    """Whatever is written in an architecture, every line of the text is one statement of Mermaid."""
    assert strange_lines(mermaid.drawn(scene(architecture))) == []


@pytest.mark.parametrize("name", [*HOSTILE, "%%{init: {}}%%", "end", "1. list", "__init__", "www.evil.invalid", "#quot;"])
def test_strangers_names_are_inert(name: str) -> None:
    """No quote, tag, entity, directive or Markdown of a name is left; the number of lines does not depend on it."""
    text = mermaid.drawn(strangers(name))
    assert strange_lines(text) == []
    assert len(text.splitlines()) == len(mermaid.drawn(strangers("plain")).splitlines())
    assert "%%{" not in text


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("price_cache-2 99.95", "price_cache-2 99.95"),
        ('say "x"; #1', "say #34;x#34;#59; #35;1"),
        ("1. - _a_", "1#46; #45; #95;a#95;"),
        ("ünï·日本", "ünï·日本"),
    ],
)
def test_only_what_means_something_is_escaped(text: str, escaped: str) -> None:
    """Names as people write them stay readable in the text, too."""
    assert f'["{escaped}"]' in mermaid.drawn(scene(whole(part(f"s/{text}"))))


@pytest.mark.parametrize(
    "architecture", [layers(2000, 3), layers(2000, 3, systems=40), layers(700, 1, back=True), layers(450, 1, systems=450)]
)
def test_stays_below_the_limits_and_says_so(architecture: Architecture) -> None:
    """Fewer than 500 arrows and 50,000 characters, with the reason in a comment and in the picture."""
    text = mermaid.drawn(scene(architecture))
    assert len(arrows(text)) < 500
    assert len(text) < 50_000
    assert strange_lines(text) == []
    (shown,) = (line for line in text.splitlines() if line.startswith("    l_words"))
    comments = "\n".join(line for line in text.splitlines() if line.startswith("  %%"))
    for words in (shown, comments):
        assert "Mermaid draws fewer than 500 arrows" in words
        assert "folded to fit" in words or "not drawn" in words


def test_long_names_leave_less_room_for_boxes() -> None:
    """Where 400 boxes are too many characters, fewer are drawn, and characters beyond the first plane count twice."""
    text = mermaid.drawn(scene(whole(*(part(f"s/{'𝔵' * 90}-{number}", kind="𝔵" * 90) for number in range(390)))))
    assert len(text.encode("utf-16-le")) // 2 < 50_000
    assert "folded to fit#58; what has the same callers and callees" in text


def test_499_arrows_are_not_folded() -> None:
    """The limit is used to the last arrow, and nothing is said."""
    callees = [f"s/{number}" for number in range(250)]
    architecture = whole(part("s/a", *callees), part("s/b", *callees[:249]), *map(part, callees))
    text = mermaid.drawn(scene(architecture))
    assert len(arrows(text)) == 499
    assert "folded to fit" not in text
    assert "Mermaid draws" not in text


def test_what_is_folded_because_few_boxes_were_asked_for_is_not_mermaids_doing() -> None:
    """The reason is not told that does not apply."""
    text = mermaid.RENDERER.render(Report(whole(*(part(f"s/{name}") for name in "abc")), view=View(most=2)))
    assert "folded to fit" in text and "Mermaid draws" not in text


def test_an_empty_architecture_is_a_picture() -> None:
    """It says that there is nothing."""
    assert 'title: "nothing to draw"' in mermaid.RENDERER.render(Report())
    assert strange_lines(mermaid.drawn(Scene("nothing"))) == []
