"""A table in aligned columns; one block a row where the columns would be too wide to read."""

from collections.abc import Iterator

from click import style

from sosgraph.cell import NUMBERS, cell, heading
from sosgraph.escaping import one_line, terminal
from sosgraph.renderers.text.width import cut, width
from sosgraph.report import Report
from sosgraph.table import Table

WIDEST_CELL = 60
_MOST_NAMES = 6


def table_lines(report: Report, table: Table) -> Iterator[str]:
    """Yield the title, the lead, the rows and the notes of a table."""
    yield style(_inert(table.title or table.name), bold=True)
    if table.lead:
        yield _inert(table.lead)
    titles = [_inert(heading(column)) for column in table.columns]
    rows = [
        [
            cut(_inert(cell(report, column, value, _MOST_NAMES)), WIDEST_CELL)
            for column, value in zip(table.columns, row, strict=True)
        ]
        for row in table.rows
    ]
    widths = [max(width(row[index]) for row in (titles, *rows)) for index in range(len(titles))]
    if not rows:
        yield "(nothing)"
    elif sum(widths) + 2 * (len(widths) - 1) > report.width:
        yield from _blocks(titles, rows)
    else:
        right = [column.holds in NUMBERS for column in table.columns]
        yield style(_line(titles, widths, right), underline=True)
        yield from (_line(row, widths, right) for row in rows)
    for note in table.notes:
        yield f"  note: {_inert(note)}"


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    padded = [
        " " * (most - width(text)) + text if numeric else text + " " * (most - width(text))
        for text, most, numeric in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(padded).rstrip()


def _blocks(titles: list[str], rows: list[list[str]]) -> Iterator[str]:
    most = max(width(title) for title in titles)
    for row in rows:
        for index, (title, text) in enumerate(zip(titles, row, strict=True)):
            yield f"{'' if index == 0 else '  '}{title}{' ' * (most - width(title) + (2 if index == 0 else 0))}  {text}"


def _inert(text: str) -> str:
    return terminal(one_line(text))
