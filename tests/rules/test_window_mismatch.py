"""Promises over different windows."""

from sosgraph.rules.window_mismatch import RULE
from tests.yaml_architecture import architecture


def messages(text: str) -> list[str]:
    """Return what is found in an architecture."""
    return [finding.message for finding in RULE.check(architecture(text))]


def test_a_callee_may_spend_in_a_month_what_its_caller_has_not_in_a_day() -> None:
    """Through a component that promises nothing; the way there is in the notes, and where the callee promises."""
    text = """
    components:
      web: {slo: {availability: 99.9%, window: 1d}, depends_on: [api]}
      api: {depends_on: [db]}
      db: {slo: 99.95%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("web promises 99.9 % over 1d and may be down 1.44m in it, but db, which it cannot")
    assert "99.95 % over 30d and may be down 21.6m at once" in finding.message
    assert [note.message for note in finding.notes] == ["web -> api", "api -> db", "db promises 99.95 % over 30d"]


def test_other_windows_alone_are_fine() -> None:
    """As long as the caller has more to spend, or the callee promises over the shorter time."""
    text = """
    components:
      web: {slo: [{availability: 99.5%, window: 28d}], depends_on: [api]}
      api: {slo: {availability: 99.9%, window: 30d}, depends_on: [db]}
      db: {slo: {availability: 99.9%, window: 1d}}
    """
    assert messages(text) == []


def test_one_promise_over_a_short_time_is_enough() -> None:
    """Of several promises of a callee the one counts that allows least."""
    text = """
    components:
      web: {slo: {availability: 99.9%, window: 1d}, depends_on: [db]}
      db: {slo: [{availability: 99.95%, window: 90d}, {availability: 99.9%, window: 1d}]}
    """
    assert messages(text) == []


def test_a_lower_promise_is_no_matter_of_windows() -> None:
    """That a callee promises less is told by other rules."""
    text = """
    components:
      web: {slo: {availability: 99.9%, window: 1d}, depends_on: [db]}
      db: {slo: 99.5%}
    """
    assert messages(text) == []


def test_what_can_be_done_without_promises_over_any_window() -> None:
    """Redundant, soft, with a fallback, not needed while running."""
    text = """
    components:
      web:
        slo: {availability: 99.9%, window: 1d}
        depends_on: [{any_of: [a, b]}, {on: c, soft: true}, {on: d, fallback: b}, {on: e, phase: start}]
      a: {slo: 99.95%}
      b: {slo: 99.95%}
      c: {slo: 99.95%}
      d: {slo: 99.95%}
      e: {slo: 99.95%}
    """
    assert messages(text) == []


def test_journeys_are_judged_like_components_and_contracts_like_promises() -> None:
    """A journey over a day passes what a vendor owes over a quarter."""
    text = """
    components:
      web: {entry: true, availability: 99.99%}
      pay: {external: true, sla: {availability: 99.99%, window: 90d}}
    journeys:
      buy: {through: [web, pay], slo: {availability: 99.9%, window: 1d}}
    """
    (message,) = messages(text)
    assert message.startswith("journey buy promises 99.9 % over 1d and may be down 1.44m in it, but pay")
