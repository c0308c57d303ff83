"""The problem matcher, against what the renderers really print."""

import json
import re
from collections.abc import Iterator

import pytest

from sosgraph import catalog
from sosgraph.finding import Finding, Severity
from sosgraph.report import Report
from sosgraph.source import Pointer
from tests.installing import ROOT
from tests.renderers.specimens import HOSTILE, hostile, specimen

MATCHERS = json.loads((ROOT / "sosgraph" / "docs" / "ci" / "problem-matcher.json").read_text("utf-8"))["problemMatcher"]
_SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_GROUPS = ("file", "line", "column", "severity", "message", "code")


def matched(text: str) -> Iterator[dict[str, str]]:
    """Yield what the matchers read from a job's output: in each line the first that fits."""
    for line in text.splitlines():
        for matcher in MATCHERS:
            (pattern,) = matcher["pattern"]
            if found := re.search(pattern["regexp"], line):
                given = {name: found[pattern[name]] or "" for name in _GROUPS if name in pattern}
                yield {"severity": matcher.get("severity", "error")} | given
                break


@pytest.mark.parametrize("report", [specimen(), *map(hostile, HOSTILE)])
def test_every_finding_is_read_and_nothing_else(report: Report) -> None:
    """At its place, with its severity and rule, whatever it is called."""
    read = [
        (each["line"], each["column"], each["severity"], each["code"])
        for each in matched(catalog.find("renderers", "concise").render(report))
    ]
    spans = [(report.span(finding.at), finding) for finding in report.findings]
    assert read == [
        (str(span.start_line), str(span.start_column), _SEVERITIES[finding.severity], finding.rule) for span, finding in spans
    ]


def test_what_is_written_nowhere_is_read_too() -> None:
    """It has no file to point at."""
    (read,) = matched(catalog.find("renderers", "concise").render(Report(findings=(Finding(Pointer(""), "m", (), "r"),))))
    assert read == {"file": "", "line": "", "column": "", "severity": "error", "message": "m", "code": "r"}


@pytest.mark.parametrize("format", ["text", "github"])
def test_other_formats_are_not_read(format: str) -> None:
    """So that no finding is annotated twice."""
    assert not list(matched(catalog.find("renderers", format).render(specimen())))
