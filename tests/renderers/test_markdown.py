"""The Markdown renderer, read back by a CommonMark parser."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from sosgraph.escaping import markdown, one_line, terminal
from sosgraph.renderers.markdown import RENDERER
from sosgraph.report import Report
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
    assert {content for kind, content in names if "html" in kind} == {"<code>", "</code>"}


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
