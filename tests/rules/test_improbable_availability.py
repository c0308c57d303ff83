"""Numbers that nobody means."""

import pytest

from sosgraph.rules.improbable_availability import RULE
from tests.yaml_architecture import architecture


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("availability: 0.999%", "is said to be 0.999 % available, down 361 days a year; write 99.9% or 0.999 if that is meant"),
        ("slo: 9.99%", "is said to be 9.99 % available, down 329 days a year; is a nine missing?"),
        ("sla: [99%, 0.5]", "is said to be 50 % available, down 182 days a year; is a nine missing?"),
        ("slo: {latency: 1s, target: 50%}", None),
        ("availability: 90%", None),
        ("availability: 0%", None),
        ("kind: basic-event, availability: 70%", None),
    ],
)
def test_a_number_below_90_percent_is_asked_about(values: str, words: str | None) -> None:
    """Nothing at all is switched off on purpose, objectives of latency have shares, and events of fault trees happen."""
    found = [finding.message for finding in RULE.check(architecture(f"{{components: {{a: {{{values}}}}}}}"))]
    assert found == ([] if words is None else [f"a {words}"])


def test_the_promise_of_a_journey_counts_too() -> None:
    """At its place."""
    (finding,) = RULE.check(architecture("{components: {a: {}}, journeys: {buy: {through: [a], slo: 0.99%}}}"))
    assert finding.at.path[1:] == ("journeys", "buy", "slo", "availability") and finding.message.startswith("journey buy is said")
