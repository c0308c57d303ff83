# cython: annotation_typing=False
"""YAML that knows where it stands, and a cursor that collects mistakes and reads on.

Documents are *composed*, not constructed: scalars stay the text that was written, so `no`, `1:30` and `017` never
turn into something else, and every node keeps its line and column. Places are resolved on demand by walking a
pointer, never from a table of all places: with aliases such a table can grow exponentially.
"""

from collections.abc import Callable, Iterator, Mapping
from posixpath import basename, dirname
from types import MappingProxyType
from typing import Any, TypeVar

from sosgraph.catalog import instead_of
from sosgraph.composed import DEEPEST, Entries, extent_of, line_of, nearest, rejoined, span_of
from sosgraph.finding import Finding, Note
from sosgraph.merged_keys import merged_fields
from sosgraph.source import Pointer, Span

T = TypeVar("T")
_WRONG: Any = object()
_NOTHING: Mapping[str, Any] = MappingProxyType({})


class Document:
    """One file: its name, its text, its YAML documents, and the mistakes met while reading it.

    `folder` is the name of the folder that it stands in, however its own name spells the way there; empty where none is known.
    """

    __slots__ = ("_expansions", "_findings", "_lines", "aliased", "entries", "folder", "name", "roots", "text")

    def __init__(self, name: str, text: str, roots: tuple[Any, ...] = (), folder: str | None = None) -> None:
        self.name = name
        self.folder = basename(dirname(name)) if folder is None else folder
        self.text = text
        self.roots = roots
        self._findings: dict[Finding, None] = {}
        self.entries: Entries = {}
        self._lines: list[str] | None = None
        self.aliased = "*" in text
        # a document without aliases has fewer nodes than half its characters, so only aliases can hit this
        self._expansions = 500_000 + 2 * len(text)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their ends."""
        if self._lines is None:
            self._lines = self.text.splitlines()
        return self._lines

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
            return line_of(self.lines, pointer.path)
        key, node = nearest(self.roots, pointer.path, self.entries)
        return span_of(node) if key is None or (node.id == "scalar" and node.value) else span_of(key)

    def extent(self, pointer: Pointer) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return line and column where what `pointer` leads to begins, with its key, and those behind its end."""
        key, node = nearest(self.roots, pointer.path, self.entries)
        return extent_of(node if key is None else key, node)


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
            self._at = Pointer(self.document.name, (self.key,)) if self.parent is None else self.parent.at / self.key
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
            written = self.raw is not None and self.raw.id == "mapping"
            self._fields = (_plain_fields(self.raw) or merged_fields(self.raw, self.document)) if written else {}
        return self._fields

    def items(self) -> Iterator[tuple[str, "Node"]]:
        """Yield the entries of a mapping in reading order; anything else but nothing is a finding."""
        if self.mapping():
            for key, (_, value) in self.fields().items():
                yield key, self._child(key, value)

    def elements(self) -> Iterator["Node"]:
        """Yield the elements of a list; anything else but nothing is a finding."""
        for index, value in enumerate(self.raw.value if self._list() else ()):
            child = self._child(index, value)
            if child:
                yield child

    def _list(self) -> bool:
        if self.raw is not None and self.raw.id != "sequence":
            self.mistake(f"{self.label} is {self._what()}; write a list")
        return self.raw is not None and bool(self.raw.id == "sequence")

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

    def values(
        self,
        parsers: Mapping[str, Callable[[str], Any]],
        readers: Mapping[str, Callable[["Node"], Any]] = _NOTHING,
        needed: tuple[str, ...] = (),
        refused: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return what is written by key: single values as their parsers have them, then parts as their readers do.

        What is wrong is a finding and left out, as is a part of which the reader returns None. Other keys are as in `only`, those
        that are `needed` as in `required`.
        """
        for key in self.fields():
            if key not in parsers and key not in readers:
                self.only(*parsers, *readers, refused=refused)
                break
        for key in needed:
            self.required(key)
        values = {}
        for key, entry in self.fields().items():
            if key in parsers and (value := self._parsed(key, entry[1], parsers[key])) is not _WRONG:
                values[key] = value
        for key, read in readers.items():
            if key in self.fields() and (child := self[key]) and (value := read(child)) is not None:
                values[key] = value
        return values

    def parsed(self, parse: Callable[[str], T]) -> tuple[T, ...]:
        """Return the parsed elements of a list of single values; what is wrong is a finding and left out."""
        values = [self._parsed(index, raw, parse) for index, raw in enumerate(self.raw.value)] if self._list() else []
        return tuple([value for value in values if value is not _WRONG])

    def _parsed(self, key: str | int, raw: Any, parse: Callable[[str], Any]) -> Any:
        """Return the parsed text of a child, `_WRONG` where that cannot be; only where something is to be said by a cursor."""
        if raw.id == "scalar" and self.depth < DEEPEST and not self.document.aliased:
            try:
                return parse(raw.value)
            except ValueError:
                pass  # said below
        return self._child(key, raw).read(parse, _WRONG)

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


def _plain_fields(raw: Any) -> dict[str, Any] | None:
    """Return key → (key node, value node) of a mapping; None where more than plain keys stand in it, each once."""
    fields = {}
    for entry in raw.value:
        key = entry[0]
        if key.id != "scalar" or key.value == "<<" or key.value in fields:
            return None
        fields[key.value] = entry
    return fields
