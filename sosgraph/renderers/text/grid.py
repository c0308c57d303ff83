"""A table in aligned columns; where it is too wide, fewer names in a cell, then wide columns below their row, then blocks.

Only at a terminal are long cells cut, and only where the table fits then: whoever reads a file wants all of it.
"""

from collections.abc import Iterator, Sequence

from click import style

from sosgraph.cell import NUMBERS, cell, heading
from sosgraph.escaping import one_line, terminal
from sosgraph.renderers.text.width import cut, width
from sosgraph.report import Report
from sosgraph.table import Table

_WIDEST_CELL = 60
_MOST_NAMES = (6, 4, 3, 2, 1)
_FEW = 4  # of so many columns one may stand below its row


def table_lines(report: Report, table: Table) -> Iterator[str]:
    """Yield the title, the lead, the rows and the notes of a table."""
    yield style(_inert(table.title or table.name), bold=True)
    if table.lead:
        yield _inert(table.lead)
    titles = [_inert(heading(column)) for column in table.columns]
    for rows in _attempts(report, table):
        widths = _widths(titles, rows)
        fits = _sum(widths) <= report.width
        if fits:
            break
    if not rows:
        yield "(nothing)"
    else:
        rows = rows if fits else _rows(report, table, _MOST_NAMES[0])
        widths = _widths(titles, rows)
        below = _below(widths, report.width)
        if _sum([each for index, each in enumerate(widths) if index not in below]) <= report.width:
            yield from _grid(titles, rows, [column.holds in NUMBERS for column in table.columns], below)
        else:
            yield from _blocks(titles, rows)
    for note in table.notes:
        yield f"  note: {_inert(note)}"


def _attempts(report: Report, table: Table) -> Iterator[list[list[str]]]:
    """Yield the words of all cells, with ever fewer names, and cut in the end where somebody reads at a terminal."""
    fewer = _MOST_NAMES if any(column.holds == "names" for column in table.columns) else _MOST_NAMES[:1]
    for most in fewer:
        rows = _rows(report, table, most)
        yield rows
        if report.terminal:
            yield [[cut(text, _WIDEST_CELL) for text in row] for row in rows]


def _rows(report: Report, table: Table, most: int) -> list[list[str]]:
    """Return the words of all cells, with at most so many names in each."""
    return [
        [_inert(cell(report, column, value, most)) for column, value in zip(table.columns, row, strict=True)]
        for row in table.rows
    ]


def _widths(titles: list[str], rows: list[list[str]]) -> list[int]:
    return [max(width(row[index]) for row in (titles, *rows)) for index in range(len(titles))]


def _sum(widths: Sequence[int]) -> int:
    """Return how wide columns are together, with what is between them."""
    return sum(widths) + 2 * (len(widths) - 1)


def _below(widths: Sequence[int], most: int) -> list[int]:
    """Return the columns that stand below their row so that the others fit: the widest ones, but not the first, nor many."""
    widest = sorted(range(1, len(widths)), key=lambda index: -widths[index])[: len(widths) // _FEW]
    count = next(
        (n for n in range(len(widest)) if _sum(widths) - sum(widths[index] + 2 for index in widest[:n]) <= most), len(widest)
    )
    return sorted(widest[:count])


def _grid(titles: list[str], rows: list[list[str]], right: list[bool], below: list[int]) -> Iterator[str]:
    """Yield the heads and the rows, each with what stands below it."""
    beside = [index for index in range(len(titles)) if index not in below]
    widths = [max(width(row[index]) for row in (titles, *rows)) for index in beside]
    aligned = [right[index] for index in beside]
    margin = max((width(titles[index]) for index in below), default=0)
    yield style(_line([titles[index] for index in beside], widths, aligned), underline=True)
    for row in rows:
        yield _line([row[index] for index in beside], widths, aligned)
        yield from (f"  {titles[index]}{' ' * (margin - width(titles[index]))}  {row[index]}" for index in below)


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
