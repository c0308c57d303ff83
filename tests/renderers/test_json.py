"""The JSON renderer: everything of a report, under its published schema."""

import json
from dataclasses import replace

import pytest

from sosgraph import __version__
from sosgraph.fingerprint import fingerprints
from sosgraph.published_schemas import mistakes
from sosgraph.renderers.json import RENDERER
from sosgraph.report import Report
from sosgraph.table import Column, Table
from tests.renderers.specimens import HOSTILE, golden, hostile, specimen


def test_looks_as_agreed() -> None:
    """The golden file, whatever the version."""
    text = RENDERER.render(specimen()).replace(f'"version": "{__version__}"', '"version": "0"')
    assert text == golden("json", "specimen.json", text)


@pytest.mark.parametrize("report", [Report(), specimen(), *map(hostile, HOSTILE)])
def test_keeps_its_schema(report: Report) -> None:
    """An empty report, a full one, and hostile names."""
    assert mistakes("report-v1", json.loads(RENDERER.render(report))) == []


_PARTS = (
    "",
    "tool",
    "summary",
    "findings.0",
    "findings.0.place",
    "findings.0.notes.0",
    "suppressed.0",
    "tables.0",
    "tables.0.columns.0",
    "tables.0.rows.0.composite",
)


@pytest.mark.parametrize("where", _PARTS)
def test_schema_refuses_what_it_does_not_describe(where: str) -> None:
    """A key more and a key less are mistakes at every level."""
    more, less = (json.loads(RENDERER.render(specimen())) for _ in range(2))
    for content, change in ((more, lambda part: part.update(surprise=1)), (less, lambda part: part.popitem())):
        part = content
        for step in where.split(".") if where else ():
            part = part[int(step)] if step.isdigit() else part[step]
        change(part)
        assert mistakes("report-v1", content) != []


def test_names_stay_what_they_are() -> None:
    """Hostile names come back unchanged from a file of plain ASCII without control characters."""
    for name in HOSTILE:
        text = RENDERER.render(hostile(name))
        assert text.isascii() and text.replace("\n", "").isprintable()
        content = json.loads(text)
        assert content["findings"][0]["message"] == name == content["tables"][0]["rows"][0]["names"][1]


def test_a_number_that_is_none_is_null() -> None:
    """Neither NaN nor Infinity, which JSON does not have."""
    table = Table(
        "t", "t", (Column("a", "factor"), Column("b", "minutes")), ((float("inf"), float("nan")),), (), {"f": float("-inf")}
    )
    content = json.loads(RENDERER.render(Report(tables=(table,))), parse_constant=pytest.fail)
    assert content["tables"][0]["rows"] == [{"a": None, "b": None}]
    assert content["tables"][0]["facts"] == {"f": None}


def test_a_lead_is_there_where_there_is_one() -> None:
    """And shares are numbers; the schema knows both."""
    table = Table("t", "t", (Column("a", "share"),), ((0.25,),), lead="a quarter")
    content = json.loads(RENDERER.render(Report(tables=(table, replace(table, lead="")))))
    assert mistakes("report-v1", content) == []
    assert content["tables"][0]["lead"] == "a quarter" and "lead" not in content["tables"][1]
    assert content["tables"][0]["rows"] == [{"a": 0.25}]


def test_availability_says_how_it_was_obtained() -> None:
    """Exact: a value; bounds: two ends; each with its certificate; unavailability beside it, so that nine nines survive."""
    web, dns = json.loads(RENDERER.render(specimen()))["tables"][0]["rows"]
    assert web["composite"] == {
        "value": 0.998,
        "unavailability": 0.002,
        "certificate": "exact",
        "upper_bound": True,
        "assumptions": [],
    }
    assert dns["composite"]["certificate"] == "bounds" and dns["composite"]["unavailability_low"] == 1e-9
    assert web["naive"] == {"value": 1 - 2.4e-5, "unavailability": 2.4e-5} and dns["naive"] is None


def test_fingerprints_are_those_of_the_report() -> None:
    """Programs that compare runs find what the baseline has; suppressed findings have one too."""
    content = json.loads(RENDERER.render(specimen()))
    assert tuple(finding["fingerprint"] for finding in content["findings"]) == fingerprints(specimen())
    assert content["suppressed"][0]["reason"] == "a trial"
    assert len({finding["fingerprint"] for finding in content["findings"] + content["suppressed"]}) == 4


def test_a_count_of_thousands_of_digits_is_told_by_its_size() -> None:
    """Cut sets may be as many; no program reads such a number."""
    table = Table("t", "T", (), (), facts={"sets": 3 * 10**5_000, "by_order": (0, 7, 10**4_400)})
    (shown,) = json.loads(RENDERER.render(Report(tables=(table,))))["tables"]
    assert shown["facts"] == {"sets": "3.0e+5000", "by_order": [0, 7, "1.0e+4400"]}


def test_numbers_by_name_are_an_object() -> None:
    """So that a program can read what each owner takes; anything but numbers in there is against the schema."""
    table = Table("t", "T", (Column("name"),), (), facts={"by_owner": {"team-shop": 0.25, 'a "quoted" team': 0.5}})
    content = json.loads(RENDERER.render(Report(tables=(table,))))
    assert content["tables"][0]["facts"]["by_owner"] == {"team-shop": 0.25, 'a "quoted" team': 0.5}
    assert mistakes("report-v1", content) == []
    content["tables"][0]["facts"]["by_owner"] = {"team-shop": "0.25"}
    assert mistakes("report-v1", content)
