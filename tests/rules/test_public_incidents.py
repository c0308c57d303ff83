"""Public incidents, rebuilt: each is found with no trigger given."""

import json
from pathlib import Path

import pytest

from tests.running import run

FIXTURES = Path(__file__).parent.parent.parent / "fixtures" / "architectures"
CIRCLES = ("-cycle", "cold-start-deadlock")


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        (
            "backbone-2021",
            [("recovery-cycle", "remote-tools, site-access"), ("observation-cycle", "monitoring falls with backbone")],
        ),
        ("storage-2017", [("observation-cycle", "status-console falls with storage")]),
        ("proxy-2025", [("config-cycle", "dashboard, which falls with it")]),
        (
            "discovery-2021",
            [("cold-start-deadlock", "discovery and vault"), ("observation-cycle", "telemetry falls with discovery")],
        ),
    ],
)
def test_the_circle_is_found(incident: str, expected: list[tuple[str, str]]) -> None:
    """By the rule that is about it, once, and by no other rule of circles."""
    outcome = run("lint", "-f", "json", str(FIXTURES / f"{incident}.yaml"))
    findings = [one for one in json.loads(outcome.out)["findings"] if one["rule"].endswith(CIRCLES)]
    assert sorted(one["rule"] for one in findings) == sorted(rule for rule, _ in expected)
    for rule, words in expected:
        assert any(one["rule"] == rule and words in one["message"] for one in findings), findings
    assert not [one for one in json.loads(outcome.out)["findings"] if one["rule"] == "bad-input"]
