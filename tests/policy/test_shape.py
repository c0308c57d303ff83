"""What the published schema of policies refuses, against jsonschema."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.policy.shape import violations
from sosgraph.published_schemas import schema
from sosgraph.published_schemas import violations as violations_of_jsonschema

_WORDS = ("error", "off", "*", "team-cycle", "Not a rule", "", "x")
_KEYS = (
    "extend",
    "fail-on",
    "select",
    "ignore",
    "rules",
    "importers",
    "per-path",
    "contracts",
    "paths",
    "name",
    "type",
    "severity",
)
leaves = st.sampled_from(_WORDS) | st.booleans() | st.integers(-1, 2) | st.floats() | st.dates()
tables = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from((*_KEYS, "team-cycle", "x")), inner, max_size=4),
    max_leaves=12,
)
severities = st.fixed_dictionaries({}, optional={"severity": leaves, "n": leaves})
policies = st.fixed_dictionaries(
    {},
    optional={
        "extend": leaves,
        "fail-on": leaves,
        "select": st.lists(leaves, max_size=2),
        "rules": st.dictionaries(st.sampled_from(("team-cycle", "x")), severities | leaves, max_size=2),
        "per-path": st.lists(
            st.fixed_dictionaries({}, optional={"paths": st.lists(leaves, max_size=2), "rules": tables}), max_size=2
        ),
        "contracts": st.lists(st.fixed_dictionaries({}, optional={"name": leaves, "type": leaves, "x": tables}), max_size=2),
        "strange": leaves,
    },
)


@given(tables | policies)
def test_refuses_what_jsonschema_refuses(content: Any) -> None:
    """The same words in the same places."""
    expected = {(tuple(each.absolute_path), each.validator) for each in violations_of_jsonschema("policy-v1", content)}
    assert {(each.path, each.word) for each in violations(content)} == expected


def test_the_schema_is_written_in_words_that_are_understood() -> None:
    """Another one would be passed over."""
    known = {
        "type",
        "enum",
        "properties",
        "additionalProperties",
        "required",
        "items",
        "minItems",
        "minLength",
        "pattern",
        "$ref",
    }
    told = {"$schema", "$id", "$defs", "title", "description"}
    pending, words = [schema("policy-v1")], set()
    while pending:
        part = pending.pop()
        words |= part.keys()
        pending += [*part.get("properties", {}).values(), *part.get("$defs", {}).values()]
        pending += [part[word] for word in ("items", "additionalProperties") if isinstance(part.get(word), dict)]
    assert words <= known | told
