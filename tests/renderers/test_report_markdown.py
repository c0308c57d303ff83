"""The review in Markdown."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from sosgraph.model.architecture import Architecture
from sosgraph.renderers import report_markdown
from sosgraph.report import Report
from tests.renderers.specimens import golden
from tests.renderers.test_report import webshop
from tests.strategies import architectures


def test_looks_as_agreed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The webshop, linted, without pictures."""
    text = report_markdown.RENDERER.render(webshop(monkeypatch))
    assert text == golden("report-markdown", "webshop.md", text)


def test_shows_the_pictures_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """As fenced Mermaid, in the chapter that each is of."""
    text = report_markdown.RENDERER.render(replace(webshop(monkeypatch), pictures={"cycles": "flowchart LR\n"}))
    assert "```mermaid\nflowchart LR\n```" in text.partition("## Cycles")[2].partition("## Hidden")[0]


@settings(max_examples=15)
@given(architectures(hostile=True))
def test_holds_no_html_of_a_stranger(architecture: Architecture) -> None:
    """Only the tags that the renderer writes."""
    text = report_markdown.RENDERER.render(Report(architecture=architecture))
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    html = {
        inner.content
        for token in tokens
        for inner in (token, *(token.children or ()))
        if inner.type in ("html_block", "html_inline")
    }
    assert html <= {"<code>", "</code>"}
