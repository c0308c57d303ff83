"""The lines that a component comes from: those that describe it, and no others of its entry.

A Compose file says much beside the architecture, passwords among it, and this page is handed around: what is shown are the
lines of keys that the model knows and of the dependencies that are written out, not of those inferred from settings.
"""

from collections.abc import Iterator
from typing import Any

from sosgraph.document import Document
from sosgraph.escaping import terminal
from sosgraph.model.component import Component
from sosgraph.model.requirement import dependencies_of
from sosgraph.renderers.explorer.words import words
from sosgraph.report import Report
from sosgraph.source import Pointer, Span

MOST_LINES = 60
"""Lines of a component that are shown; the page says where the others stand."""

_LONGEST_LINE = 240
_KEYS = (
    *("kind", "owner", "tier", "external", "opaque", "stochastic", "availability", "mtbf", "mttr", "slo", "sla", "observed"),
    *("depends_on", "runs_on", "replicas", "capacity", "entry", "restart", "signals", "exercised", "stages"),
)


def excerpt(report: Report, component: Component) -> dict[str, Any] | None:
    """Return `file`, `line` and `lines` (number and text, in order) of a component; None where it is written nowhere."""
    document = report.documents.get(component.at.document)
    if not component.at.document:
        return None
    line = report.span(component.at).start_line
    numbers = sorted(_numbers(document, component, line)) if document is not None else []
    texts = [[number, _text(document.lines[number - 1])] for number in numbers[:MOST_LINES]] if document is not None else []
    return {
        "file": words(component.at.document),
        "line": line,
        "lines": texts,
        "more": max(0, len(numbers) - MOST_LINES),
        "elsewhere": sorted({_place(report, at) for at in _others(component)}),
    }


def _numbers(document: Document, component: Component, line: int) -> set[int]:
    """Return the numbers of the lines that are shown."""
    found = {line}
    for at in _places(component):
        if at.document == document.name:
            found.update(_lines(document, at, component.at))
    return {number for number in found if 0 < number <= len(document.lines)}


def _places(component: Component) -> Iterator[Pointer]:
    yield from (component.place(key) for key in _KEYS)
    for dependency in (*(one for need in component.requires for one in dependencies_of(need)), *component.uses):
        if not dependency.inferred:
            yield dependency.at
    yield from (slo.at for slo in (*component.slos, *component.slas))


def _lines(document: Document, at: Pointer, whole: Pointer) -> range:
    """Return the lines of a place; none where nothing is written there, so that the nearest thing around it would be meant."""
    if not document.roots or any(isinstance(step, Span) for step in at.path):
        first = document.span(at).start_line
        return range(first, first + 1)
    (first, column), (last, behind) = document.extent(at)
    if at != whole and document.extent(at) == document.extent(Pointer(at.document, at.path[:-1])):
        return range(0)
    if last > len(document.lines) or not document.lines[last - 1][: behind - 1].strip():
        last -= 1  # a block collection ends where the next token begins
    while last > first and not _within(document.lines[last - 1], column):
        last -= 1
    return range(first, last + 1)


def _within(line: str, column: int) -> bool:
    """Tell whether a line is part of what begins at `column`: not empty, nor further to the left."""
    return bool(line.strip()) and len(line) - len(line.lstrip()) >= column - 1


def _others(component: Component) -> Iterator[Pointer]:
    """Yield the places in other files that say something of the component."""
    found = (*component.elsewhere.values(), *(one.at for need in component.requires for one in dependencies_of(need)))
    yield from (at for at in (*found, *(one.at for one in component.uses)) if at.document not in ("", component.at.document))


def _place(report: Report, at: Pointer) -> str:
    return f"{words(at.document)}:{report.span(at).start_line}"


def _text(line: str) -> str:
    return terminal(line.replace("\t", "    ").rstrip()[:_LONGEST_LINE])
