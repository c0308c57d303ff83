"""One less, and not enough."""

from sosgraph.rules.insufficient_failover_headroom import RULE
from tests.yaml_architecture import architecture


def test_copies_that_are_left_have_to_carry_the_load() -> None:
    """Three copies of 200/s carry 600/s; two of them 400/s, so that 401/s are too much and 400/s are not."""
    text = """
    components:
      web: {entry: {rate: RATE}, depends_on: [db]}
      db: {capacity: {concurrency: 2, service_time: 10ms}, replicas: 3}
    """
    told = [rate for rate in (400, 401, 600, 601) if list(RULE.check(architecture(text.replace("RATE", f"{rate}/s"))))]
    assert told == [401, 600]


def test_a_zone_takes_its_copies_with_it() -> None:
    """Four copies on two zones: two are left; where three are needed, the loss is no failover at all."""
    text = """
    components:
      web: {entry: {rate: 500/s}, depends_on: [db]}
      db: {capacity: {concurrency: 2, service_time: 10ms}, replicas: {count: 4, need: NEED, over: [a, b]}}
      a: {kind: zone}
      b: {kind: zone}
    """
    (finding,) = RULE.check(architecture(text.replace("NEED", "1")))
    assert finding.message.startswith("db is down to 2 of 4 copies with a, which can serve 400/s of the 500/s")
    assert not list(RULE.check(architecture(text.replace("NEED", "3"))))


def test_a_member_of_a_group_stands_in_for_another() -> None:
    """Each of two vendors gets half; the one that can take no more than that is told."""
    text = """
    components:
      web: {entry: {rate: 100/s}, depends_on: [{any_of: [small, large]}]}
      small: {capacity: {concurrency: 1, service_time: 20ms}}
      large: {capacity: {concurrency: 2, service_time: 20ms}}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith("small can serve 50/s, but is asked 100/s when web loses large")
