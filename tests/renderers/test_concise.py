"""The concise renderer, read back as an editor reads it."""

import re

import pytest

from sosgraph.finding import Finding
from sosgraph.renderers.concise import RENDERER
from sosgraph.report import Report
from sosgraph.source import Pointer
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen

_GCC = re.compile(
    r"^(?P<file>.+?):(?P<line>\d+):(?P<column>\d+): (?P<severity>error|warning|info): (?P<message>.*) \[(?P<rule>.+?)\]$"
)


def test_looks_as_agreed() -> None:
    """A line each, then the summary."""
    text = RENDERER.render(specimen())
    assert text == golden("concise", "specimen.txt", text)


def test_an_editor_finds_the_places() -> None:
    """File, line, column, severity, message and rule come back from each line."""
    found = [_GCC.match(line) for line in RENDERER.render(specimen()).splitlines()[:-1]]
    assert [match and (match["line"], match["column"], match["rule"]) for match in found] == [
        ("4", "10", "unattainable-slo"),
        ("3", "3", "hidden-shared-dependency"),
        ("4", "25", "bad-input"),
    ]


def test_what_is_written_nowhere_is_our_own_word() -> None:
    """There is no file to open."""
    assert RENDERER.render(Report(findings=(Finding(Pointer(""), "m", (), "r"),))).startswith("sosgraph: error: m [r]\n")


@pytest.mark.parametrize("name", HOSTILE)
def test_a_finding_is_one_line(name: str) -> None:
    """Whatever it is called."""
    assert RENDERER.render(hostile(name)).count("\n") == 2
