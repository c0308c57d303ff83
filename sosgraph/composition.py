"""Bytes of a file → document; whatever cannot be read is a finding of the document."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from sosgraph.document import Document
from sosgraph.source import Pointer, Span

LONGEST = 16 * 1024 * 1024
"""The largest file that is read, in bytes; of YAML it grows to some fifty times as much in memory."""
LONGEST_LIST = 16 * LONGEST
"""The largest list that is read: one that goes by lines, each of which becomes one thing, and not a tree of nodes."""
HEAD = 65_536
"""How many bytes of a file tell how much of it is read."""
_PACKED = b"\x1f\x8b"
_XZ = b"\xfd7zXZ\x00"
_XML = r"\s*<[?!A-Za-z]"
_LIST = r"\s*(?:#[^\n]*\n\s*)*+(?:\"?(?i:package)\"?,|Package:[ \t])"
_TREES = (".yaml", ".yml", ".json")


def read_document(name: str, content: bytes, folder: str | None = None) -> Document:
    """Return the document written in `content`; what cannot be read becomes a finding of the document.

    `folder` is the name of the folder it stands in; None: as `name` says. What gzip packed is unpacked, up to the size that
    would be read unpacked. XML and lists of packages have no YAML in them: they are left to the importers as they are.
    """
    try:
        content = _unpacked(name, content)
    except ValueError as mistake:
        document = Document(name, _guessed(content[:HEAD]), (), folder)
        document.report(Pointer(name), str(mistake))
        return document
    try:
        content = content.removeprefix(BOM_UTF8)
        text = content.decode("utf-8")
    except UnicodeDecodeError as mistake:
        before = content[: mistake.start].decode("utf-8", "replace")
        document = Document(name, _guessed(content), (), folder)
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        place = Pointer(name, (Span(line, column, line, column + 1),))
        document.report(place, f"byte 0x{content[mistake.start]:02x} is not UTF-8; save the file as UTF-8")
        return document
    document = Document(name, text, (), folder)
    if not re.match(_XML, text) and not _is_list(name, text):
        _compose(document)
    return document


def _compose(document: Document) -> None:
    """Fill in the YAML documents; what reads them is loaded here, since a list or XML does without."""
    from sosgraph.plain_yaml import COMPILED, plain_roots

    roots = plain_roots(document.text) if COMPILED else None
    if roots is not None:
        document.roots = roots
    else:
        from sosgraph.yaml_nodes import compose

        compose(document)


def _guessed(content: bytes) -> str:
    """Return what is written in what cannot be read, as far as one can tell: enough to see whether it was meant for us."""
    return content.decode("utf-16" if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else "utf-8", "replace")


def longest(name: str, head: bytes) -> int:
    """Return how many bytes of the file `name` are read, which begins with `head`."""
    return LONGEST_LIST if head.startswith(_PACKED) or _is_list(name, _beginning(head)) else LONGEST


def _beginning(content: bytes) -> str:
    return content[:HEAD].removeprefix(BOM_UTF8).decode("utf-8", "ignore")


def _is_list(name: str, text: str) -> bool:
    return not name.endswith(_TREES) and re.match(_LIST, text) is not None


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
