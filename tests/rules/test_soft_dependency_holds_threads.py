"""Waiting for what one could do without."""

import pytest

from sosgraph.rules.soft_dependency_holds_threads import RULE
from tests.yaml_architecture import architecture

TEXT = """
components:
  web:
    entry: {rate: 1900/s}
    capacity: {concurrency: 200, service_time: 20ms}
    depends_on: [{on: recs, soft: true, timeout: TIME}]
  recs:
"""


@pytest.mark.parametrize(("timeout", "told"), [("50ms", False), ("200ms", True), ("1s", True), ("5s", True)])
def test_the_timeout_decides(timeout: str, told: bool) -> None:
    """O-19: 200 places of 20 ms at 1900/s stand 50 ms of waiting, not 200 ms or more: c / (s + τ) is 909/s, 196/s, 40/s."""
    assert bool(list(RULE.check(architecture(TEXT.replace("TIME", timeout))))) is told


def test_a_hard_dependency_or_a_breaker_is_none() -> None:
    """What is hard takes its caller down anyway; a breaker ends the waiting."""
    text = TEXT.replace("TIME", "5s")
    assert not list(RULE.check(architecture(text.replace("soft: true, ", ""))))
    assert not list(RULE.check(architecture(text.replace("5s", "5s, breaker: {errors: 50%, window: 10s, sleep: 5s}"))))


def test_without_a_timeout_nothing_is_known() -> None:
    """How long it would wait is a number that nobody wrote."""
    assert not list(RULE.check(architecture(TEXT.replace(", timeout: TIME", ""))))
