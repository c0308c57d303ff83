"""The cells of a table as people read them, for every format that people read."""

from collections.abc import Iterator
from math import isnan
from typing import Any

from sosgraph.enumeration import some_of
from sosgraph.escaping import markdown
from sosgraph.estimate import Estimate
from sosgraph.quantity import Ratio, format_number, format_percent, format_share
from sosgraph.report import Report
from sosgraph.source import Pointer
from sosgraph.table import Column, Table

NUMBERS = ("count", "availability", "target", "minutes", "factor", "share", "rate")
"""What columns of numbers hold; their cells are aligned to the right."""


def cell(report: Report, column: Column, value: Any, most: int = 1_000_000) -> str:
    """Return the words for a cell; of `names` at most `most`, and how many more there are. Names come out as they are."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return column.absent or "—"
    if column.holds == "availability":
        return str(value) if isinstance(value, Estimate) else format_percent(value)
    if column.holds == "target":
        return format_percent(value.complement if isinstance(value, Ratio) else 1 - value)
    if column.holds == "minutes":
        return f"{format_number(value)} min"
    if column.holds == "factor":
        digits = f"{float(f'{value:.3g}'):,.0f}" if 1000 <= value < 1e15 else format_number(value)
        return f"{digits} ×"
    if column.holds == "share":
        return format_share(value)
    if column.holds == "rate":
        return f"{format_number(value)}/s"
    if column.holds == "flag":
        return "yes" if value else "no"
    if column.holds == "names":
        return some_of(value, most + (len(value) == most + 1)) or "—"  # one more name is no longer than "and 1 more"
    return place(report, value) if column.holds == "place" else str(value)


def place(report: Report, at: Pointer) -> str:
    """Return `file:line:column` of a place; `—` for the place of what is written nowhere."""
    span = report.span(at)
    return f"{at.document}:{span.start_line}:{span.start_column}" if at.document else "—"


def heading(column: Column) -> str:
    """Return the words above a column."""
    return column.title or column.name.replace("_", " ").replace("-", " ")


def markdown_rows(report: Report, table: Table, most: int) -> Iterator[str]:
    """Yield the lines of a table in GitHub's Markdown, at most so many names in a cell."""
    yield f"| {' | '.join(markdown(heading(column)) for column in table.columns)} |"
    yield f"| {' | '.join('---:' if column.holds in NUMBERS else '---' for column in table.columns)} |"
    for row in table.rows:
        cells = (markdown(cell(report, column, value, most)) for column, value in zip(table.columns, row, strict=True))
        yield f"| {' | '.join(cells)} |"
