"""Composed YAML nodes: where they stand, and what lies one step further in."""

from typing import Any

from sosgraph.source import Span


def span_of(raw: Any) -> Span:
    """Return where a composed node stands: a scalar or flow collection whole, a block collection by its first entry."""
    start, end = raw.start_mark, raw.end_mark
    if raw.id != "scalar" and not raw.flow_style and raw.value:
        first = raw.value[0]
        last = first if raw.id == "sequence" else first[1] if first[1].start_mark.line == start.line else first[0]
        inner = span_of(last)
        return Span(start.line + 1, start.column + 1, inner.end_line, inner.end_column)
    if raw.id == "scalar" and raw.style in ("|", ">"):
        return Span(start.line + 1, start.column + 1, start.line + 1, start.column + 2)
    return Span(
        start.line + 1, start.column + 1, end.line + 1, max(end.column + 1, start.column + 2 if end.line == start.line else 1)
    )


def step_into(node: Any, step: object, seen: frozenset[int] = frozenset()) -> tuple[Any, Any] | None:
    """Return the key node (None in a list) and the node that `step` leads to, through `<<` too; None where nothing is written."""
    if node.id == "sequence" and isinstance(step, int) and step < len(node.value):
        return None, node.value[step]
    if node.id == "mapping" and isinstance(step, str):
        for key, value in node.value:
            if key.id == "scalar" and key.value == step:
                return key, value
        for key, value in node.value:
            if key.id == "scalar" and key.value == "<<":
                for source in value.value if value.id == "sequence" else [value]:
                    found = None if id(source) in seen else step_into(source, step, seen | {id(node)})
                    if found is not None:
                        return found
    return None
