"""What one place says of a policy: a TOML file, the environment, the command line."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sosgraph.document import Document
from sosgraph.finding import Finding
from sosgraph.frozen import dataclass, field
from sosgraph.source import Pointer, Span

if TYPE_CHECKING:
    from sosgraph.toml_lines import Path

_WHERE = r" \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)$"


@dataclass(frozen=True, slots=True)
class Layer:
    """What is said, parsed and free of mistakes; `origin` tells where the value stands that a path leads to.

    Of a file `at` is its place; `folder` is that of the file, `here` the one from which documents are named: both absolute.
    """

    content: Mapping[str, Any]
    origin: Callable[["Path"], str]
    at: Callable[["Path"], Pointer] = lambda path: Pointer("")
    folder: str = ""
    here: str = ""
    mistakes: tuple[Finding, ...] = field(default=())


def layer_of(document: Document, folder: str, here: str) -> Layer | None:
    """Return what a TOML file says, what is wrong in it left out; None where a `pyproject.toml` has no `[tool.sosgraph]`."""
    from sosgraph.policy.parsed import parsed
    from sosgraph.policy.slips import without_slips
    from sosgraph.toml_lines import line_of

    root: tuple[str, ...] = ("tool", "sosgraph") if document.name.endswith("pyproject.toml") else ()
    try:
        content: Any = parsed(document.text)
    except ValueError as mistake:
        return _unread(document, str(mistake))
    for step in root:
        content = content.get(step) if isinstance(content, dict) else None
    if content is None and root:
        return None

    def place(path: "Path") -> Pointer:
        return _place(document, line_of(document.text, (*root, *path)))

    def origin(path: "Path") -> str:
        return f"{document.name}:{line_of(document.text, (*root, *path))}"

    content, found = without_slips(content)
    mistakes = tuple(Finding(place(path), words) for path, words in found)
    return Layer(content, origin, place, folder, here, mistakes)


def _unread(document: Document, mistake: str) -> Layer:
    """Return the layer of a file that is not TOML: nothing but the mistake."""
    where = re.search(_WHERE, mistake)
    words = mistake[: where.start()] if where is not None else mistake
    line = int(where["line"]) if where is not None and where["line"] else max(1, len(document.lines))
    column = int(where["column"]) if where is not None and where["column"] else 1
    at = Pointer(document.name, (Span(line, column, line, column + 1),))
    return Layer({}, lambda path: document.name, mistakes=(Finding(at, f"not TOML: {words[:1].lower()}{words[1:]}"),))


def _place(document: Document, line: int) -> Pointer:
    text = document.lines[line - 1] if line <= len(document.lines) else ""
    begin = len(text) - len(text.lstrip()) + 1
    return Pointer(document.name, (Span(line, begin, line, max(begin + 1, len(text) + 1)),))
