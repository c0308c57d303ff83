"""The cells of a table as people read them."""

import pytest

from sosgraph.cell import cell, heading
from sosgraph.composition import read_document
from sosgraph.estimate import Certificate, Estimate
from sosgraph.quantity import Ratio
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.table import Column

_REPORT = Report(documents={"a.yaml": read_document("a.yaml", b"x:\n  y: 1\n")})


@pytest.mark.parametrize(
    ("holds", "value", "words"),
    [
        ("availability", Estimate(5e-4, 5e-4, upper_bound=True), "\u2264 99.95 %"),
        ("availability", Estimate(5e-4, 1e-3, Certificate.BOUNDS), "99.9 % \u2026 99.95 %"),
        ("availability", 1e-9, "99.9999999 %"),
        ("availability", None, "\u2014"),
        ("target", Ratio(0.999, 0.001), "99.9 %"),
        ("minutes", 43.2, "43.2 min"),
        ("minutes", 0.0, "0 min"),
        ("minutes", None, "\u2014"),
        ("factor", 83.3333, "83.3 \u00d7"),
        ("factor", 151808.4, "152,000 \u00d7"),
        ("factor", float("inf"), "\u221e \u00d7"),
        ("factor", float("nan"), "\u2014"),
        ("share", 0.8642, "86.4 %"),
        ("rate", 279.98, "280/s"),
        ("rate", 0.001, "0.001/s"),
        ("rate", float("inf"), "\u221e/s"),
        ("share", None, "\u2014"),
        ("count", 1234567, "1234567"),
        ("flag", True, "yes"),
        ("flag", False, "no"),
        ("names", ("a", "b"), "a, b"),
        ("names", (), "\u2014"),
        ("place", Pointer("a.yaml", (0, "x", "y")), "a.yaml:2:6"),
        ("place", Pointer(""), "\u2014"),
        ("text", None, "\u2014"),
    ],
)
def test_cells_have_words(holds: str, value: object, words: str) -> None:
    """Each kind its own; what is not known is a dash, never zero."""
    assert cell(_REPORT, Column("c", holds), value) == words


def test_a_column_may_say_what_is_absent() -> None:
    """Where nothing was declared, nothing is unknown."""
    assert cell(_REPORT, Column("c", "target", absent="—"), None) == "—"


def test_many_names_are_counted() -> None:
    """The first ones, and how many more there are."""
    assert cell(_REPORT, Column("c", "names"), ("a", "b", "c", "d"), 2) == "a, b and 2 more"


def test_a_column_without_a_title_is_called_by_its_name() -> None:
    """With spaces."""
    assert heading(Column("own_part")) == "own part" and heading(Column("x", title="T")) == "T"
