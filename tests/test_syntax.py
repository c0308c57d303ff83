"""What is said of a text that is not YAML: what its writer did, and where to correct it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document

HEAD = "components:\n  web:\n"


def _said(text: str) -> tuple[int, int, str]:
    """Return line, column and message of the only finding."""
    document = read_document("a.yaml", text.encode())
    (finding,) = document.findings
    assert finding.message.startswith("not YAML: ")
    return *document.span(finding.at)[:2], finding.message.removeprefix("not YAML: ")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("\tslo: 99%\n", 3, 1, "a tab indents this line; use spaces"),
        ("    slo: 99%\n\ttier: 1\n", 4, 1, "a tab indents this line; use spaces"),
        ("    slo: %99\n", 3, 10, "write 99%"),
        ("    owner: @team # ours\n", 3, 12, "a text cannot begin with '@'; quote it: \"@team\""),
        ("    {owner: `team`, tier: 1}\n", 3, 13, 'quote it: "`team`"'),
    ],
)
def test_a_character_that_begins_nothing(text: str, line: int, column: int, words: str) -> None:
    """It is named, and what to write instead; what is not seen is called by its name."""
    at_line, at_column, message = _said(HEAD + text)
    assert (at_line, at_column) == (line, column) and words in message


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("    slo 99%\n    depends_on: [db]\n", (3, 5), "a colon is missing after 'slo'"),
        ("    slo: 99%\n    depends_on [db]\n  db: {}\n", (4, 5), "a colon is missing after 'depends_on'"),
        ("    depends_on\n      - db\n    slo: 9%\n", (3, 5), "a colon is missing after 'depends_on'"),
        ("    depends_on:\n      - db\n    slo 99%\n    tier: 1\n", (5, 5), "a colon is missing after 'slo'"),
        ("    slo:99%\n    tier: 1\n", (3, 8), "a space is missing after 'slo:'"),
        ("    owner: a: b\n", (3, 13), "a second colon in one line"),
    ],
)
def test_a_colon_is_asked_for_where_it_belongs(text: str, place: tuple[int, int], words: str) -> None:
    """On the line without it, not on the next one, which is right."""
    line, column, message = _said(HEAD + text)
    assert (line, column) == place and words in message


@pytest.mark.parametrize("quote", ["'", '"'])
def test_a_quote_is_closed_where_it_was_opened(quote: str) -> None:
    """The end of the file, or the next text in quotes, is only where it is noticed."""
    assert _said(f"{HEAD}    owner: {quote}team\n    slo: 99%\n") == (
        3,
        12,
        "this quote is never closed; write another one where the text ends",
    )
    line, column, message = _said(f"{HEAD}    owner: {quote}team\n    slo: {quote}99%{quote}\n")
    assert (line, column) == (3, 12) and "closes only on line 4" in message


@pytest.mark.parametrize(
    ("text", "place", "here", "there"),
    [
        ("    slo: 99%\n   depends_on: [db]\n  db: {}\n", (4, 4), 3, 4),
        ("    slo: 99%\n     depends_on: [db]\n", (4, 6), 5, 4),
        ("    depends_on:\n      - on: a\n       soft: true\n", (5, 8), 7, 8),
        ("    depends_on:\n      - a\n\n     # b\n     - b\n", (7, 6), 5, 6),
        ("    slo: 99%\n db: {}\n", (4, 2), 1, 2),
    ],
)
def test_a_line_is_indented_as_those_it_belongs_to(text: str, place: tuple[int, int], here: int, there: int) -> None:
    """The nearest columns in which the lines above begin, of keys as of elements."""
    line, column, message = _said(HEAD + text)
    assert (line, column) == place
    assert f"is indented by {here}, the lines it belongs to by {there}; indent them alike" in message


def test_a_bracket_is_closed() -> None:
    """Where it was opened when the file goes on without it, where something else stands when it is in the same line."""
    assert _said("a: {b: [1, 2]\nc: {}\n") == (1, 4, "this '{' is not closed; write '}' where it ends")
    assert _said("a: [1, 2}\n") == (1, 9, "a ',' or ']' is missing before this")


@given(st.text(st.sampled_from("ab:-#'\"[]{}%@*&|> \t\n\r\u2028\x0c"), max_size=40))
def test_any_text_is_read_or_explained(text: str) -> None:
    """∀ texts: there are roots or there is a finding, and it stands in the text."""
    document = read_document("a.yaml", text.encode())
    for finding in document.findings:
        assert document.span(finding.at).start_line <= text.count("\n") + text.count("\r") + text.count("\u2028") + 2
