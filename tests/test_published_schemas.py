"""The schemas that ship with the package."""

import json

import pytest
from jsonschema import Draft202012Validator

from sosgraph.errors import BadCall
from sosgraph.published_schemas import mistakes, schema, schema_names, schema_text


@pytest.mark.parametrize("name", schema_names())
def test_every_schema_is_one(name: str) -> None:
    """Under JSON Schema 2020-12, with a name and words for what it is."""
    Draft202012Validator.check_schema(schema(name))
    kind, _, version = name.rpartition("-")
    assert schema(name)["$id"] == f"urn:sosgraph:schema:{kind}:{version}" and schema(name)["description"]
    assert json.loads(schema_text(name)) == schema(name)


def test_the_report_has_a_schema() -> None:
    """It is among those that ship."""
    assert "report-v1" in schema_names()


def test_an_unknown_schema_is_a_bad_call() -> None:
    """It says which ones there are, and never reads outside their folder."""
    with pytest.raises(BadCall, match="did you mean 'report-v1'"):
        schema_text("report-v2")
    with pytest.raises(BadCall, match="not among the schemas"):
        schema_text("../pyproject")


def test_mistakes_say_where_and_what() -> None:
    """One line each, and short even where the value is long."""
    found = mistakes("report-v1", {"sosgraph_report": 2, "tool": {"name": "x" * 10_000, "version": "1"}})
    assert [mistake.split(":")[0] for mistake in found[:2]] == ["$.sosgraph_report", "$.tool.name"]
    assert all(len(mistake) < 400 and mistake.isprintable() for mistake in found)
    assert "$.sosgraph_report: 1 was expected" in found
