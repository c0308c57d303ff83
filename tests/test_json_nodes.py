"""JSON becomes the nodes that composing it as YAML would make."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.composition import read_document
from sosgraph.json_nodes import json_node

_PLAIN = st.text(st.characters(codec="ascii", exclude_categories=("Cc",), exclude_characters="\x7f"), max_size=6)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-1000, 1000) | st.floats(allow_nan=False, allow_infinity=False) | _PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_PLAIN, inner, max_size=3),
    max_leaves=8,
)


def shape(node: Any) -> object:
    """Return all that is read of a node: values, styles and places."""
    inner = node.value
    if node.id == "sequence":
        inner = [shape(one) for one in node.value]
    elif node.id == "mapping":
        inner = [(shape(key), shape(value)) for key, value in node.value]
    marks = [(mark.index, mark.line, mark.column) for mark in (node.start_mark, node.end_mark)]
    return node.id, inner, getattr(node, "style", None), marks


@given(_VALUES, st.sampled_from([None, 0, 2]))
def test_equals_composing_as_yaml(value: object, indent: int | None) -> None:
    """The same values at the same places, quoted or not."""
    text = json.dumps(value, indent=indent)
    assert shape(json_node(text)) == shape(yaml.compose(text, Loader=yaml.CBaseLoader))


@given(_VALUES, st.data())
def test_what_is_no_json_is_none(value: object, data: st.DataObject) -> None:
    """And all that is JSON is some node."""
    text = json.dumps(value)
    at = data.draw(st.integers(0, len(text)))
    text = text[:at] + data.draw(st.sampled_from(["", ",", "[", "}", '"', ":", "x", " ", "1"])) + text[at:]
    try:
        json.loads(text)
        fits = True
    except ValueError:
        fits = False
    assert (json_node(text) is not None) == fits


def test_a_deep_text_needs_no_stack() -> None:
    """A hundred thousand brackets are as many nodes."""
    assert json_node("[" * 100_000 + "]" * 100_000) is not None


@pytest.mark.parametrize("text", ['{"components": {"web": {"owner": "\\ud83e\\udde8"}}}', '["\\ud83d\\ude00"]'])
def test_a_character_in_two_escapes_is_one(text: str) -> None:
    """As `json.dumps` writes every character beyond the first plane."""
    document = read_document("a.json", text.encode())
    assert document.roots and not document.findings


def test_half_a_character_is_a_finding() -> None:
    """At its place, as libyaml says."""
    document = read_document("a.json", b'{"components": {"web": {"owner": "\\ud83e"}}}')
    assert not document.roots and document.findings[0].message.startswith("not JSON: ")
