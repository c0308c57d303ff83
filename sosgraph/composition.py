"""Bytes of a file → document; whatever cannot be read is a finding of the document."""

import re

import yaml

from sosgraph.document import Document
from sosgraph.source import Pointer, Span
from sosgraph.syntax import Slip, slip

LONGEST = 16 * 1024 * 1024
"""The largest file that is read, in bytes."""
_xml = re.compile(r"\s*<[?!A-Za-z]").match
_SAFE_STACK = 10_000  # levels: libyaml's composer recurses on the C stack, and overflows it at some 25,000


def read_document(name: str, content: bytes, folder: str | None = None) -> Document:
    """Return the document written in `content`; what cannot be read becomes a finding of the document.

    `folder` is the name of the folder it stands in; None: as `name` says. A text in XML has no YAML in it: it is left
    to the importers as it is.
    """
    if len(content) > LONGEST:
        document = Document(name, "", (), folder)
        document.report(Pointer(name), f"the file is larger than {LONGEST // 1024**2} MiB; split it by system")
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
    return document if _xml(text) else _composed(document)


def _composed(document: Document) -> Document:
    try:
        _refuse_deep_nesting(document.text)
        document.roots = tuple(yaml.compose_all(document.text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError as mistake:
        line, column, problem = slip(document.text, mistake) or _as_libyaml_says(document.text, mistake)
        document.report(Pointer(document.name, (Span(line + 1, column + 1, line + 1, column + 2),)), f"not YAML: {problem}")
    return document


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
    if brackets + 2 * max((len(line) for line in text.split("\n") if len(line) > 2000), default=2000) < _SAFE_STACK:
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
    match = re.search("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    position = match.start() if match else 0
    return text.count("\n", 0, position), position - text.rfind("\n", 0, position) - 1
