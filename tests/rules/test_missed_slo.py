"""Promises that were not kept."""

import pytest

from sosgraph.rules.missed_slo import RULE
from tests.yaml_architecture import architecture


@pytest.mark.parametrize(
    ("numbers", "said"),
    [
        ("slo: 99.9%, observed: {good: 995000, total: 1000000}", ["web promises 99.9 %"]),
        ("sla: 99.8%, slo: 99.9%, observed: {good: 900, total: 1000}", ["web promises 99.9 %", "web owes 99.8 %"]),
        ("slo: [99%, 99.9%], observed: {good: 995000, total: 1000000}", ["web promises 99.9 %"]),
        ("slo: 99.9%, observed: {good: 999000, total: 1000000}", []),  # as promised
        ("slo: 99.9%, observed: {good: 998, total: 1000}", []),  # two failures where one is allowed: chance
        ("slo: 99.9%, observed: {good: 0, total: 1000}", ["web promises 99.9 %"]),
        ("slo: 99.9%, observed: {good: 1000, total: 1000}", []),
        ("slo: {latency: 100ms, target: 99%}, observed: {good: 9, total: 1000}", []),
        ("observed: {good: 9, total: 1000}", []),
        ("slo: 99.9%", []),
    ],
)
def test_counts_below_a_promise_are_told(numbers: str, said: list[str]) -> None:
    """Of the strictest promise and the strictest contract, unless chance explains it."""
    found = list(RULE.check(architecture(f"components: {{web: {{{numbers}, depends_on: [db]}}, db: {{slo: 99.99%}}}}")))
    assert [finding.message.partition(",")[0] for finding in found] == said


def test_share_and_place_are_told() -> None:
    """At the promise, with what was counted beside it."""
    text = "components: {web: {slo: 99.9%, observed: {good: 995000, total: 1000000}}}"
    (finding,) = RULE.check(architecture(text))
    assert "but of 1,000,000 events that were counted 99.5 % were good" in finding.message
    assert finding.at.path[2:4] == ("web", "slo") and finding.notes[0].at.path[2:] == ("web", "observed")
