"""What the published schema of policies refuses, for the few of its words that the schema is written in.

jsonschema would do it too, and takes longer to load than most architectures take to lint; the tests hold one against the other.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sosgraph.published_schemas import schema
from sosgraph.toml_lines import Path

_TYPES: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": (int, float), "boolean": bool}


class Violation(NamedTuple):
    """A value that a word of the schema refuses: `asked` is what stands behind the word in `part` of the schema."""

    path: Path
    word: str
    value: Any
    asked: Any
    part: Any


def violations(value: Any) -> Iterator[Violation]:
    """Yield what the schema of policies refuses in parsed TOML, outer before inner, in the order in which it is written."""
    whole = schema("policy-v1")
    pending: list[tuple[Path, Any, Any]] = [((), value, whole)]
    while pending:
        path, inner, part = pending.pop()
        while "$ref" in part:
            part = whole["$defs"][part["$ref"].rpartition("/")[2]]
        for word, asked in part.items():
            if _refused(word, asked, inner, part):
                yield Violation(path, word, inner, asked, part)
        pending.extend(reversed(list(_inside(path, inner, part))))


def _refused(word: str, asked: Any, value: Any, part: Any) -> bool:
    """Tell whether a word refuses a value; like all words of the schema it says nothing about values of other types."""
    if word == "type":
        return not any(_is(value, each) for each in (asked if isinstance(asked, list) else [asked]))
    if word == "enum":
        return value not in asked
    if isinstance(value, dict):
        unknown = word == "additionalProperties" and asked is False and not value.keys() <= part["properties"].keys()
        return unknown or (word == "required" and not all(key in value for key in asked))
    if isinstance(value, list):
        return bool(word == "minItems" and len(value) < asked)
    if isinstance(value, str):
        return bool(word == "minLength" and len(value) < asked) or (word == "pattern" and re.search(asked, value) is None)
    return False


def _is(value: Any, type: str) -> bool:
    return isinstance(value, _TYPES[type]) and (not isinstance(value, bool) or type == "boolean")


def _inside(path: Path, value: Any, part: Any) -> Iterator[tuple[Path, Any, Any]]:
    """Yield the parts of a value, each with its place and what the schema asks of it."""
    if isinstance(value, dict):
        others = part.get("additionalProperties")
        for key, inner in value.items():
            asked = part.get("properties", {}).get(key, others)
            if isinstance(asked, dict):
                yield (*path, key), inner, asked
    elif isinstance(value, list) and "items" in part:
        yield from (((*path, index), inner, part["items"]) for index, inner in enumerate(value))
