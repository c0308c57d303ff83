"""Names and lines of strangers as HTML that does nothing."""

from html import escape

from sosgraph.escaping import one_line, terminal
from sosgraph.report import Report
from sosgraph.source import Pointer

WIDEST = 160
"""How many characters of a source line are shown."""
_BEFORE = 60  # characters that stay in front of the mark when a line is cut


def words(text: str) -> str:
    """Return HTML that shows the text as it is, on one line; fit for an element and for an attribute in quotes."""
    return escape(terminal(one_line(text)))


def excerpt(report: Report, at: Pointer) -> str:
    """Return the line of a place with the place marked; nothing where it has no line."""
    document = report.documents.get(at.document)
    span = report.span(at)
    if document is None or span.start_line > len(document.lines):
        return ""
    line = document.lines[span.start_line - 1]
    start = min(span.start_column - 1, len(line))
    stop = len(line.rstrip()) if span.end_line > span.start_line else min(span.end_column - 1, len(line))
    first = max(0, start - _BEFORE) if len(line) > WIDEST else 0
    last = min(len(line), first + WIDEST)
    stop = max(start, min(stop, last))
    before = f"{'…' if first else ''}{_source(line[first:start])}"
    after = f"{_source(line[stop:last])}{'…' if last < len(line) else ''}"
    return f"<pre><span>{span.start_line} </span>{before}<mark>{_source(line[start:stop])}</mark>{after}</pre>"


def _source(text: str) -> str:
    return escape(terminal(text.replace("\t", "    ")))
