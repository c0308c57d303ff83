"""The reader and the published schema accept and refuse the same shapes."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import event, example, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from jsonschema.validators import extend

from sosgraph.composition import read_document
from sosgraph.document import Document
from sosgraph.importers.architecture import read

_SCHEMA = json.loads(Path("schemas/architecture-v1.schema.json").read_text(encoding="utf-8"))
_RIGHT = {
    "ratio": ("99.95%", "0.9995", "100%", "0", "1", "1.0", "0%", "100.00%", "99.9 %"),
    "utilisation": ("60%", "0.6", "1", "0.01 %", "100%"),
    "duration": ("250ms", "1h30m", "28d", "0s", "1.5y", "1 h 30 m"),
    "rate": ("280/s", "0.5/d"),
    "number": ("0", "1.5", "40"),
    "multiple": ("1", "1.1", "40"),
    "count": ("1", "3", "999999999"),
    "whole": ("0", "007", "999300"),
    "date": ("2026-01-31", "2024-02-29", "2099-12-31"),
    "flag": ("true", "false"),
    "text": ("team-shop", "a b", "no"),
    "name": ("web", "a.b_c-1", "no", "n" * 200),
    "reference": ("db", "platform/dns", "0"),
}
_BY_PATTERN = {"1,2}$": ("0", "7", "99"), " -> ": ("web", "web -> shop/db")}
_STRANGE = (
    *(
        "99.9",
        "101%",
        "-1%",
        "1.01",
        ".5",
        "1e3",
        "99.9  %",
        "100.1%",
        "5",
        "-5s",
        "1  s",
        "10/x",
        "1/2/3",
        "0x1",
        "+1",
        "1000000000",
        "2026-02-29",
        "2026-04-31",
        "1999-12-31",
        "2026-1-31",
    ),
    *(
        "~",
        "null",
        "",
        " ",
        "True",
        "yes",
        "on",
        "inf",
        "Inf",
        "a/b/c",
        "a#b",
        "a -> b",
        "a -> ",
        "db\n",
        "1\n",
        "true\n",
        "é",
        "٣",
        "٣%",
    ),
    *("run", "outage", "placement", "x-a", "+", "?", "<<", "100", "n" * 201, "1" * 16),
)
_KEYS = ("on", "any_of", "all_of", "at_least", "of", "soft", "slo", "availability", "latency", "target", "kind", "x-own", "x", "")


def _pattern(_: Any, pattern: str, instance: object, __: Any) -> Iterator[ValidationError]:
    """JSON Schema's patterns are ECMA 262: `\\d` is ASCII, and `$` is the very end."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance, re.ASCII):
        yield ValidationError(f"{instance!r} does not match {pattern}")


@cache
def _accepted_by_schema() -> Callable[[Any], bool]:
    valid: Callable[[Any], bool] = extend(Draft202012Validator, {"pattern": _pattern})(_SCHEMA).is_valid
    return valid


def _lookup(schema: Any) -> tuple[str, Any]:
    name = ""
    while "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        found: Any = _SCHEMA
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return name, schema


def _valid(draw: st.DrawFn, schema: Any, depth: int) -> Any:
    """Return a node that the schema accepts, all scalars text."""
    name, schema = _lookup(schema)
    if name in _RIGHT:
        return draw(st.sampled_from(_RIGHT[name]))
    if "oneOf" in schema:
        branches = schema["oneOf"][:1] if depth > 6 else schema["oneOf"]
        return _valid(draw, draw(st.sampled_from(branches)), depth + 1)
    if "enum" in schema:
        return draw(st.sampled_from([word for word in schema["enum"] if isinstance(word, str)]))
    if "const" in schema:
        return schema["const"]
    if schema.get("type") == "array":
        return [_valid(draw, schema["items"], depth + 1) for _ in range(draw(st.integers(schema.get("minItems", 0), 2)))]
    if schema.get("type") == "object":
        return _mapping(draw, schema, depth)
    return draw(st.sampled_from(next(words for part, words in _BY_PATTERN.items() if part in schema["pattern"])))


def _mapping(draw: st.DrawFn, schema: Any, depth: int) -> dict[str, Any]:
    required = schema.get("required", [])
    if isinstance(schema["additionalProperties"], dict):
        keys = draw(st.lists(st.sampled_from(("web", "db", "x-a", "9")), min_size=1, max_size=2, unique=True))
        return {key: _valid(draw, schema["additionalProperties"], depth + 1) for key in keys}
    others = sorted(schema["properties"].keys() - set(required))
    wanted = 0 if depth > 6 or not others else 3
    keys = [*required, *(draw(st.lists(st.sampled_from(others), max_size=wanted, unique=True)) if wanted else ())]
    node = {key: _valid(draw, schema["properties"][key], depth + 1) for key in keys}
    return node | ({"x-own": ["anything"]} if draw(st.integers(0, 9)) == 9 else {})


def _holders(node: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each container and step of a tree, outer ones first."""
    for step, child in list(node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()):
        yield node, step
        yield from _holders(child)


@st.composite
def documents(draw: st.DrawFn) -> Any:
    """Return a valid document, one with a wrong place or two, or something else altogether."""
    root = _valid(draw, _SCHEMA, 0)
    for _ in range(draw(st.integers(0, 2))):
        places = list(_holders(root))
        if not places:
            return draw(st.sampled_from(({}, [], "", "web", [{}], {"components": {}})))
        holder, step = draw(st.sampled_from(places))
        how = draw(st.sampled_from(("text", "text", "wrap", "list", "mapping", "remove", "key", "rename")))
        if how in ("remove", "rename"):
            old = holder.pop(step)
            if how == "rename" and isinstance(holder, dict):
                holder[draw(st.sampled_from(_KEYS))] = old
        elif how == "key" and isinstance(holder[step], dict):
            holder[step][draw(st.sampled_from(_KEYS))] = draw(st.sampled_from(_STRANGE))
        elif how == "wrap":
            holder[step] = [holder[step]]
        else:
            holder[step] = {"list": [], "mapping": {}}.get(how) if how in ("list", "mapping") else draw(st.sampled_from(_STRANGE))
    return root


def _yaml(node: Any) -> str:
    """Return the node in flow style; YAML's words for nothing are plain, all other scalars quoted."""
    if isinstance(node, dict):
        return "{" + ", ".join(f"{json.dumps(key)}: {_yaml(value)}" for key, value in node.items()) + "}"
    if isinstance(node, list):
        return "[" + ", ".join(_yaml(element) or '""' for element in node) + "]"
    return str(node) if node in ("", "~", "null") else json.dumps(node)


def _no_neighbour(path: str) -> Document:
    raise AssertionError(f"the language reads no other file, but asked for {path}")


@settings(max_examples=250, deadline=None)
@given(documents())
@example({})
@example([])
@example({"components": {"web": {"depends_on": [{"any_of": []}, {"at_least": "1"}, {"of": ["a"]}]}}})
@example({"components": {"web": {"slo": {"target": "99%"}}}})
@example({"components": {"web": {"runs_on": {"on": "a", "soft": "true"}}}})
@example({"components": {"web": {"depends_on": [{"on": "a", "any_of": ["b"]}]}}})
@example({"components": {"web": {"tier": "٣"}}})
@example({"controllers": [{"name": "more", "target": "0"}]})
@example({"controllers": [{"name": "more", "target": "0.00%"}]})
def test_the_reader_finds_nothing_exactly_where_the_schema_accepts(root: Any) -> None:
    """∀ composed documents, all scalars as text: no finding of shape ⇔ valid under the published schema."""
    document = read_document("drawn.sosgraph.yaml", (_yaml(root) or '""').encode())
    list(read(document, _no_neighbour))
    accepted = _accepted_by_schema()(root)
    event(f"accepted: {accepted}")
    assert (not document.findings) is accepted, document.findings
