"""The D2 renderer: every line a statement of its own, and inert whatever the names are."""

import re

import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.renderers import d2
from sosgraph.report import Report
from sosgraph.view import View
from tests.drawing.examples import layers, part, webshop, whole
from tests.renderers.specimens import HOSTILE, golden
from tests.strategies import architectures

_string = r'"(?:[^"\\$\n]|\\.)*"'
_key = r"(?:c\d+\.)?n\d+|c\d+"
_style = r"\{(?:[^{}\"]|\"[#\w]+\"|\{[^{}\"]*\})*\}"
_statement = re.compile(rf"direction: (?:right|down)|(?:title|notes|{_key}|(?:{_key}) -> (?:{_key})): {_string} {_style}")


def strange_lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if not _statement.fullmatch(line)]


def test_looks_as_agreed() -> None:
    """The webshop: containers, groups, the cycle, the shared DNS, styles of arrows, what signs mean."""
    text = d2.RENDERER.render(Report(architecture=webshop()))
    assert text == golden("d2", "webshop.d2", text)
    assert strange_lines(text) == []


@settings(max_examples=40)
@given(architectures(hostile=True))
def test_every_line_is_a_statement(architecture: Architecture) -> None:
    """Whatever is written in an architecture."""
    assert strange_lines(d2.RENDERER.render(Report(architecture=architecture))) == []


@pytest.mark.parametrize("name", [*HOSTILE, "${x}", "a -> b", "x.style.fill: red", "|md"])
def test_strangers_names_are_inert(name: str) -> None:
    """No quote, variable or escape of a name is left open."""
    text = d2.RENDERER.render(Report(architecture=whole(part(f"s/{name}", "s/b", kind=name, owner=name), part("s/b"))))
    assert strange_lines(text) == []
    assert len(text.splitlines()) == 6


def test_arrows_end_at_boxes_that_are_there() -> None:
    """Under the container in which these stand."""
    text = d2.RENDERER.render(Report(architecture=webshop()))
    boxes = set(re.findall(rf"^({_key}): ", text, re.MULTILINE))
    ends = {end for pair in re.findall(rf"^({_key}) -> ({_key}): ", text, re.MULTILINE) for end in pair}
    assert ends and ends <= boxes


def test_large_architectures_are_folded_unless_asked_for() -> None:
    """As in DOT."""
    architecture = layers(300, 2, systems=3)
    assert d2.RENDERER.render(Report(architecture=architecture)).count("style.multiple") == 3
    everything = d2.RENDERER.render(Report(architecture=architecture, view=View(most=900)))
    assert "style.multiple" not in everything and everything.count(" -> ") == 597
