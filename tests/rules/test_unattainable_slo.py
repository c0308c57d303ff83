"""Promises above the composite."""

from sosgraph.rules.unattainable_slo import RULE
from tests.yaml_architecture import architecture


def test_a_promise_equal_to_the_composite_is_kept() -> None:
    """Rounding alone never breaks a promise."""
    text = """
    components:
      a: {availability: 99.9%, slo: 99.8001%, depends_on: [b]}
      b: {availability: 99.9%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_a_leaf_may_not_promise_more_than_its_own_part() -> None:
    """A leaf is judged too."""
    text = """
    components:
      a: {availability: 99.9%, slo: 99.91%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-3:] for finding in findings] == [("a", "slo", "availability")]


def test_the_strictest_promise_is_judged_and_placed() -> None:
    """Of several objectives the strictest is reported."""
    text = """
    components:
      a:
        mtbf: 999h
        mttr: 1h
        slo: [99%, {availability: 99.95%}, 99.5%]
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.at.path[-2:] for finding in findings] == [(1, "availability")]


def test_a_shared_part_is_counted_once() -> None:
    """What two callees share is counted once, so that a tight promise is kept."""
    text = """
    components:
      a: {availability: 100%, slo: 99%, depends_on: [b, c]}
      b: {availability: 100%, depends_on: [d]}
      c: {availability: 100%, depends_on: [d]}
      d: {availability: 99%}
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_the_worst_callee_comes_first() -> None:
    """The notes name the callees that lose the most, the worst first."""
    text = """
    components:
      a: {availability: 100%, slo: 99.99%, depends_on: [good, bad, perfect]}
      good: {slo: 99.9%}
      bad: {slo: 99%}
      perfect: {slo: 100%}
    """
    findings = list(RULE.check(architecture(text)))
    assert [note.message for note in findings[0].notes] == ["bad reaches 99 %", "good reaches 99.9 %"]


def test_a_journey_is_judged_by_all_that_it_goes_through() -> None:
    """What its components share is counted once."""
    text = """
    components:
      a: {availability: 99.9%, depends_on: [c]}
      b: {availability: 99.9%, depends_on: [c]}
      c: {availability: 99%}
    journeys:
      buy: {through: [a, b], slo: 98.81%}
      look: {through: [a, b], slo: 98.80%}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("journey buy promises 98.81 %, but what it goes through reaches 98.8021 % at most;")
    assert [note.at.path[1:] for note in finding.notes] == [("journeys", "buy", "through", 0), ("journeys", "buy", "through", 1)]
