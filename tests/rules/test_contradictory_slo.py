"""Promises above what the callees' promises leave."""

from sosgraph.rules.contradictory_slo import RULE
from tests.yaml_architecture import architecture


def test_independent_promises_are_multiplied() -> None:
    """Two promises of 99.9 % leave 99.8001 %."""
    text = """
    components:
      a: {slo: 99.81%, depends_on: [b, c]}
      fair: {slo: 99.8001%, depends_on: [b, c]}
      b: {slo: 99.9%}
      c: {slo: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-3] for finding in findings] == ["a"]
    assert "99.8001 % at best" in findings[0].message


def test_promises_that_share_something_are_not_multiplied() -> None:
    """Both callees may fail together, so that only the worse of them is certain."""
    text = """
    components:
      a: {slo: 99.9%, depends_on: [b, c]}
      worse: {slo: 99.91%, depends_on: [b, c]}
      b: {slo: 99.9%, depends_on: [d]}
      c: {slo: 99.9%, depends_on: [d]}
      d: {slo: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-3] for finding in findings] == ["worse"]


def test_sharing_between_callees_of_a_silent_callee_counts() -> None:
    """A callee without a promise stands for its callees, which share something here."""
    text = """
    components:
      a: {slo: 99.9%, depends_on: [silent]}
      silent: {depends_on: [b, c]}
      b: {slo: 99.9%, depends_on: [d]}
      c: {slo: 99.9%, depends_on: [d]}
      d: {slo: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_a_circle_is_no_contradiction_by_itself() -> None:
    """In a circle of equal promises nobody promises too much."""
    text = """
    components:
      a: {slo: 99.9%, depends_on: [b, c]}
      b: {depends_on: [a]}
      c: {slo: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_a_declared_own_part_is_judged_by_another_rule() -> None:
    """One promise gets one finding: this rule leaves declared own parts alone."""
    text = """
    components:
      a: {availability: 100%, slo: 99.9%, depends_on: [b]}
      b: {slo: 99%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_the_smallest_number_that_is_known_is_told() -> None:
    """What callees reach, where that is less than what they promise: the composite is the same number."""
    text = """
    components:
      a: {slo: 99.95%, depends_on: [b]}
      b: {slo: 99.9%, depends_on: [c]}
      c: {availability: 99.5%}
    """
    messages = [finding.message for finding in RULE.check(architecture(text))]
    assert messages[0].startswith("a promises 99.95 %, but what its callees reach leaves 99.5 % at best")


def test_a_contract_is_a_promise_too() -> None:
    """Where it is all that is known of a vendor that needs something."""
    text = "{a: {slo: 99.95%, depends_on: [b]}, b: {external: true, sla: 99.9%, depends_on: [c]}, c: {availability: 99.99%}}"
    (finding,) = RULE.check(architecture(f"components: {text}"))
    assert "what its callees promise leaves 99.9 % at best" in finding.message and finding.notes[0].message == "b promises 99.9 %"


def test_what_differs_by_rounding_is_what_they_promise() -> None:
    """The same number, worked out in two ways: no promise below is broken."""
    text = """
    components:
      b: {slo: 99.99%, depends_on: [{on: e, fallback: {to: c, coverage: 90%}}]}
      c: {availability: 50%}
      e: {availability: 56.3%}
    """
    assert "what its callees promise leaves 75.965 %" in next(RULE.check(architecture(text))).message
