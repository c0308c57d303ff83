"""The text of a document → the nodes of its YAML; PyYAML is imported here, which takes as long as reading a small file."""

import re
from typing import Any

import yaml

from sosgraph.document import Document
from sosgraph.plain_scalars import TAGS
from sosgraph.source import Pointer, Span
from sosgraph.syntax import Slip, slip

_json = re.compile(r"\s*[\[{]").match
_unreadable = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]").search
_SAFE_STACK = 10_000  # levels: libyaml's composer recurses on the C stack, and overflows it at some 25,000


class _Composer(yaml.CBaseLoader):
    """PyYAML's composer without its search for the type of each node, which is the default: a sixth of the time."""

    @staticmethod
    def resolve(kind: Any, value: str, implicit: Any) -> str:
        """Return the tag of a node on which none is written."""
        return TAGS[kind.id]

    @staticmethod
    def descend_resolver(node: Any, index: Any) -> None:
        """Take no note of the way to a node."""

    @staticmethod
    def ascend_resolver() -> None:
        """Take no note of the way back."""


def compose(document: Document) -> None:
    """Give a document its roots, by its text; what is wrong in it becomes a finding of the document."""
    try:
        _refuse_deep_nesting(document.text)
        document.roots = tuple(yaml.compose_all(document.text, Loader=_Composer))
    except yaml.YAMLError as mistake:
        node = _as_json(document.text)
        if node is not None:
            document.roots = (node,)
            return
        kind = "JSON" if document.name.endswith(".json") else "YAML"
        line, column, problem = slip(document.text, mistake) or _as_libyaml_says(document.text, mistake)
        document.report(Pointer(document.name, (Span(line + 1, column + 1, line + 1, column + 2),)), f"not {kind}: {problem}")


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
