"""Callers that give up before their callees."""

from sosgraph.rules.timeout_inversion import RULE
from tests.yaml_architecture import architecture


def test_equal_waits_are_fine() -> None:
    """Only a longer wait below is an inversion."""
    text = """
    components:
      a: {depends_on: [{on: b, timeout: 1s}]}
      b: {depends_on: [{on: c, timeout: 1s}]}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert findings == []


def test_pauses_grow_by_the_multiplier() -> None:
    """Three attempts of 100 ms with pauses of 100 ms and 200 ms last 600 ms."""
    text = """
    components:
      a: {depends_on: [{on: b, timeout: 599ms}]}
      b: {depends_on: [{on: c, timeout: 100ms, retry: {attempts: 3, backoff: 100ms, multiplier: 2}}]}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert "waits up to 600ms for c in 3 attempts, but a waits only 599ms" in findings[0].message


def test_decorrelated_pauses_may_triple() -> None:
    """After a pause of up to 300 ms one of up to 900 ms: 1.2 s besides three attempts of 100 ms."""
    text = """
    components:
      a: {depends_on: [{on: b, timeout: 1499ms}]}
      b: {depends_on: [{on: c, timeout: 100ms, retry: {attempts: 3, backoff: 100ms, jitter: decorrelated}}]}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert "waits up to 1.5s for c in 3 attempts, but a waits only 1.499s" in findings[0].message


def test_the_most_impatient_caller_counts() -> None:
    """One finding for a call, with the shortest timeout above it."""
    text = """
    components:
      patient: {depends_on: [{on: b, timeout: 10s}]}
      hasty: {depends_on: [{on: b, timeout: 1s}]}
      b: {depends_on: [{on: c, timeout: 2s}]}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert [finding.notes[0].message for finding in findings] == ["hasty gives up after 1s"]


def test_endless_pauses_are_told_in_words() -> None:
    """Pauses beyond what a number holds are still an inversion."""
    text = """
    components:
      a: {depends_on: [{on: b, timeout: 1s}]}
      b: {depends_on: [{on: c, timeout: 1ms, retry: {attempts: 5000, backoff: 1ms, multiplier: 9}}]}
      c:
    """
    findings = list(RULE.check(architecture(text)))
    assert "centuries" in findings[0].message
