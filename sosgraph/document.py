"""YAML that knows where it stands, and a cursor that collects mistakes and reads on.

Documents are *composed*, not constructed: scalars stay the text that was written, so `no`, `1:30` and `017` never
turn into something else, and every node keeps its line and column. Places are resolved on demand by walking a
pointer, never from a table of all places: with aliases such a table can grow exponentially.
"""

from collections.abc import Callable, Iterator, Mapping
from posixpath import basename, dirname
from typing import Any, TypeVar

import yaml

from sosgraph.catalog import instead_of
from sosgraph.composed import Entries, end_of, nearest, rejoined, span_of
from sosgraph.finding import Finding, Note
from sosgraph.source import Pointer, Span

T = TypeVar("T")
_WRONG: Any = object()

DEEPEST = 100
"""How many levels of nesting are read."""


class Document:
    """One file: its name, its text, its YAML documents, and the mistakes met while reading it.

    `folder` is the name of the folder that it stands in, however its own name spells the way there; empty where none is known.
    """

    __slots__ = ("_expansions", "_findings", "aliased", "entries", "folder", "lines", "name", "roots", "text")

    def __init__(self, name: str, text: str, roots: tuple[Any, ...] = (), folder: str | None = None) -> None:
        self.name = name
        self.folder = basename(dirname(name)) if folder is None else folder
        self.text = text
        self.roots = roots
        self._findings: dict[Finding, None] = {}
        self.entries: Entries = {}
        self.lines = text.splitlines()
        self.aliased = "*" in text
        # a document without aliases has fewer nodes than half its characters, so only aliases can hit this
        self._expansions = 500_000 + 2 * len(text)

    @property
    def root(self) -> "Node":
        """The first YAML document of the file."""
        return self.streams()[0]

    def streams(self) -> list["Node"]:
        """Return a cursor on each YAML document of the file (one on nothing for an empty file)."""
        return [Node(self, None, index, root, 0) for index, root in enumerate(self.roots)] or [Node(self, None, 0, None, 0)]

    def report(self, at: Pointer, message: str, *notes: Note) -> None:
        """Remember a mistake; the same one is remembered once."""
        self._findings.setdefault(Finding(at, message, notes))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The mistakes met so far, in the order in which they were met."""
        return tuple(self._findings)

    def may_expand(self) -> bool:
        """Count one visited node; False once aliases have expanded beyond all reason."""
        self._expansions -= 1
        if self._expansions == 0:
            self.report(Pointer(self.name), "its aliases expand beyond all reason (an alias bomb?); write the parts out")
        return self._expansions > 0

    def span(self, pointer: Pointer) -> Span:
        """Return where `pointer` stands; of a place that is not written, where its nearest written ancestor does."""
        if pointer.path and isinstance(pointer.path[0], Span):
            return pointer.path[0]
        if not self.roots:
            return self._line(pointer.path)
        key, node = nearest(self.roots, pointer.path, self.entries)
        return span_of(node) if key is None or (isinstance(node, yaml.ScalarNode) and node.value) else span_of(key)

    def _line(self, path: tuple[str | int | Span, ...]) -> Span:
        """Return the line whose number is the first step: what leads to a place in a text that goes by lines."""
        line = path[0] if path and isinstance(path[0], int) else 0
        return Span(line, 1, line, max(2, len(self.lines[line - 1]) + 1)) if 0 < line <= len(self.lines) else Span(1, 1, 1, 1)

    def extent(self, pointer: Pointer) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return line and column where what `pointer` leads to begins, with its key, and those behind its end."""
        key, node = nearest(self.roots, pointer.path, self.entries)
        first = node if key is None else key
        return (first.start_mark.line + 1, first.start_mark.column + 1), max(end_of(first), end_of(node))


class Node:
    """A cursor on one node of a document, or on nothing where nothing is written; `bool(node)` tells which."""

    __slots__ = ("_at", "_fields", "depth", "document", "key", "parent", "raw")

    def __init__(self, document: Document, parent: "Node | None", key: str | int, raw: Any, depth: int) -> None:
        self.document = document
        self.parent = parent
        self.key = key
        self.raw = raw
        self.depth = depth
        self._fields: dict[str, Any] | None = None
        self._at: Pointer | None = None

    def __bool__(self) -> bool:
        """Tell whether anything is written here."""
        return self.raw is not None

    @property
    def at(self) -> Pointer:
        """The place of this node."""
        if self._at is None:
            self._at = (Pointer(self.document.name) if self.parent is None else self.parent.at) / self.key
        return self._at

    @property
    def kind(self) -> str:
        """`mapping`, `list`, `text`, or `nothing`."""
        if self.raw is None:
            return "nothing"
        return {"mapping": "mapping", "sequence": "list"}.get(self.raw.id, "text")

    @property
    def text(self) -> str | None:
        """The text of a scalar, else None."""
        return self.raw.value if self.raw is not None and self.raw.id == "scalar" else None

    @property
    def empty(self) -> bool:
        """Tell whether this is a key without a value (or YAML's `null`)."""
        return self.raw is not None and self.raw.id == "scalar" and not self.raw.style and self.raw.value in ("", "~", "null")

    def __getitem__(self, key: str) -> "Node":
        """Return the value of `key`; a cursor on nothing when this is no mapping or has no such key."""
        entry = self.fields().get(key)
        return Node(self.document, self, key, None, self.depth + 1) if entry is None else self._child(key, entry[1])

    @property
    def key_at(self) -> Pointer:
        """The place of the key that this node is the value of (of the node itself where it has none)."""
        entry = self.parent.fields().get(self.key) if self.parent is not None and isinstance(self.key, str) else None
        return self.at if entry is None else self._place(entry[0])

    def required(self, key: str) -> "Node":
        """Return the value of `key`, which must be written in this mapping."""
        child = self[key]
        if not child and self.raw is not None and key not in self.fields():
            self.mistake(f"{self.label} has no {key!r}; add it")
        return child

    def fields(self) -> dict[str, Any]:
        """Return key → (key node, value node) in reading order, with `<<` merged in and duplicates reported once."""
        if self._fields is None:
            self._fields = _fields_of(self.raw, self.document) if self.raw is not None and self.raw.id == "mapping" else {}
        return self._fields

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Yield the entries of a mapping in reading order; anything else but nothing is a finding."""
        if self.mapping():
            for key, (_, value) in self.fields().items():
                yield key, self._child(key, value)

    def elements(self) -> Iterator["Node"]:
        """Yield the elements of a list; anything else but nothing is a finding."""
        if self.raw is None:
            return
        if self.raw.id != "sequence":
            self.mistake(f"{self.label} is {self._what()}; write a list")
            return
        for index, value in enumerate(self.raw.value):
            child = self._child(index, value)
            if child:
                yield child

    def mapping(self) -> bool:
        """Tell whether this is a mapping; anything else but nothing is a finding."""
        if self.raw is not None and self.raw.id != "mapping":
            self.mistake(f"{self.label} is {self._what()}; write a mapping (key: value)")
        return self.raw is not None and bool(self.raw.id == "mapping")

    def only(self, *known: str, refused: Mapping[str, str] | None = None) -> None:
        """Report every key that is not `known`; keys that begin with `x-` are the user's own.

        `refused` are keys that are known elsewhere, with why not here and what to write.
        """
        strange = [key for key in self.fields() if key not in known and not key.startswith("x-")]
        for key in strange:
            key_node, value = self.fields()[key]
            halves = None if value.value else rejoined(self.fields(), key)
            if halves is not None:
                self.document.report(self._place(halves[1]), f"{halves[0]!r} has a decimal comma; write {halves[1].value}")
                continue
            why = (refused or {}).get(key) or f"is not known here{instead_of(key, known)}"
            self.document.report(self._place(key_node), f"{key!r} {why}")

    def read(self, parse: Callable[[str], T], default: T) -> T:
        """Return the parsed text; `default` when nothing is written or when it is wrong, which is a finding."""
        if self.raw is None:
            return default
        if self.raw.id != "scalar":
            self.mistake(f"{self.label} is {self._what()}; write a single value")
            return default
        try:
            return parse(self.raw.value)
        except ValueError as mistake:
            if not self.raw.value:
                self.mistake(f"{self.label} has no value; write one or leave the key out")
            else:
                self.mistake(f"{self.label}: {mistake}")
            return default

    def scalars(self, parsers: Mapping[str, Callable[[str], Any]]) -> dict[str, Any]:
        """Return the parsed values of those keys of `parsers` that are written here; what is wrong is a finding and left out."""
        values = {}
        plain = self.depth < DEEPEST and not self.document.aliased
        for key, (_, raw) in self.fields().items():
            parse = parsers.get(key)
            if parse is not None and plain and raw.id == "scalar":
                try:
                    values[key] = parse(raw.value)
                    continue
                except ValueError:
                    pass  # said below
            if parse is not None:
                value = self._child(key, raw).read(parse, _WRONG)
                if value is not _WRONG:
                    values[key] = value
        return values

    def mistake(self, message: str, *notes: Note) -> None:
        """Report a mistake at this node."""
        self.document.report(self.at, message, *notes)

    @property
    def label(self) -> str:
        """The name of this node in messages: its key, or its number in its list."""
        if isinstance(self.key, str):
            return repr(self.key)
        return "the document" if self.parent is None else f"element {self.key + 1} of {self.parent.label}"

    def _what(self) -> str:
        return "empty" if self.empty else {"mapping": "a mapping", "list": "a list"}.get(self.kind, "text")

    def _child(self, key: str | int, raw: Any) -> "Node":
        if (self.depth >= DEEPEST or self.document.aliased) and raw is not None and not self._may_enter(raw):
            raw = None
        return Node(self.document, self, key, raw, self.depth + 1)

    def _may_enter(self, raw: Any) -> bool:
        if self.depth >= DEEPEST:
            self.mistake(f"nested deeper than {DEEPEST} levels; write it flatter")
            return False
        if not self.document.aliased:
            return True
        node: Node | None = self
        while node is not None:
            if node.raw is raw:
                self.mistake(f"{self.label} holds an alias of what it stands in; write the part out")
                return False
            node = node.parent
        return self.document.may_expand()

    def _place(self, raw: Any) -> Pointer:
        return Pointer(self.document.name, (span_of(raw),))


def _fields_of(raw: Any, document: Document, depth: int = 0) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    merged: dict[str, Any] = {}
    for key, value in raw.value:
        if key.id != "scalar":
            document.report(
                Pointer(document.name, (span_of(key),)), "a key is a list or a mapping; write plain text before the colon"
            )
        elif key.value == "<<" and not key.style:
            for name, entry in _merged_fields(value, document, depth).items():
                merged.setdefault(name, entry)
        elif key.value in fields:
            first = Note(Pointer(document.name, (span_of(fields[key.value][0]),)), "first written here")
            document.report(Pointer(document.name, (span_of(key),)), f"{key.value!r} is written twice; keep one", first)
        else:
            fields[key.value] = (key, value)
    for name, entry in merged.items():
        fields.setdefault(name, entry)
    return fields


def _merged_fields(value: Any, document: Document, depth: int) -> dict[str, Any]:
    sources = value.value if value.id == "sequence" else [value]
    fields: dict[str, Any] = {}
    wrong = next((source for source in sources if source.id != "mapping" or depth > DEEPEST), None)
    if wrong is not None:  # said once, however long the list
        kind = "a list" if wrong.id == "sequence" else "text" if wrong.id == "scalar" else "nested too deeply"
        document.report(Pointer(document.name, (span_of(wrong),)), f"'<<' merges mappings, this is {kind}; name a mapping")
    for source in sources:
        if source.id == "mapping" and depth <= DEEPEST and document.may_expand():
            for name, entry in _fields_of(source, document, depth + 1).items():
                fields.setdefault(name, entry)
    return fields
