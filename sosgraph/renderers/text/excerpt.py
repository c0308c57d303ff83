"""A finding as rustc and ruff show it: the lines it is about, a caret line for every place."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from click import style

from sosgraph.escaping import one_line, orders, terminal
from sosgraph.finding import Finding, Severity
from sosgraph.renderers.text.width import width
from sosgraph.report import Report
from sosgraph.source import Pointer, Span

WIDEST = 120
"""How many columns of a source line are shown."""
_BEFORE = 40  # columns that stay in front of the caret when a line is cut
_NEAR = 2  # lines between two places that share an excerpt
_COLOURS = {Severity.ERROR: "bright_red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_GUTTER = "bright_blue"
_START = Span(1, 1, 1, 1)


class _Place(NamedTuple):
    """A place with the words at its caret, its colour, and the line that stands before it."""

    at: Pointer
    span: Span
    label: str
    colour: str
    title: str = ""


def finding_lines(report: Report, finding: Finding) -> Iterator[str]:
    """Yield the lines of a finding: its sentence, then an excerpt of every place, paths in their order."""
    colour = _COLOURS[finding.severity]
    sentence = terminal(one_line(finding.message))
    yield style(f"{finding.severity.value}[{terminal(finding.rule)}]", fg=colour, bold=True) + style(f": {sentence}", bold=True)
    places = [place for place in _places(report, finding, colour) if place.at.document or place.label]
    gutter = max((len(str(place.span.start_line)) for place in places), default=1)
    before: _Place | None = None
    for place in places:
        if place.title:
            yield f"{' ' * gutter} {_blue('|')}"
            yield f"{' ' * gutter} {_blue('=')} {place.title}"
        yield from _excerpt(report, place, None if place.title else before, gutter)
        before = place


def _places(report: Report, finding: Finding, colour: str) -> Iterator[_Place]:
    yield _Place(finding.at, report.span(finding.at), "", colour)
    several = len(finding.branches) > 1 and any(len(notes) > 1 for notes in finding.branches)
    for path, notes in enumerate(finding.branches, 1):
        for step, note in enumerate(notes, 1):
            number = f"{step}. " if len(notes) > 1 else ""
            title = f"path {path}" if several and step == 1 else ""
            yield _Place(note.at, report.span(note.at), f"{number}{terminal(one_line(note.message))}", _GUTTER, title)


def _excerpt(report: Report, place: _Place, before: _Place | None, gutter: int) -> Iterator[str]:
    """Yield the excerpt of a place; where it joins the excerpt `before` it, only what that has not shown."""
    bar = f"{' ' * gutter} {_blue('|')}"
    number = place.span.start_line
    document = report.documents.get(place.at.document)
    lines = document.lines if document is not None else []
    shown = before.span.start_line if before is not None and before.at.document == place.at.document else number + 1
    joins = shown <= number <= shown + _NEAR
    if place.at.document and not joins:
        yield from [bar] if before is not None else []
        arrow = _blue(":::" if before is not None or place.title else "-->")
        yield f"{' ' * gutter}{arrow} {terminal(place.at.document)}:{number}:{place.span.start_column}"
    if number > len(lines):
        yield from [f"{' ' * gutter} {_blue('=')} {place.label}"] if place.label else []
        return
    text, offset, length = _view(lines[number - 1], place.span)
    if joins:
        yield from (_source(between, _view(lines[between - 1], _START)[0], gutter) for between in range(shown + 1, number))
    else:
        yield bar
    if not (joins and before and shown == number and _view(lines[number - 1], before.span)[0] == text):
        yield _source(number, text, gutter)
    caret = style(f"{'^' * length} {place.label}".rstrip(), fg=place.colour, bold=True)
    yield f"{bar} {' ' * offset}{caret}"


def _source(number: int, text: str, gutter: int) -> str:
    return f"{_blue(f'{number:>{gutter}} |')} {text}".rstrip()


@cache  # the same few signs and line numbers, over and over
def _blue(text: str) -> str:
    return style(text, fg=_GUTTER, bold=True)


def _view(line: str, span: Span) -> tuple[str, int, int]:
    """Return a line as it is shown (cut around the span, made inert), and the first column and the length of the caret line."""
    start = min(span.start_column - 1, len(line))
    stop = len(line.rstrip()) if span.end_line > span.start_line else min(span.end_column - 1, len(line))
    first, last = max(0, start - 4 * WIDEST), min(len(line), start + 4 * WIDEST)  # a file can be one line of megabytes
    columns, edges = _columns(line[first:last])
    caret = edges[start - first]
    left = max(0, min(caret - _BEFORE, edges[-1] - WIDEST)) if edges[-1] > WIDEST else 0
    begin = bisect_left(edges, left)
    end = bisect_right(edges, edges[begin] + WIDEST) - 1
    front = "…" if first + begin > 0 else ""
    back = "…" if first + end < len(line) else ""
    length = edges[max(min(stop - first, end), start - first)] - caret
    return f"{front}{''.join(columns[begin:end])}{back}", caret - edges[begin] + len(front), max(1, length)


def _columns(text: str) -> tuple[Sequence[str], Sequence[int]]:
    """Return how each character is shown, and the column at which each begins, with that behind the last."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text, range(len(text) + 1)
    shown = ["    " if character == "\t" else terminal(character) for character in text]
    for sign in orders(text):
        shown[sign] = "\\x23"
    return shown, [0, *accumulate(width(column) for column in shown)]
