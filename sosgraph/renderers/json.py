"""Everything of a report for programs, as `schemas/report-v1.schema.json` describes it."""

import json
from collections.abc import Mapping
from math import isfinite
from typing import Any

from sosgraph import __version__
from sosgraph.escaping import ordering_nothing
from sosgraph.estimate import Certificate, Estimate
from sosgraph.finding import Finding, Severity
from sosgraph.fingerprint import fingerprints_of
from sosgraph.quantity import Ratio, format_count
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.source import Pointer, Span
from sosgraph.summary import counts
from sosgraph.table import Column, Table

VERSION = 1
"""The version of the format; it changes when a program that reads it would have to."""
_UNWRITTEN = 10**4_000  # numbers as long are not written in digits: Python refuses that from 4,300 on, and few programs read it


def render(report: Report) -> str:
    """Return one JSON object, in ASCII, so that nothing in it can move a cursor or hide."""
    allowed = [suppressed.finding for suppressed in report.suppressed]
    marks = fingerprints_of((*report.findings, *allowed), report.documents)
    found, silent = marks[: len(report.findings)], marks[len(report.findings) :]
    content = {
        "sosgraph_report": VERSION,
        "tool": {"name": "sosgraph", "version": __version__},
        "summary": _summary(report),
        "checked": list(report.checked),
        "skipped": list(report.skipped),
        "findings": [_finding(report, finding, mark) for finding, mark in zip(report.findings, found, strict=True)],
        "suppressed": [
            {**_finding(report, suppressed.finding, mark), "reason": suppressed.reason}
            for suppressed, mark in zip(report.suppressed, silent, strict=True)
        ],
        "tables": [_table(report, table) for table in report.tables],
        "assumptions": list(report.architecture.assumptions),
    }
    return ordering_nothing(json.dumps(content, indent=2, allow_nan=False), r"\u0023") + "\n"


def _summary(report: Report) -> dict[str, int]:
    number = counts(report)
    return {
        "errors": number[Severity.ERROR],
        "warnings": number[Severity.WARNING],
        "infos": number[Severity.INFO],
        "suppressed": len(report.suppressed),
        "documents": len(report.documents),
        "components": len(report.architecture.components),
    }


def _finding(report: Report, finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": finding.message,
        "place": _place(report, finding.at),
        "notes": [{"message": note.message, "branch": note.branch, "place": _place(report, note.at)} for note in finding.notes],
        "fingerprint": fingerprint,
    }


def _place(report: Report, at: Pointer) -> dict[str, Any] | None:
    """Return the place with its lines and columns; None for the place of what is written nowhere."""
    if not at.document:
        return None
    span = report.span(at)
    return {
        "document": at.document,
        "line": span.start_line,
        "column": span.start_column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "path": [step for step in at.path if not isinstance(step, Span)],
    }


def _table(report: Report, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.title,
        **({"lead": table.lead} if table.lead else {}),
        "columns": [{"name": column.name, "holds": column.holds, "title": column.title} for column in table.columns],
        "rows": [
            {column.name: _cell(report, column, value) for column, value in zip(table.columns, row, strict=True)}
            for row in table.rows
        ],
        "notes": list(table.notes),
        "facts": {name: _value(report, fact) for name, fact in table.facts.items()},
    }


def _cell(report: Report, column: Column, value: Any) -> Any:
    if column.holds == "availability" and isinstance(value, int | float):
        return {"value": 1 - value, "unavailability": value}
    return _value(report, value)


def _value(report: Report, value: Any) -> Any:
    """Return what stands for a value; what is not known, or no number, is null."""
    if isinstance(value, Estimate):
        return _estimate(value)
    if isinstance(value, Ratio):
        return {"value": value.value, "unavailability": value.complement}
    if isinstance(value, Pointer):
        return _place(report, value)
    if isinstance(value, list | tuple):
        return [_value(report, element) for element in value]
    if isinstance(value, Mapping):
        return {name: _value(report, element) for name, element in value.items()}
    if isinstance(value, float):
        return value if isfinite(value) else None
    if isinstance(value, int) and value >= _UNWRITTEN:
        return format_count(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def _estimate(estimate: Estimate) -> dict[str, Any]:
    if estimate.certificate is Certificate.EXACT:
        number = {"value": estimate.upper, "unavailability": estimate.unavailability_low}
    else:
        number = {
            "lower": estimate.lower,
            "upper": estimate.upper,
            "unavailability_low": estimate.unavailability_low,
            "unavailability_high": estimate.unavailability_high,
        }
    if estimate.certificate is Certificate.SAMPLED:
        number |= {"trials": estimate.trials, "seed": estimate.seed, "confidence": estimate.confidence}
    return {
        **number,
        "certificate": estimate.certificate.value,
        "upper_bound": estimate.upper_bound,
        "assumptions": list(estimate.assumptions),
    }


RENDERER = Renderer(
    name="json",
    summary="everything of a report for programs, under a published schema",
    render=render,
    shows=("findings", "tables"),
)
