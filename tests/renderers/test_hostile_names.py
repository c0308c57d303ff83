"""A name from a stranger changes the shape of no report, in any format that there is."""

import csv
import json
import re
from collections.abc import Callable
from io import StringIO
from typing import Any
from unicodedata import category
from xml.etree import ElementTree

import click
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sosgraph import catalog
from tests.renderers.specimens import HOSTILE, hostile
from tests.renderers.test_github import commands
from tests.renderers.test_html import Page

FRAGMENTS = (
    *HOSTILE,
    "</script>",
    "</style><style>*{display:none}",
    "-->",
    "<!--",
    "]]>",
    "&#8238;",
    "%0A::error::",
    "::add-mask::x",
    "##[error]x",
    "##vso[task.setvariable]x",
    "##teamcity[x]",
    '"]{}',
    "\u200f\u202e",
    "\ufffe\uffff",
    "</details>",
    "</failure>",
    "\\u0023",
)
_ORDER = re.compile(r"##\w*\[|^\s*::", re.MULTILINE)
_CARET = re.compile(r"^ +\| +\^", re.MULTILINE)
_LABEL = re.compile(r"\\.|\"")


def _json(text: str) -> Any:
    """The keys, and how long lists are."""

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                key: shape(inner)
                for key, inner in value.items()
                if key not in ("facts", "names", "originalUriBaseIds", "uriBaseId")
            }
        return [shape(inner) for inner in value] if isinstance(value, list) else type(value).__name__

    assert text.isascii()
    return shape(json.loads(text))


def _xml(text: str) -> Any:
    return [(element.tag, sorted(element.attrib)) for element in ElementTree.fromstring(text).iter()]


def _markdown(text: str) -> Any:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    inner = (each for token in tokens for each in (token, *(token.children or ())))
    return [
        (token.type, token.content if "html" in token.type else "") for token in inner if token.type not in ("text", "inline")
    ]


def _quotes(text: str) -> Any:
    """How many strings a diagram in DOT has, and its lines."""
    return text.count("\n"), sum(match[0] == '"' for match in _LABEL.finditer(text))


SHAPES: dict[str, Callable[[str], Any]] = {
    "text": lambda text: len(_CARET.findall(click.unstyle(text))),
    "concise": lambda text: text.count("\n"),
    "json": _json,
    "sarif": _json,
    "gitlab": _json,
    "csv": lambda text: [len(row) for row in csv.reader(StringIO(text, newline=""), strict=True)],
    "junit": _xml,
    "github": lambda text: [(name, sorted(properties)) for name, properties, _ in commands(text)],
    "markdown": _markdown,
    "html": lambda text: [tag for tag, _ in Page(text).elements],
    "explorer": lambda text: [tag for tag, _ in Page(text).elements],
    "dot": _quotes,
    "mermaid": lambda text: text.count("\n"),
    "d2": _quotes,
    "cytoscape": _json,
    "graphml": _xml,
    "report": lambda text: [tag for tag, _ in Page(text).elements],
    "report-markdown": _markdown,
}
"""For each format, what of it no name may change, as a reader of that format sees it."""

names = st.text(st.characters(), max_size=30) | st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=4).map("".join)


def inert(format: str, name: str) -> bool:
    """Tell whether a report full of `name` has the shape that it has with any other name, and nothing that hides or orders."""
    text = catalog.find("renderers", format).render(hostile(name))
    seen = click.unstyle(text) if format == "text" else text
    hidden = {category(character) for character in set(seen) - {"\n", "\r"}} & {"Cc", "Cf", "Cs", "Zl", "Zp"}
    orders = [] if format == "github" else _ORDER.findall(seen)
    text.encode()
    return not hidden and not orders and SHAPES[format](text) == SHAPES[format](_plain(format))


def _plain(format: str) -> str:
    return str(catalog.find("renderers", format).render(hostile("name")))


def test_every_format_is_looked_at() -> None:
    """A new renderer has to say here what its shape is."""
    assert set(SHAPES) == set(catalog.names("renderers"))


@pytest.mark.parametrize("format", SHAPES)
@pytest.mark.parametrize("name", FRAGMENTS)
def test_known_tricks_do_nothing(format: str, name: str) -> None:
    """Each alone."""
    assert inert(format, name)


@pytest.mark.parametrize("format", SHAPES)
@given(name=names)
@example(name=":")  # with what stands behind a name, an order
def test_names_are_inert(format: str, name: str) -> None:
    """Any text, and any mixture of tricks."""
    shown = name.split() or format not in ("markdown", "report-markdown")  # a paragraph without words is none
    assert inert(format, name if name and shown else "x")


@pytest.mark.parametrize("format", ["markdown", "html", "github", "junit"])
def test_a_shape_can_be_broken(format: str) -> None:
    """So that the laws above do not hold because nothing is compared: a format that is told two names has two shapes."""
    twice = _plain(format).replace("name", "</code><code>", 1) if format in ("markdown", "html") else _plain(format)
    broken = {"github": f"::error::x\n{twice}", "junit": twice.replace("</testsuites>", "<testsuite/></testsuites>")}.get(
        format, twice
    )
    assert SHAPES[format](broken) != SHAPES[format](_plain(format))
