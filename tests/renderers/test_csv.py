"""The CSV renderer: RFC 4180, and nothing that a spreadsheet would run."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.escaping import terminal
from sosgraph.finding import Finding
from sosgraph.renderers.csv import RENDERER
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.table import Column, Table
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen


def rows(report: Report) -> list[list[str]]:
    return list(csv.reader(StringIO(RENDERER.render(report), newline=""), strict=True))


def test_looks_as_agreed() -> None:
    """Findings, then each table, under titles."""
    text = RENDERER.render(specimen())
    assert text == golden("csv", "specimen.csv", text)
    assert text.count("\n") == text.count("\r\n"), "RFC 4180 ends lines with CRLF"


def test_one_table_stands_alone() -> None:
    """No title above it, so that a program reads it as it is."""
    table = Table("t", "title", (Column("a"), Column("b", "count"), Column("c", "flag")), (("x, y", 1, True), (None, None, None)))
    assert rows(Report(tables=(table,))) == [["a", "b", "c"], ["x, y", "1", "true"], ["", "", ""]]


def test_nothing_found_is_a_header() -> None:
    """A program that reads findings gets none."""
    assert rows(Report()) == [["rule", "severity", "message", "document", "line", "column", "fingerprint"]]


def test_an_availability_is_a_number_and_what_it_is() -> None:
    """Nine nines survive; a number that is not known is empty, and so is how bad it may be where there is only an upper bound."""
    table = rows(specimen())[7:]
    assert table[0][2:6] == ["composite", "composite_is", "composite_unavailability_low", "composite_unavailability_high"]
    assert table[1][2:6] == ["0.998", "at most", "0.002", ""]
    assert table[2][2:6] == ["0.999999998", "at least", "1e-09", "2e-09"]
    assert table[1][6:10] == ["0.999976", "exact", "2.4e-05", "2.4e-05"]
    assert table[2][6:12] == ["", "", "", "", "", ""], "the naive number, the budget and the factor are not known"


@pytest.mark.parametrize("name", HOSTILE)
def test_strangers_names_stay_inert(name: str) -> None:
    """As many rows and cells as for any other name, and no cell that a spreadsheet would take for a formula."""
    parsed = rows(hostile(name))
    assert [len(row) for row in parsed] == [len(row) for row in rows(hostile("name"))]
    assert not [text for row in parsed for text in row if text.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert all(text == terminal(text) for row in parsed for text in row)


@given(st.text(max_size=20))
def test_text_comes_back(text: str) -> None:
    """As the terminal shows it, behind an apostrophe where it could be a formula."""
    message = rows(Report(findings=(Finding(Pointer(""), text),)))[1][2]
    assert message in (terminal(text), f"'{terminal(text)}")
    assert message.startswith("'") or not text.startswith(("=", "+", "-", "@", "\t", "\r"))
