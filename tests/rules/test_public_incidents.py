"""Public incidents, rebuilt: each is found with no trigger given."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.running import run

FIXTURES = Path(__file__).parent.parent.parent / "fixtures" / "architectures"
CIRCLES = ("-cycle", "cold-start-deadlock")

FLAGS = {
    "records-2025": "hidden-shared-dependency metastable-vulnerable single-point-of-failure unbounded-retry",
    "streams-2020": "soft-dependency-holds-threads synchronised-restart observation-cycle",
    "internal-network-2021": "hidden-shared-dependency metastable-vulnerable observation-cycle recovery-cycle",
    "storage-2017": "observation-cycle single-point-of-failure stale-exercise",
    "backbone-2021": "observation-cycle recovery-cycle single-point-of-failure",
    "policies-2025": "global-config observation-cycle single-point-of-failure synchronised-restart",
    "proxy-2025": "config-cycle global-config",
    "control-plane-2023": "hidden-shared-dependency stale-exercise synchronised-restart zone-pinned",
    "discovery-2021": "cold-start-deadlock observation-cycle single-point-of-failure",
    "transit-2021": "hidden-shared-dependency observation-cycle synchronised-restart",
    "caches-2022": "cache-cliff metastable-vulnerable",
    "deliveries-2022": "metastable-vulnerable retry-layers shared-breaker",
    "sensor-2024": "global-config hidden-shared-dependency recovery-cycle single-point-of-failure",
    "telemetry-2024": "hidden-shared-dependency observation-cycle recovery-cycle single-point-of-failure",
    "retry-storm-2021": "metastable-vulnerable",
}
"""What each incident must be found by. Beyond any rule: threads or telemetry that grow with the square of a fleet (streams-2020,
telemetry-2024), health checks that take capacity away because of load (records-2025) or all at once (backbone-2021), and
controllers that act on what is long past (records-2025, transit-2021)."""

CALM = ("lightly-loaded-2022", "slow-together-2021", "decoupled-queue-2021", "deliveries-2022-mended")
"""What came back by itself, or would have: nothing may be found."""


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
    findings = [one for one in _findings(FIXTURES / f"{incident}.yaml") if one["rule"].endswith(CIRCLES)]
    assert sorted(one["rule"] for one in findings) == sorted(rule for rule, _ in expected)
    for rule, words in expected:
        assert any(one["rule"] == rule and words in one["message"] for one in findings), findings


@pytest.mark.parametrize("incident", FLAGS)
def test_it_is_found_before_it_happens(incident: str) -> None:
    """With no trigger given, by the rules that are about it and, notes for information aside, by no other."""
    found = _findings(FIXTURES / f"{incident}.yaml")
    assert {one["rule"] for one in found if one["severity"] != "info"} == set(FLAGS[incident].split())


@pytest.mark.parametrize("control", CALM)
def test_what_would_recover_is_left_in_peace(control: str) -> None:
    """Negative controls."""
    assert not _findings(FIXTURES / f"{control}.yaml")


@pytest.mark.parametrize(
    ("control", "harmless", "harmful", "rule"),
    [
        ("retry-storm-2021", "280/s", "140/s", None),
        ("slow-together-2021", "15/s", "25/s", "metastable-vulnerable"),
        ("lightly-loaded-2022", "180/s", "210/s", "metastable-vulnerable"),
        ("deliveries-2022-mended", ", budget: 10%", "", "metastable-vulnerable"),
        ("decoupled-queue-2021", "{on: queue, timeout", "{on: workers, timeout", "saturated-component"),
    ],
)
def test_it_is_the_number_that_makes_the_difference(
    control: str, harmless: str, harmful: str, rule: str | None, tmp_path: Path
) -> None:
    """The storm at 140/s is none; the calm ones are calm no more when what keeps them so is taken away."""
    text = (FIXTURES / f"{control}.yaml").read_text("utf-8")
    assert harmless in text
    changed = tmp_path / "changed.yaml"
    changed.write_text(text.replace(harmless, harmful), "utf-8")
    found = {one["rule"] for one in _findings(changed)} - {"unowned-component"}
    assert found == set() if rule is None else rule in found, found


def _findings(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("lint", "-f", "json", str(path)).out)["findings"]
    assert not [one for one in found if one["rule"] == "bad-input"]
    return found
