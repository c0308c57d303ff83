"""Retries that multiply."""

from sosgraph.rules.retry_layers import RULE
from tests.yaml_architecture import architecture


def test_the_worst_path_is_told() -> None:
    """Of two paths to the deepest call the one with more attempts counts."""
    text = """
    components:
      a: {depends_on: [{on: c, retry: {attempts: 2}}]}
      b: {depends_on: [{on: c, retry: {attempts: 5}}]}
      c: {depends_on: [{on: d, retry: {attempts: 3}}]}
      d:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.message.partition(" when")[0] for finding in findings] == ["one request of b becomes 15 attempts on d"]
    assert [note.message for note in findings[0].notes] == ["b tries c 5 times"]


def test_a_budget_or_a_single_attempt_ends_a_layer() -> None:
    """What is not tried again, or within a budget, is no layer."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 3, budget: 10%}}, {on: c, retry: {attempts: 1}}]}
      b: {depends_on: [{on: d, retry: {attempts: 3}}]}
      c: {depends_on: [{on: d, retry: {attempts: 3}}]}
      d:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_fewer_layers_than_asked_for_are_fine() -> None:
    """`layers` says how many are too many."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 3}}]}
      b: {depends_on: [{on: c, retry: {attempts: 3}}]}
      c:
    """
    findings = list(RULE.check(architecture(text), layers=3))
    assert findings == []


def test_a_circle_counts_as_one_layer() -> None:
    """The search ends although the retries of a circle never do."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 2}}]}
      b: {depends_on: [{on: c, retry: {attempts: 3}}]}
      c: {depends_on: [{on: b, retry: {attempts: 3}}, {on: d, retry: {attempts: 5}}]}
      d:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.message.partition(" when")[0] for finding in findings] == ["one request of a becomes 30 attempts on d"]


def test_a_very_long_chain_is_told_in_few_digits() -> None:
    """The product is bounded, however many layers there are."""
    lines = [f"  c{place}: {{depends_on: [{{on: c{place + 1}, retry: {{attempts: 999}}}}]}}" for place in range(3000)]
    findings = list(RULE.check(architecture("\n".join(["components:", *lines, "  c3000:"]))))
    assert "1000000000000 attempts or more" in findings[0].message
    assert "in 3000 layers" in findings[0].message
