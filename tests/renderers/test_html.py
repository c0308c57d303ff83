"""The page, read back by a parser of HTML."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.escaping import one_line, terminal
from sosgraph.finding import Finding, Severity
from sosgraph.renderers import html
from sosgraph.renderers.html import RENDERER
from sosgraph.renderers.html.excerpt import WIDEST, words
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.table import Column, Table
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen

_VOID = {"meta"}


class Page(HTMLParser):
    """What a browser sees: elements with their attributes, and words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words = ""
        self.marked: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, tuple(attrs)))
        self.open += [tag] if tag not in _VOID else []
        self.marked += [""] if tag == "mark" else []

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data
        if self.open[-1:] == ["mark"]:
            self.marked[-1] += data

    def handle_comment(self, data: str) -> None:
        self.wrong.append(data)


def test_looks_as_agreed() -> None:
    """Findings and tables; the pages of the rules are their own."""
    text, _, _ = RENDERER.render(specimen()).partition("<h2>Rules</h2>")
    assert text == golden("html", "specimen.html", text)


@pytest.mark.parametrize("report", [Report(), specimen(), *map(hostile, HOSTILE)])
def test_every_element_is_closed(report: Report) -> None:
    """In the order in which they were opened."""
    read = Page(RENDERER.render(report))
    assert not read.wrong and not read.open


@pytest.mark.parametrize("report", [specimen(), *map(hostile, HOSTILE)])
def test_needs_nothing_and_runs_nothing(report: Report) -> None:
    """No script, no frame, no picture; no attribute that loads or acts, and links inside the page only."""
    for tag, attributes in Page(RENDERER.render(report)).elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "svg", "form")
        names = {name for name, _ in attributes}
        assert names <= {"class", "id", "href", "lang", "charset", "name", "content", "http-equiv"}
        assert all((value or "").startswith("#rule-") for name, value in attributes if name == "href")
    text = RENDERER.render(report)
    assert "default-src &#x27;none&#x27;" in text and "prefers-color-scheme: dark" in text


def test_places_are_marked_in_their_lines() -> None:
    """The finding's own and those of its steps, in order."""
    assert Page(RENDERER.render(specimen())).marked[:3] == ["99.95%", "db", "99.9%"]


def test_a_long_line_is_cut_around_the_place() -> None:
    """And the place is still in it."""
    text = RENDERER.render(hostile("name"))
    assert len(max(text.partition("<h2>")[0].split("<body>")[1].splitlines(), key=len)) < WIDEST + 200


def test_says_what_is_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The least grave ones."""
    monkeypatch.setattr(html, "MOST_FINDINGS", 1)
    info = Finding(Pointer(""), "small", severity=Severity.INFO)
    text = RENDERER.render(Report(findings=(info, info, Finding(Pointer(""), "great"))))
    assert "great" in text and "small" not in text and "2 findings more, not shown here" in text


def test_an_answer_has_no_verdict() -> None:
    """Only its table, numbers to the right."""
    table = Table("t", "title", (Column("a"), Column("n", "count")), (("x", 1),), ("a note",), lead="so it is")
    text = RENDERER.render(Report(tables=(table,)))
    assert "no findings" not in text and '<tr><td>x</td><td class="number">1</td></tr>' in text
    assert "<p><bdi>so it is</bdi></p>" in text


@given(st.text() | st.text(alphabet="<>&\"'/!-abs \n"))
def test_text_comes_back(text: str) -> None:
    """As words, in an element and in an attribute."""
    read = Page(f'<p class="{words(text)}">{words(text)}</p>')
    shown = terminal(one_line(text))
    assert read.elements == [("p", (("class", shown),))] and read.words == shown
