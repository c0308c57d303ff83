"""Promises weaker than those that rest on them."""

import pytest

from sosgraph.rules.weakest_promise import RULE
from tests.yaml_architecture import architecture


def found(web: str, others: str = "") -> list[tuple[str, list[str]]]:
    """Return message and notes of what is found where `db` promises 99.5 % and is better."""
    text = f"""
    components:
      web: {{availability: 99.99%, slo: 99.9%, {web}}}
      db: {{availability: 99.99%, slo: 99.5%}}
      {others}
    """
    return [(finding.message, [note.message for note in finding.notes]) for finding in RULE.check(architecture(text))]


def test_a_promise_below_that_of_a_hard_caller_is_told() -> None:
    """Though the parts are good enough."""
    ((message, notes),) = found("depends_on: [db]")
    assert message == (
        "db promises 99.5 %, but web, which is down without it, promises 99.9 %; "
        "that holds as long as db is better than its promise: promise more here, or less there"
    )
    assert notes == ["web promises 99.9 %", "web -> db"]


def test_what_promises_nothing_passes_the_promise_on() -> None:
    """The way to it is in the notes."""
    ((_, notes),) = found("depends_on: [api]", "api: {availability: 100%, depends_on: [db]}")
    assert notes == ["web promises 99.9 %", "web -> api", "api -> db"]


def test_another_promise_covers_what_is_behind_it() -> None:
    """Then it is that one that promises too much."""
    (found_at_api,) = found("depends_on: [api]", "api: {availability: 100%, slo: 99.95%, depends_on: [db]}")
    assert "but api, which is down without it, promises 99.95 %" in found_at_api[0]


def test_the_weakest_is_told() -> None:
    """Of several the one that promises least."""
    ((message, _),) = found("depends_on: [db, dns]", "dns: {availability: 100%, slo: 99%}")
    assert message.startswith("dns promises 99 %")


def test_one_weak_promise_is_told_once() -> None:
    """However many rest on it; the strictest of them comes first."""
    ((message, notes),) = found("depends_on: [db]", "api: {availability: 99.99%, slo: 99.95%, depends_on: [db]}")
    assert "but 2 components that are down without it promise more, api 99.95 % most of all; these hold" in message
    assert notes == ["api promises 99.95 %", "api -> db", "web promises 99.9 %", "web -> db"]


@pytest.mark.parametrize(
    "web",
    [
        "depends_on: [{any_of: [db, other]}]",
        "depends_on: [{on: db, fallback: {to: other}}]",
        "depends_on: [{on: db, soft: true}]",
        "depends_on: [{on: db, probability: 10%}]",
        "depends_on: [{on: db, phase: start}]",
        "replicas: {count: 2, over: [db, other]}",
    ],
)
def test_what_is_survived_may_promise_less(web: str) -> None:
    """Redundancy, fallbacks and soft dependencies make more of less."""
    assert found(web, "other: {availability: 99.99%, slo: 99.9%}") == []


def test_replicas_on_one_zone_need_it() -> None:
    """A zone is a callee, too."""
    ((_, notes),) = found("replicas: {count: 2, over: [db]}")
    assert notes[1] == "web -> db"


@pytest.mark.parametrize(
    "text",
    [
        "components: {a: {availability: 99.99%, slo: 99.9%, depends_on: [b]}, b: {availability: 99%, slo: 99%}}",
        "components: {a: {slo: 99.9%, depends_on: [b]}, b: {availability: 99.99%, slo: 99%}}",
    ],
)
def test_what_other_rules_say_is_not_said_again(text: str) -> None:
    """The first is unattainable, the second contradictory."""
    assert list(RULE.check(architecture(text))) == []


def test_a_circle_without_promises_ends() -> None:
    """What needs one another passes the same promise on."""
    others = "a: {availability: 100%, depends_on: [b]}\n      b: {availability: 100%, depends_on: [a, db]}"
    ((_, notes),) = found("depends_on: [a]", others)
    assert notes == ["web promises 99.9 %", "web -> a", "a -> b", "b -> db"]
