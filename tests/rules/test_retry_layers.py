"""Retries that multiply."""

from sosgraph.rules.retry_layers import RULE
from sosgraph.traffic.demand import demand
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


def test_a_call_that_is_not_tried_again_passes_attempts_on() -> None:
    """Two layers multiply whatever stands between them, a retry within a budget too."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 3}}]}
      b: {depends_on: [c]}
      c: {depends_on: [{on: d, retry: {attempts: 9, budget: 10%}}]}
      d: {depends_on: [{on: e, retry: {attempts: 3}}]}
      e: {depends_on: [f]}
      f:
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("one request of a becomes 9 attempts on e when it fails, by retries in 2 layers;")
    assert [note.message for note in finding.notes] == ["a tries b 3 times", "b calls c", "c calls d"]


def test_calls_that_one_request_makes_count() -> None:
    """Two attempts, each of which makes three calls that are tried three times, are eighteen, as `load` counts."""
    text = """
    components:
      web: {depends_on: [{on: checkout, retry: {attempts: 2}}]}
      checkout: {depends_on: [{on: db, calls: 3, retry: {attempts: 3}}]}
      db:
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("one request of web becomes 18 attempts on db when it fails, by retries in 2 layers")
    assert [note.message for note in finding.notes] == [
        "web tries checkout 2 times",
        "checkout calls db 3 times for each request, and tries each 3 times",
    ]
    assert demand(architecture(text)).amplification[2] * 3 == 18


def test_a_circle_counts_as_one_layer_and_is_told() -> None:
    """The search ends although the retries of a circle never do."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 2}}]}
      b: {depends_on: [{on: c, retry: {attempts: 3}}]}
      c: {depends_on: [e, {on: d, retry: {attempts: 5}}]}
      d:
      e: {depends_on: [b]}
    """
    circle, below = RULE.check(architecture(text))
    assert circle.message.startswith(
        "b tries c 3 times in a circle of calls (b -> c -> e -> b), where attempts multiply without end"
    )
    assert below.message.partition(" when")[0] == "one request of a becomes 30 attempts on d"


def test_a_pure_circle_of_retries_is_told_once() -> None:
    """With the call that is tried most; a circle without retries, or within a budget, multiplies nothing."""
    text = """
    components:
      a: {depends_on: [{on: b, retry: {attempts: 2}}]}
      b: {depends_on: [{on: a, retry: {attempts: 3}}]}
      c: {depends_on: [{on: d, retry: {attempts: 3, budget: 10%}}]}
      d: {depends_on: [c]}
    """
    (finding,) = RULE.check(architecture(text), layers=9)
    assert finding.message.startswith("b tries a 3 times in a circle of calls (b -> a -> b)")


def test_a_very_long_chain_is_told_in_few_digits() -> None:
    """The product is bounded, however many layers there are."""
    lines = [f"  c{place}: {{depends_on: [{{on: c{place + 1}, retry: {{attempts: 999}}}}]}}" for place in range(3000)]
    findings = list(RULE.check(architecture("\n".join(["components:", *lines, "  c3000:"]))))
    assert "1000000000000 attempts or more" in findings[0].message
    assert "in 3000 layers" in findings[0].message
