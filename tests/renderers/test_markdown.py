"""The Markdown renderer, read back by a CommonMark parser."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sosgraph.escaping import markdown, one_line, terminal
from sosgraph.finding import Finding, Severity
from sosgraph.renderers.markdown import MARKER, MOST_CHARACTERS, RENDERER
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.table import Column, Table
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen

_parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def tokens(text: str) -> list[Token]:
    return [inner for token in _parser.parse(text) for inner in (token, *(token.children or ()))]


def shape(text: str) -> list[tuple[str, str]]:
    """The structure, without the words."""
    return [(token.type, token.content if "html" in token.type else "") for token in tokens(text) if token.type != "text"]


def words(text: str) -> str:
    return "".join(token.content for token in tokens(text) if token.type == "text").replace("\u200b", "")


def test_looks_as_agreed() -> None:
    """The verdict, a list of findings with their paths, the table."""
    text = RENDERER.render(specimen())
    assert text == golden("markdown", "specimen.md", text)


@pytest.mark.parametrize("name", HOSTILE)
def test_strangers_names_change_no_structure(name: str) -> None:
    """The document has the same blocks, links and HTML as with any other name."""
    names = [kind for kind in shape(RENDERER.render(hostile(name))) if kind[0] != "inline"]
    assert names == [kind for kind in shape(RENDERER.render(hostile("name"))) if kind[0] != "inline"]
    assert {content.strip() for kind, content in names if "html" in kind} == {"<code>", "</code>", MARKER}


@given(st.one_of(st.text(), st.text(alphabet="\\`*_[]()<>|#+-.!~$&@:/ \n1aw")))
def test_text_comes_back(text: str) -> None:
    """A parser finds the words that a terminal would show, and nothing but words."""
    inert = terminal(one_line(text))
    found = tokens(f"x {markdown(text)} x")
    assert {token.type for token in found} <= {"paragraph_open", "paragraph_close", "inline", "text"}
    assert " ".join(words(f"x {markdown(text)} x").split()) == " ".join(unescape(f"x {inert} x".replace("&", "&amp;")).split())
    assert not {"heading_open", "list_item_open", "hr", "fence", "code_block"} & {token.type for token in tokens(markdown(text))}


def test_nobody_is_called_and_nothing_is_linked() -> None:
    """GitHub makes mentions and links from plain words; a zero-width space divides them."""
    assert markdown("@everyone #12 https://x.invalid www.x.invalid a@b.invalid") == (
        "@&#8203;everyone #&#8203;12 https:&#8203;//x.invalid www&#8203;.x.invalid a@&#8203;b.invalid"
    )


def test_an_answer_has_no_verdict() -> None:
    """Only the table, numbers to the right."""
    table = Table("t", "title", (Column("a"), Column("n", "count")), (("x", 1),), ("a note",))
    assert RENDERER.render(Report(tables=(table,))) == "### title\n\n| a | n |\n| --- | ---: |\n| x | 1 |\n\n- a note\n"


def test_the_lead_is_a_paragraph() -> None:
    """Between the heading and the table."""
    table = Table("t", "title", (Column("a"),), (("x",),), lead="it is *x*")
    assert RENDERER.render(Report(tables=(table,))) == "### title\n\nit is &#42;x&#42;\n\n| a |\n| --- |\n| x |\n"


def test_a_bot_finds_its_comment() -> None:
    """By a first line that nobody sees; an answer has none, and is no comment of a bot."""
    assert RENDERER.render(Report()).startswith(f"{MARKER}\n\n**no findings")


def test_the_gravest_come_first() -> None:
    """And those of one severity stay in the order of their places."""
    findings = [Finding(Pointer(""), f"m{number}", severity=severity) for number, severity in enumerate(reversed(Severity))]
    text = RENDERER.render(Report(findings=tuple(findings)))
    assert [text.index(f"m{number}") for number in (2, 1, 0)] == sorted(text.index(f"m{number}") for number in range(3))


@pytest.mark.parametrize(("number", "folded"), [(20, False), (21, True)])
def test_many_findings_are_folded(number: int, folded: bool) -> None:
    """Twenty are seen at once; the list in the fold is a list again."""
    text = RENDERER.render(Report(findings=(Finding(Pointer(""), "m"),) * number))
    assert ("<summary>1 more finding</summary>" in text) == folded
    assert sum(token.type == "list_item_open" for token in tokens(text)) == number


def test_a_comment_is_never_too_long() -> None:
    """GitHub would refuse it whole; what is missing is said."""
    text = RENDERER.render(Report(findings=(Finding(Pointer(""), "m" * 1000),) * 100))
    assert len(text) < 65_536 and "There is no room here for 43 more findings." in text
    assert sum(token.type == "list_item_open" for token in tokens(text)) == 57 and MOST_CHARACTERS < 65_536
