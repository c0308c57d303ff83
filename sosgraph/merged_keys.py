"""The entries of a mapping by key, where more than plain keys stand in it: `<<`, a key twice, a key that is no text."""

from typing import TYPE_CHECKING, Any

from sosgraph.composed import DEEPEST, span_of
from sosgraph.finding import Note
from sosgraph.source import Pointer

if TYPE_CHECKING:
    from typing import Protocol

    class Reading(Protocol):
        """A document as it is read: it takes note of mistakes, and bounds what its aliases may grow to."""

        name: str

        def report(self, at: Pointer, message: str, *notes: Note) -> None:
            """Remember a mistake."""

        def may_expand(self) -> bool:
            """Count one visited node; False once there are too many."""


def merged_fields(raw: Any, document: "Reading", depth: int = 0) -> dict[str, Any]:
    """Return key → (key node, value node) in reading order, with `<<` merged in and duplicates reported once."""
    fields: dict[str, Any] = {}
    merged: dict[str, Any] = {}
    for key, value in raw.value:
        if key.id != "scalar":
            document.report(
                Pointer(document.name, (span_of(key),)), "a key is a list or a mapping; write plain text before the colon"
            )
        elif key.value == "<<" and not key.style:
            for name, entry in _of_others(value, document, depth).items():
                merged.setdefault(name, entry)
        elif key.value in fields:
            first = Note(Pointer(document.name, (span_of(fields[key.value][0]),)), "first written here")
            document.report(Pointer(document.name, (span_of(key),)), f"{key.value!r} is written twice; keep one", first)
        else:
            fields[key.value] = (key, value)
    for name, entry in merged.items():
        fields.setdefault(name, entry)
    return fields


def _of_others(value: Any, document: "Reading", depth: int) -> dict[str, Any]:
    sources = value.value if value.id == "sequence" else [value]
    fields: dict[str, Any] = {}
    wrong = next((source for source in sources if source.id != "mapping" or depth > DEEPEST), None)
    if wrong is not None:  # said once, however long the list
        kind = "a list" if wrong.id == "sequence" else "text" if wrong.id == "scalar" else "nested too deeply"
        document.report(Pointer(document.name, (span_of(wrong),)), f"'<<' merges mappings, this is {kind}; name a mapping")
    for source in sources:
        if source.id == "mapping" and depth <= DEEPEST and document.may_expand():
            for name, entry in merged_fields(source, document, depth + 1).items():
                fields.setdefault(name, entry)
    return fields
