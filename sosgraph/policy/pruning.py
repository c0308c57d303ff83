"""Parsed content without some of its parts."""

from collections.abc import Iterable
from typing import Any

from sosgraph.toml_lines import Path

_GONE = object()


def pruned(content: Any, paths: Iterable[Path]) -> Any:
    """Return a copy of the content without what the paths lead to; of a text in a list the last step is the text.

    A table in a list leaves None behind, so that the others keep their numbers.
    """
    copy = _copy(content)
    unwanted: dict[int, tuple[list[Any], set[str | int]]] = {}  # by list, so that each is gone through once
    for path in paths:
        if not path:
            return {}
        around = copy
        for step in path[:-1]:
            around = _inside(around, step)
        if isinstance(around, dict):
            around.pop(path[-1], None)
        elif isinstance(around, list):
            unwanted.setdefault(id(around), (around, set()))[1].add(path[-1])
    for values, steps in unwanted.values():
        for index, value in enumerate(values):
            if index in steps or (isinstance(value, str) and value in steps):
                values[index] = None if isinstance(value, dict) else _GONE
    return _copy(copy)


def _inside(around: Any, step: str | int) -> Any:
    if isinstance(around, dict):
        return around.get(step)
    return around[step] if isinstance(around, list) and isinstance(step, int) and step < len(around) else None


def _copy(value: Any) -> Any:
    """Return a copy without what is gone; content is nested no deeper than its parser could recurse."""
    if isinstance(value, dict):
        return {key: _copy(inner) for key, inner in value.items()}
    return [_copy(inner) for inner in value if inner is not _GONE] if isinstance(value, list) else value
