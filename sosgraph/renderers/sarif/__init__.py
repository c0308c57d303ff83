"""Findings for code scanning: SARIF 2.1.0, one result a finding, paths as code flows."""

import json
from typing import Any

from sosgraph import __version__
from sosgraph.finding import Finding
from sosgraph.fingerprint import fingerprints_of
from sosgraph.renderers import Renderer
from sosgraph.renderers.sarif.locations import ROOT, Locations, literal
from sosgraph.renderers.sarif.rules import LEVELS, descriptor, rule_names
from sosgraph.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(report: Report) -> str:
    """Return a SARIF log with one run, in ASCII; findings first, then those that a comment allows."""
    rules = rule_names(report)
    driver = {
        "name": "sosgraph",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [descriptor(name) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "the directory in which sosgraph ran"}}},
        # the default counts UTF-16 units, our columns are code points
        "columnKind": "unicodeCodePoints",
        "results": _results(report, rules),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, allow_nan=False) + "\n"


def _results(report: Report, rules: tuple[str, ...]) -> list[dict[str, Any]]:
    locations = Locations(report)
    number = {name: index for index, name in enumerate(rules)}
    reasons = [None] * len(report.findings) + [suppressed.reason for suppressed in report.suppressed]
    findings = (*report.findings, *(suppressed.finding for suppressed in report.suppressed))
    marks = fingerprints_of(findings, report.documents)
    return [
        _result(locations, finding, number[finding.rule], mark, reason)
        for finding, mark, reason in zip(findings, marks, reasons, strict=True)
    ]


def _result(locations: Locations, finding: Finding, rule: int, mark: str, reason: str | None) -> dict[str, Any]:
    digest, _, repetition = mark.partition("#")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "message": {"text": literal(finding.message)},
        "locations": [locations.location(finding.at)] if finding.at.document else [],
        "partialFingerprints": {"primaryLocationLineHash": f"{digest[:16]}:{int(repetition or 0) + 1}", "sosgraph/v1": mark},
        "suppressions": [] if reason is None else [{"kind": "inSource", "justification": reason}],
    }
    if finding.notes:
        result["relatedLocations"] = [
            locations.location(note.at, note.message, number) for number, note in enumerate(finding.notes, 1)
        ]
        result["codeFlows"] = [_code_flow(locations, finding, branch) for branch in range(len(finding.branches))]
    return result


def _code_flow(locations: Locations, finding: Finding, branch: int) -> dict[str, Any]:
    """Return the path of one branch: the finding's own place, then its notes."""
    steps = [locations.location(finding.at, finding.message)]
    steps += [locations.location(note.at, note.message) for note in finding.branches[branch]]
    return {"threadFlows": [{"locations": [{"location": step} for step in steps]}]}


RENDERER = Renderer(
    name="sarif",
    summary="findings for code scanning and editors (SARIF 2.1.0), paths as code flows",
    render=render,
    shows=("findings",),
    endings=(".sarif", ".sarif.json"),
)
