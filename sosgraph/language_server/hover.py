"""What is shown where the pointer rests: the numbers of the component that is named there, or what a key means."""

from collections.abc import Callable

from lsprotocol.types import Hover, MarkupContent, MarkupKind, Range

from sosgraph.errors import SosgraphError
from sosgraph.language_server.cursor import cursor
from sosgraph.language_server.folder import Snapshot
from sosgraph.language_server.grammar import at, documentation
from sosgraph.language_server.names import named_at
from sosgraph.language_server.numbers import numbers
from sosgraph.language_server.positions import Places
from sosgraph.patience import waiting_until
from sosgraph.workspace import without_collector


def hover(snapshot: Snapshot, name: str, places: Places, offset: int, impatient: Callable[[], bool] = bool) -> Hover | None:
    """Return what is known of what stands at an offset of a document; None where that is nothing.

    From the moment on at which `impatient` says so, numbers are bounds or samples where exact ones are not found yet.
    """
    named = named_at(snapshot, name, offset)
    if named is not None:
        with waiting_until(impatient), without_collector():
            return _hover(_numbers(snapshot, named.component), places.between(named.start, named.end))
    start, end = _word(places.text, offset)
    here = cursor(places.text, end)
    if here is None or not places.text[start:end]:
        return None
    text = places.text[start:end]
    if here.key and here.begun == text and _is_key(places.text, end):
        said = documentation(at(here.path), text)
        return _hover(said, places.between(start, end)) if said else None
    return None


def _numbers(snapshot: Snapshot, component: str) -> str:
    try:
        return numbers(snapshot.architecture, component)
    except (SosgraphError, ValueError) as mistake:
        return f"no numbers: {mistake}"


def _hover(text: str, range: Range) -> Hover:
    return Hover(MarkupContent(MarkupKind.Markdown, text), range)


def _word(text: str, offset: int) -> tuple[int, int]:
    """Return where the word of letters, digits and `_` around an offset begins and ends."""
    start = end = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return start, end


def _is_key(text: str, end: int) -> bool:
    return text[end : end + 20].lstrip(" \"'").startswith(":")
