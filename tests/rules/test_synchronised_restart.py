"""All at once."""

from sosgraph.rules.synchronised_restart import RULE
from tests.yaml_architecture import architecture

TEXT = """
components:
  web: {replicas: 50, restart: {PARALLELover: OVER}, depends_on: [{on: db, warm_up: 400, phase: [start]}]}
  other: {entry: {rate: 100/s}, depends_on: [db]}
  db: {capacity: {concurrency: 3, service_time: 10ms}}
"""


def test_the_herd_is_counted() -> None:
    """50 × 400 calls in 10 s are 2000/s, and 100/s of others; five at a time are 200/s, which just fits beside them."""
    (finding,) = RULE.check(architecture(TEXT.replace("PARALLEL", "").replace("OVER", "10s")))
    assert "starts 50 copies at once" in finding.message and "2100/s with what else arrives there" in finding.message
    assert not list(RULE.check(architecture(TEXT.replace("PARALLEL", "parallel: 5, ").replace("OVER", "10s"))))
    assert list(RULE.check(architecture(TEXT.replace("PARALLEL", "parallel: 6, ").replace("OVER", "10s"))))


def test_all_in_one_moment_is_too_much_for_anything() -> None:
    """A time of zero is read, and is no division by it."""
    (finding,) = RULE.check(architecture(TEXT.replace("PARALLEL", "").replace("OVER", "0s")))
    assert "∞/s" in finding.message


def test_without_a_time_nothing_is_known() -> None:
    """Nor without a capacity."""
    assert not list(RULE.check(architecture(TEXT.replace("PARALLELover: OVER", ""))))
    assert not list(RULE.check(architecture(TEXT.replace("PARALLEL", "").replace("OVER", "1s").replace("concurrency: 3, ", ""))))
