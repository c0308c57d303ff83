"""More than can be served."""

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.quantity import parse_ratio
from sosgraph.rules.saturated_component import RULE
from sosgraph.traffic.branches import branches
from tests.strategies import architectures
from tests.yaml_architecture import architecture

TEXT = """
components:
  web: {entry: {rate: 300/s}, depends_on: [{on: db, calls: CALLS}]}
  db: {capacity: {concurrency: 6, service_time: 10ms}}
"""


def test_a_full_component_is_told() -> None:
    """600/s of 600/s are too much, a little less is not, unless less is asked for."""
    (finding,) = RULE.check(architecture(TEXT.replace("CALLS", "2")))
    assert finding.message.startswith("db is asked 600/s and can serve 600/s, 100 % of it")
    assert not list(RULE.check(architecture(TEXT.replace("CALLS", "1.99"))))
    assert list(RULE.check(architecture(TEXT.replace("CALLS", "1.99")), above=parse_ratio("90%")))


def test_a_missing_number_is_no_finding() -> None:
    """Neither a rate, nor a concurrency, nor a service time that nobody wrote."""
    for word in ("{rate: 300/s}", "concurrency: 6, ", ", service_time: 10ms"):
        text = TEXT.replace("CALLS", "9").replace(word, "true" if "rate" in word else "")
        assert not list(RULE.check(architecture(text)))


WAITING = """
components:
  web: {entry: {rate: RATE}, capacity: {concurrency: 500, service_time: 1ms}, depends_on: [{on: recs, timeout: 1s}]}
  recs: {capacity: {concurrency: 10, service_time: 30ms}, depends_on: [{on: search, timeout: 100ms}]}
  search: {capacity: {concurrency: 1000, service_time: 40ms}}
"""


def test_places_held_while_waiting_count() -> None:
    """10 places for 70 ms serve 143/s, though 30 ms are work; told of the deepest only, and not where all is fast enough."""
    (finding,) = RULE.check(architecture(WAITING.replace("RATE", "200/s")))
    assert finding.message.startswith("recs is asked 200/s and could serve 333/s, but each holds its place for 70ms, 30ms of it")
    assert "it can serve 143/s: it is 140 % busy" in finding.message
    assert not list(RULE.check(architecture(WAITING.replace("RATE", "130/s"))))


@given(architectures())
def test_agrees_with_the_healthy_steady_state(architecture: Architecture) -> None:
    """Something is told exactly where something is overloaded from the start, as `metastability` tells it."""
    told = bool(list(RULE.check(architecture)))
    assert told == bool(architecture.once(branches).overloaded)


def test_a_circle_that_breeds_calls_is_told_once() -> None:
    """At a call of the circle, not at all that it floods; without any capacity nothing is known to be too small."""
    text = """
    components:
      a: {entry: {rate: 1/s}, depends_on: [b]}
      b: {depends_on: [a, c]}
      c: {capacity: {concurrency: 1, service_time: 1s}}
    """
    (finding,) = RULE.check(architecture(text))
    assert finding.message.startswith(
        "calls go around in a circle (a, b) where each request becomes 1 with every call on its way around"
    )
    assert not list(RULE.check(architecture(text.replace("capacity: {concurrency: 1, service_time: 1s}", ""))))


def test_what_is_tried_again_fills_it_alone() -> None:
    """294/s of 300/s are one with their retries, and twice as many: with a budget there is room."""
    text = """
    components:
      web: {entry: {rate: 294/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
      db: {capacity: {concurrency: 1, service_time: 3.3333333ms}}
    """
    (finding,) = RULE.check(architecture(text))
    assert "588/s, what is tried again included," in finding.message and "send less again, give it more" in finding.message
    assert not list(RULE.check(architecture(text.replace("attempts: 2", "attempts: 2, budget: 1%"))))
