"""Tables for spreadsheets and scripts (RFC 4180), with formulas from strangers disarmed."""

import csv
from io import StringIO
from math import isfinite
from typing import Any

from sosgraph.cell import cell
from sosgraph.escaping import terminal
from sosgraph.estimate import Certificate, Estimate
from sosgraph.renderers import Renderer
from sosgraph.report import Report
from sosgraph.table import Column, Table

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_FINDING = ("rule", "severity", "message", "document", "line", "column", "fingerprint")

_KINDS = {Certificate.EXACT: "exact", Certificate.BOUNDS: "at least", Certificate.SAMPLED: "sampled"}

Section = tuple[str, list[list[Any]]]


def render(report: Report) -> str:
    """Return the findings and each table; where there are several of them, each under a line `# title`, a blank line between."""
    sections = [_section(report, table) for table in report.tables]
    if report.findings or not sections:
        sections.insert(0, _findings(report))
    buffer = StringIO()
    writer = csv.writer(buffer)
    for index, (title, rows) in enumerate(sections):
        if index:
            writer.writerow([])
        if len(sections) > 1:
            writer.writerow([f"# {terminal(title)}"])
        writer.writerows(rows)
    return buffer.getvalue()


def _findings(report: Report) -> Section:
    from sosgraph.fingerprint import fingerprints

    rows: list[list[Any]] = [list(_FINDING)]
    for finding, fingerprint in zip(report.findings, fingerprints(report), strict=True):
        span = report.span(finding.at)
        words = map(_inert, (finding.rule, finding.severity.value, finding.message, finding.at.document))
        rows.append([*words, span.start_line, span.start_column, fingerprint])
    return "findings", rows


def _section(report: Report, table: Table) -> Section:
    rows: list[list[Any]] = [[name for column in table.columns for name in _names(column)]]
    for row in table.rows:
        rows.append([value for column, held in zip(table.columns, row, strict=True) for value in _cells(report, column, held)])
    return table.title or table.name, rows


def _names(column: Column) -> tuple[str, ...]:
    name = _inert(column.name)
    more = ("_is", "_unavailability_low", "_unavailability_high")
    return (name, *(f"{name}{ending}" for ending in more)) if column.holds == "availability" else (name,)


def _cells(report: Report, column: Column, value: Any) -> tuple[Any, ...]:
    """Return the cells of a value; what is not known is empty."""
    if column.holds == "availability":
        return ("", "", "", "") if value is None else _availability(value)
    if value is None or (isinstance(value, float) and not isfinite(value)):
        return ("",)
    if column.holds == "target":
        return (repr(float(value.value)),)
    if column.holds in ("count", "minutes", "factor", "share", "rate"):
        return (repr(value),)
    if column.holds == "flag":
        return ("true" if value else "false",)
    return (_inert(cell(report, column, value)) if value != () else "",)


def _availability(value: Estimate | float) -> tuple[str, str, str, str]:
    """Return the number that is certain, what it is of the availability, and between which ends the unavailability lies.

    Of what can only be worse that is the highest availability, and the other end of the unavailability is not known; of what
    is in doubt, neither is.
    """
    if not isinstance(value, Estimate):
        return repr(1.0 - value), "exact", repr(float(value)), repr(float(value))
    low, high = value.unavailability_low, value.unavailability_high
    if value.upper_bound:
        return repr(value.upper), "at most", repr(float(low)), ""
    if value.doubtful:
        return repr(value.upper), "about", "", ""
    return repr(value.lower), _KINDS[value.certificate], repr(float(low)), repr(float(high))


def _inert(text: str) -> str:
    """Return text that no spreadsheet takes for a formula and no terminal for a command."""
    return f"'{terminal(text)}" if text.startswith(_FORMULA) else terminal(text)


RENDERER = Renderer(
    name="csv",
    summary="tables for spreadsheets and scripts (RFC 4180)",
    render=render,
    shows=("findings", "tables"),
)
