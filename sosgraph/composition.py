"""Bytes of a file → document; whatever cannot be read is a finding of the document."""

import re
from typing import Any

import yaml

from sosgraph.document import Document
from sosgraph.source import Pointer, Span
from sosgraph.syntax import Slip, slip

LONGEST = 16 * 1024 * 1024
"""The largest file that is read, in bytes; of YAML it grows to some fifty times as much in memory."""
LONGEST_LIST = 16 * LONGEST
"""The largest list that is read: one that goes by lines, each of which becomes one thing, and not a tree of nodes."""
HEAD = 65_536
"""How many bytes of a file tell how much of it is read."""
_PACKED = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_xml = re.compile(r"\s*<[?!A-Za-z]").match
_list = re.compile(r"\s*(?:#[^\n]*\n\s*)*+(?:\"?(?i:package)\"?,|Package:[ \t])").match
_TREES = (".yaml", ".yml", ".json")
_json = re.compile(r"\s*[\[{]").match
_unreadable = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search
_TAGS = {"scalar": "tag:yaml.org,2002:str", "sequence": "tag:yaml.org,2002:seq", "mapping": "tag:yaml.org,2002:map"}
_SAFE_STACK = 10_000  # levels: libyaml's composer recurses on the C stack, and overflows it at some 25,000


def read_document(name: str, content: bytes, folder: str | None = None) -> Document:
    """Return the document written in `content`; what cannot be read becomes a finding of the document.

    `folder` is the name of the folder it stands in; None: as `name` says. What gzip packed is unpacked, up to the size that
    would be read unpacked. XML and lists of packages have no YAML in them: they are left to the importers as they are.
    """
    try:
        content = _unpacked(name, content)
    except ValueError as mistake:
        document = Document(name, "", (), folder)
        document.report(Pointer(name), str(mistake))
        return document
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as mistake:
        before = content[: mistake.start].decode("utf-8", "replace")
        document = Document(name, before, (), folder)
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Pointer(name, (Span(line, column, line, column + 1),))
        document.report(place, f"byte 0x{content[mistake.start]:02x} is not UTF-8; save the file as UTF-8")
        return document
    document = Document(name, text, (), folder)
    return document if _xml(text) or _is_list(name, text) else _composed(document)


def longest(name: str, head: bytes) -> int:
    """Return how many bytes of the file `name` are read, which begins with `head`."""
    return LONGEST_LIST if head.startswith(_PACKED) or _is_list(name, head[:HEAD].decode("utf-8-sig", "ignore")) else LONGEST


def _is_list(name: str, text: str) -> bool:
    return not name.endswith(_TREES) and _list(text) is not None


def _unpacked(name: str, content: bytes) -> bytes:
    """Return the content without the packing; raises `ValueError` where it is too large, or packed in another way or wrongly."""
    if content.startswith(_XZ):
        raise ValueError("the file is packed by xz; unpack it first (unxz), or pack it by gzip")
    most = longest(name, content)
    if content.startswith(_PACKED):
        import zlib

        try:
            most = longest(name, _inflated(content, HEAD))
            content = _inflated(content, most + 1)
        except zlib.error:
            raise ValueError("the file is not what gzip packs, or was damaged; unpack it first (gunzip)") from None
    if len(content) > most:
        raise ValueError(f"the file is larger than {most // 1024**2} MiB; split it by system")
    return content


def _inflated(content: bytes, most: int) -> bytes:
    """Return at most `most` bytes of what gzip packed, in one part or several; raises `zlib.error` where it is none.

    Never more is unpacked than that, whatever the file claims.
    """
    import zlib

    parts = []
    left = most
    while content.startswith(_PACKED) and left:
        part = zlib.decompressobj(wbits=31)
        parts.append(part.decompress(content, left))
        left -= len(parts[-1])
        if left and not part.eof:
            raise zlib.error("it ends too early")
        content = part.unused_data
    return b"".join(parts)


class _Composer(yaml.CBaseLoader):
    """PyYAML's composer without its search for the type of each node, which is the default: a sixth of the time."""

    @staticmethod
    def resolve(kind: Any, value: str, implicit: Any) -> str:
        """Return the tag of a node on which none is written."""
        return _TAGS[kind.id]

    @staticmethod
    def descend_resolver(node: Any, index: Any) -> None:
        """Take no note of the way to a node."""

    @staticmethod
    def ascend_resolver() -> None:
        """Take no note of the way back."""


def _composed(document: Document) -> Document:
    try:
        _refuse_deep_nesting(document.text)
        document.roots = tuple(yaml.compose_all(document.text, Loader=_Composer))
    except yaml.YAMLError as mistake:
        node = _as_json(document.text)
        if node is not None:
            document.roots = (node,)
            return document
        kind = "JSON" if document.name.endswith(".json") else "YAML"
        line, column, problem = slip(document.text, mistake) or _as_libyaml_says(document.text, mistake)
        document.report(Pointer(document.name, (Span(line + 1, column + 1, line + 1, column + 2),)), f"not {kind}: {problem}")
    return document


def _as_json(text: str) -> Any:
    """Return the node of a text in JSON that libyaml refuses: it does not know two escapes that are one character together."""
    if not _json(text) or "\\u" not in text or _unreadable(text):
        return None
    from sosgraph.json_nodes import json_node

    return json_node(text)


def _as_libyaml_says(text: str, mistake: yaml.YAMLError) -> Slip:
    mark = getattr(mistake, "problem_mark", None) or getattr(mistake, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else _unreadable_character(text)
    problem = getattr(mistake, "problem", None) or getattr(mistake, "reason", None) or "it cannot be read"
    context = getattr(mistake, "context", None)
    return line, column, f"{problem}{f' {context}' if context else ''}"


def _refuse_deep_nesting(text: str) -> None:
    """Raise `YAMLError` where composing would overflow the C stack.

    A bound first, for nearly every file: a level needs a bracket or a column of its own line (a list may stand in
    the column of its key, hence twice). Only where the bound is high are the levels counted.
    """
    brackets = text.count("[") + text.count("{")
    if brackets + 2 * max(2000, *map(len, text.split("\n"))) < _SAFE_STACK:
        return
    level = 0
    loader = yaml.CBaseLoader(text)
    try:
        while loader.check_event():
            event = loader.get_event()
            if isinstance(event, yaml.CollectionStartEvent):
                level += 1
                if level > _SAFE_STACK:
                    problem = f"nested deeper than {_SAFE_STACK} levels"
                    raise yaml.MarkedYAMLError(None, None, problem, event.start_mark)  # type: ignore[arg-type]
            elif isinstance(event, yaml.CollectionEndEvent):
                level -= 1
    finally:
        loader.dispose()


def _unreadable_character(text: str) -> tuple[int, int]:
    match = _unreadable(text)
    position = match.start() if match else 0
    return text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1
