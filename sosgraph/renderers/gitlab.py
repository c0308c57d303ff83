"""GitLab's Code Quality report: what the widget of a merge request compares between its branches."""

import json
from typing import Any

from sosgraph.escaping import one_line, ordering_nothing, terminal
from sosgraph.finding import Finding, Severity
from sosgraph.fingerprint import fingerprints_of
from sosgraph.renderers import Renderer
from sosgraph.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(report: Report) -> str:
    """Return a JSON array with an issue for each finding, in ASCII."""
    findings = (*report.known, *report.findings)  # what is new is GitLab's to say
    marks = fingerprints_of(findings, report.documents)
    issues = [_issue(report, finding, mark) for finding, mark in zip(findings, marks, strict=True)]
    return ordering_nothing(json.dumps(issues, indent=2), r"\u0023") + "\n"


def _issue(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    span = report.span(finding.at)
    return {
        "type": "issue",
        "description": terminal(one_line(finding.message)),
        "check_name": terminal(finding.rule),
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "categories": ["Bug Risk"],
        "location": {
            "path": terminal(report.anchor(finding.at).document.replace("\\", "/").removeprefix("./")),
            "lines": {"begin": span.start_line, "end": span.end_line},
        },
    }


RENDERER = Renderer(
    name="gitlab",
    summary="GitLab's Code Quality report, for the widget and the lines of a merge request",
    render=render,
    shows=("findings",),
    endings=(".codequality.json", "gl-code-quality-report.json"),
)
