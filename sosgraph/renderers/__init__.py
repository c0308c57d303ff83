"""Faces: one file a format, each binding `RENDERER`, pure functions of a report."""

from collections.abc import Callable

from sosgraph.frozen import dataclass
from sosgraph.report import Report


@dataclass(frozen=True, slots=True)
class Renderer:
    """A format. `shows` says what it can show: `findings`, `tables`, `diagram`, `review`, `explorer`.

    `endings` are those of files in this format; none: `.name`.

    `render(report)` returns text that ends with a line break (ANSI colours are taken off by the command where
    nobody sees them), the same bytes for the same report.
    """

    name: str
    summary: str
    render: Callable[[Report], str]
    shows: tuple[str, ...]
    endings: tuple[str, ...] = ()
