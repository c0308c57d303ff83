"""Findings for code scanning: SARIF 2.1.0, one result a finding, paths as code flows."""

import json
from typing import Any

from sosgraph import __version__
from sosgraph.escaping import ordering_nothing
from sosgraph.finding import Finding, Note
from sosgraph.fingerprint import fingerprints_of
from sosgraph.renderers import Renderer
from sosgraph.renderers.sarif.locations import ROOT, Locations, literal
from sosgraph.renderers.sarif.rules import GRAVITY, LEVELS, descriptor, rule_names
from sosgraph.report import Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


MOST_RESULTS = 25_000
"""How many results a run has: GitHub refuses a log with more."""


def render(report: Report) -> str:
    """Return a SARIF log with one run, in ASCII; those of the baseline, the others, then what a comment allows."""
    rules = rule_names(report)
    results = _results(report, rules)
    driver = {
        "name": "sosgraph",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [descriptor(name) for name in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _left_out(results)}],
        "originalUriBaseIds": {ROOT: {"description": {"text": "the directory in which sosgraph ran"}}},
        # the default counts UTF-16 units, our columns are code points
        "columnKind": "unicodeCodePoints",
        "results": [],  # the last key, filled below
    }
    log = json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, allow_nan=False)
    # a line each: indenting takes most of the time, and two thirds of the file
    lines = ",\n".join(json.dumps(result, allow_nan=False) for result in _gravest(results))
    before, key, after = log.rpartition('"results": [')
    return ordering_nothing(f"{before}{key}\n{lines}\n{after}", r"\u0023") + "\n"


def _gravest(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return as many results as a run may have, the gravest ones, in their order."""
    if len(results) <= MOST_RESULTS:
        return results
    ranks = [GRAVITY.index(result["level"]) + len(GRAVITY) * bool(result["suppressions"]) for result in results]
    kept = sorted(range(len(results)), key=ranks.__getitem__)[:MOST_RESULTS]
    return [results[index] for index in sorted(kept)]


def _left_out(results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if len(results) <= MOST_RESULTS:
        return []
    number = len(results) - MOST_RESULTS
    words = f"{number} of {len(results)} results are left out, the least grave ones; a log has {MOST_RESULTS} at most"
    return [{"level": "warning", "message": {"text": words}}]


def _results(report: Report, rules: tuple[str, ...]) -> list[dict[str, Any]]:
    locations = Locations(report)
    number = {name: index for index, name in enumerate(rules)}
    new = None if report.gone is None else "new"
    told: list[tuple[Finding, str | None, str | None]] = [(finding, None, "unchanged") for finding in report.known]
    told += [(finding, None, new) for finding in report.findings]
    told += [(suppressed.finding, suppressed.reason, None) for suppressed in report.suppressed]
    marks = fingerprints_of((finding for finding, _, _ in told), report.documents)
    return [
        _result(locations, finding, number[finding.rule], mark, reason, state)
        for (finding, reason, state), mark in zip(told, marks, strict=True)
    ]


def _result(
    locations: Locations, finding: Finding, rule: int, mark: str, reason: str | None, state: str | None
) -> dict[str, Any]:
    digest, _, repetition = mark.partition("#")
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "message": {"text": literal(finding.message)},
        "locations": locations.main(finding.at),
        "partialFingerprints": {"primaryLocationLineHash": f"{digest[:16]}:{int(repetition or 0) + 1}", "sosgraph/v1": mark},
        "suppressions": [] if reason is None else [{"kind": "inSource", "justification": reason}],
    }
    if state is not None:
        result["baselineState"] = state
    if finding.notes:
        result["relatedLocations"] = [
            locations.location(note.at, note.message, number) for number, note in enumerate(finding.notes, 1)
        ]
        result["codeFlows"] = [_code_flow(locations, finding, branch) for branch in finding.branches]
    return result


def _code_flow(locations: Locations, finding: Finding, branch: tuple[Note, ...]) -> dict[str, Any]:
    """Return the path of one branch: the finding's own place, then its notes."""
    steps = [locations.location(finding.at, finding.message)]
    steps += [locations.location(note.at, note.message) for note in branch]
    return {"threadFlows": [{"locations": [{"location": step} for step in steps]}]}


RENDERER = Renderer(
    name="sarif",
    summary="findings for code scanning and editors (SARIF 2.1.0), paths as code flows",
    render=render,
    shows=("findings",),
    endings=(".sarif", ".sarif.json"),
)
