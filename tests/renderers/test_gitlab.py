"""The Code Quality report, under what GitLab's documentation asks of it."""

import json
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from sosgraph.finding import Finding
from sosgraph.fingerprint import fingerprints
from sosgraph.renderers.gitlab import RENDERER
from sosgraph.report import Report
from sosgraph.source import Pointer
from tests.renderers.specimens import HOSTILE, NET, golden, hostile, specimen

_PUBLISHED = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "type": {"const": "issue"},
            "description": {"type": "string"},
            "check_name": {"type": "string", "minLength": 1},
            "fingerprint": {"type": "string", "minLength": 1},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "categories": {"type": "array", "items": {"enum": ["Bug Risk", "Clarity", "Compatibility", "Complexity"]}},
            "location": {
                "type": "object",
                "required": ["path", "lines"],
                "properties": {
                    "path": {"type": "string", "not": {"pattern": r"^\./|\\\\|^$"}},
                    "lines": {
                        "type": "object",
                        "required": ["begin"],
                        "properties": {"begin": {"type": "integer", "minimum": 1}, "end": {"type": "integer", "minimum": 1}},
                        "additionalProperties": False,
                    },
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    },
}
"""The report format of GitLab's documentation, the fields of Code Climate's issues that are here, and nothing else."""


def issues(report: Report) -> Any:
    return json.loads(RENDERER.render(report))


def test_looks_as_agreed() -> None:
    """An issue each."""
    text = RENDERER.render(specimen())
    assert text == golden("gitlab", "specimen.json", text)


@pytest.mark.parametrize("report", [Report(), specimen(), *(hostile(name) for name in HOSTILE if not name.startswith("back"))])
def test_keeps_the_published_format(report: Report) -> None:
    """For an empty report, a full one, and hostile names."""
    assert [mistake.message for mistake in Draft202012Validator(_PUBLISHED).iter_errors(issues(report))] == []


def test_fingerprints_are_those_of_the_report() -> None:
    """So that an issue is the same one on both branches; no two are alike."""
    twice = Report(findings=(specimen().findings[0],) * 2)
    assert tuple(issue["fingerprint"] for issue in issues(specimen())) == fingerprints(specimen())
    assert len({issue["fingerprint"] for issue in issues(twice)}) == 2


def test_paths_are_relative_with_forward_slashes() -> None:
    """GitLab ignores others without a word."""
    findings = (Finding(Pointer("./a.yaml"), "m"), Finding(Pointer("dir\\b.yaml"), "m"))
    assert [issue["location"]["path"] for issue in issues(Report(findings=findings))] == ["a.yaml", "dir/b.yaml"]


def test_what_is_written_nowhere_has_a_file_all_the_same() -> None:
    """An issue without one would be ignored."""
    report = Report(documents=specimen().documents, findings=(Finding(Pointer(""), "m"),))
    assert issues(report)[0]["location"] == {"path": NET, "lines": {"begin": 1, "end": 1}}


def test_severities_are_gitlabs() -> None:
    """None of ours blocks by its name: that is the pipeline's to say."""
    assert [issue["severity"] for issue in issues(specimen())] == ["major", "info", "major"]


def test_what_the_baseline_knows_is_there() -> None:
    """GitLab compares two branches, and would take what one of them leaves out for mended."""
    known, *new = specimen().findings
    report = replace(specimen(), known=(known,), findings=tuple(new), gone=0)
    assert [issue["fingerprint"] for issue in issues(report)] == list(fingerprints(specimen()))
