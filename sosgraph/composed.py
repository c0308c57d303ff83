"""Composed YAML nodes: where they stand, and what lies one step further in."""

import re
from collections.abc import Iterable
from typing import Any

from sosgraph.source import Span

DEEPEST = 100
"""How many levels of nesting are read."""
_DECIMAL = r"\d+\.\d+ ?[%a-z]*"


def span_of(raw: Any) -> Span:
    """Return where a composed node stands: a scalar or flow collection whole, a block collection by its first entry."""
    start, last, seen = raw.start_mark, raw, {0}
    while last.id != "scalar" and not last.flow_style and last.value and id(last) not in seen:
        seen.add(id(last))  # an anchor may name what it stands in
        first = last.value[0]
        last = first if last.id == "sequence" else first[1] if first[1].start_mark.line == last.start_mark.line else first[0]
    begin, end = last.start_mark, last.end_mark
    if last.id == "scalar" and last.style in ("|", ">"):
        return Span(start.line + 1, start.column + 1, begin.line + 1, begin.column + 2)
    column = max(end.column + 1, begin.column + 2 if end.line == begin.line else 1)
    return Span(start.line + 1, start.column + 1, end.line + 1, column)


Entries = dict[int, dict[str, tuple[Any, Any]]]
"""The first entry of each key in the mappings that were asked before, by the `id` of the mapping."""


def step_into(node: Any, step: object, known: Entries | None = None) -> tuple[Any, Any] | None:
    """Return the key node (None in a list) and the node that `step` leads to, through `<<` too; None where nothing is written.

    `known` is filled where it is given, so that a mapping of ten thousand keys is read once and not for each of them.
    """
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if node.id != "mapping" or not isinstance(step, str):
        return None
    known = {} if known is None else known
    pending, seen = [node], set()
    while pending:
        mapping = pending.pop()
        if id(mapping) in seen or mapping.id != "mapping":
            continue
        seen.add(id(mapping))
        entries = _entries(mapping, known)
        if step in entries:
            return entries[step]
        if "<<" in entries:
            merged = entries["<<"][1]
            pending.extend(reversed(merged.value) if merged.id == "sequence" else [merged])
    return None


def nearest(roots: tuple[Any, ...], path: tuple[object, ...], known: Entries) -> tuple[Any, Any]:
    """Return the key node (None where there is none) and the node that `path` leads to, or its nearest written ancestor."""
    index = path[0] if path and isinstance(path[0], int) else 0
    key, node = None, roots[min(index, len(roots) - 1)]
    for step in path[1:]:
        found = step_into(node, step, known)
        if found is None:
            break
        key, node = found
    return key, node


def _entries(mapping: Any, known: Entries) -> dict[str, tuple[Any, Any]]:
    entries = known.get(id(mapping))
    if entries is None:
        entries = {}
        for key, value in mapping.value:
            if key.id == "scalar":
                entries.setdefault(key.value, (key, value))
        known[id(mapping)] = entries
    return entries


def line_of(lines: list[str], path: tuple[object, ...]) -> Span:
    """Return the line whose number is the first step: what leads to a place in a text that goes by lines."""
    line = path[0] if path and isinstance(path[0], int) else 0
    return Span(line, 1, line, max(2, len(lines[line - 1]) + 1)) if 0 < line <= len(lines) else Span(1, 1, 1, 1)


def extent_of(first: Any, last: Any) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return line and column, from 1, where a node begins, and those behind it and the last of what belongs to it."""
    return (first.start_mark.line + 1, first.start_mark.column + 1), max(end_of(first), end_of(last))


def end_of(raw: Any) -> tuple[int, int]:
    """Return line and column, from 1, behind a composed node: those of the next one where it is a block collection."""
    return raw.end_mark.line + 1, raw.end_mark.column + 1


def extents(roots: Iterable[Any]) -> dict[int, int]:
    """Return for each line on which entries or elements begin the last line of the outermost of them."""
    found: dict[int, tuple[Any, int]] = {}
    pending = [root for root in roots if root.id != "scalar"]
    while pending:
        node = pending.pop()
        begin, end = node.start_mark.index, node.end_mark.index
        for part in node.value:
            key, value = part if isinstance(part, tuple) else (part, part)
            if begin <= key.start_mark.index <= end:  # an alias is written elsewhere
                line = key.start_mark.line + 1
                outermost, last = found.get(line, (node, 0))
                if outermost is node:
                    found[line] = (node, max(last, _last_line(key), _last_line(value)))
                if value.id != "scalar" and value.start_mark.index >= key.start_mark.index and value.start_mark.index > begin:
                    pending.append(value)
    return {line: last for line, (_, last) in found.items()}


def _last_line(raw: Any) -> int:
    """Return the last line of a node; PyYAML ends a block collection where the next token begins, on a line of its own."""
    line, column = end_of(raw)
    return line - 1 if column == 1 or (raw.id != "scalar" and not raw.flow_style) else line


def rejoined(fields: dict[str, tuple[Any, Any]], rest: str) -> tuple[str, Any] | None:
    """Return the key and the node of both halves, where `rest` is what a decimal comma cut off (`{slo: 99,9%}`), else None.

    In `fields` they are one from then on.
    """
    from yaml import ScalarNode

    before = list(fields)[list(fields).index(rest) - 1]
    key, value = fields[before]
    meant = f"{value.value}.{rest}"
    if value.id != "scalar" or not re.fullmatch(_DECIMAL, meant, re.ASCII):
        return None
    end = fields.pop(rest)[0].end_mark
    fields[before] = (key, ScalarNode(value.tag, meant, value.start_mark, end, style=value.style))
    return before, fields[before][1]
