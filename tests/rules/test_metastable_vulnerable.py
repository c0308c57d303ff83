"""Healthy until something happens."""

from pathlib import Path

from sosgraph.rules.metastable_vulnerable import RULE
from tests.yaml_architecture import architecture

STORM = Path("fixtures/architectures/retry-storm-2021.yaml").read_text("utf-8")


def test_the_retry_storm_is_marked_with_its_hidden_capacity() -> None:
    """O-1: 300/s, one retry: at 280/s yes, with 150/s; at 140/s no; neither with a budget of 6 % nor with a breaker."""
    (finding,) = RULE.check(architecture(STORM))
    assert "560/s in all; its hidden capacity is 150/s, below which it recovers" in finding.message
    breaker = "attempts: 2}, breaker: {errors: 50%, window: 10s, sleep: 5s}"
    for calm in (
        ("280/s", "140/s"),
        ("attempts: 2}", "attempts: 2, budget: 6%}"),
        ("attempts: 2}", breaker),
        ("timeout: 1s, ", ""),
    ):
        assert not list(RULE.check(architecture(STORM.replace(*calm))))


def test_waiting_alone_can_keep_it_alive() -> None:
    """Two that call one another, each waiting for a place that the other holds; nobody tries again."""
    text = """
    components:
      a:
        entry: {rate: 50/s}
        capacity: {concurrency: 10, service_time: 10ms}
        depends_on: [{on: b, timeout: 2s}]
      b:
        capacity: {concurrency: 10, service_time: 10ms}
        depends_on: [{on: a, timeout: 2s, probability: 50%}]
    """
    (finding,) = RULE.check(architecture(text))
    assert "requests that wait for callees hold its places" in finding.message


def test_one_overload_is_told_once() -> None:
    """Its other retries are further places."""
    text = STORM.replace("depends_on:", "depends_on: [{on: app, timeout: 5s, retry: {attempts: 2}}]\n  app:\n    depends_on:", 1)
    (finding,) = RULE.check(architecture(text))
    assert [note.message for note in finding.notes] == ["web tries app 2 times"]


HEDGED = """
components:
  web: {entry: {rate: 110/s}, depends_on: [{on: app, timeout: 2s, retry: {attempts: 2}}]}
  app: {depends_on: [{on: db, timeout: 1s, hedge: {after: 50ms}}]}
  db: {capacity: {concurrency: 2, service_time: 10ms}}
"""


def test_second_copies_are_named_for_what_they_are() -> None:
    """At the hedge, with what to do about it, alone and together with retries."""
    (both,) = RULE.check(architecture(HEDGED))
    assert "what fails is tried again and what is slow is sent twice, 440/s in all" in both.message
    assert "hidden capacity is 50/s" in both.message and both.at.path[-1] == "hedge"
    assert [(note.message, note.at.path[-1]) for note in both.notes] == [("web tries app 2 times", "retry")]
    (alone,) = RULE.check(architecture(HEDGED.replace(", retry: {attempts: 2}", "")))
    assert "it stays so: what is slow is sent twice, 220/s in all" in alone.message and "send no second copies" in alone.message


def test_a_second_copy_that_there_is_room_for_is_fine() -> None:
    """90/s become 180/s at most, of 200/s."""
    assert not list(RULE.check(architecture(HEDGED.replace(", retry: {attempts: 2}", "").replace("110/s", "90/s"))))


def test_a_cache_that_stays_empty_keeps_it_alive() -> None:
    """At the retry where there is one, else at the cache; what retries alone would allow is not said to be enough."""
    text = """
    components:
      api:
        entry: {rate: 1100/s}
        depends_on: [{on: db, timeout: 500ms, cache: {hit_rate: 90%}, retry: {attempts: 2}}]
      db: {capacity: {concurrency: 4, service_time: 20ms}}
    """
    (both,) = RULE.check(architecture(text))
    assert "tried again and an empty cache stays empty, as no answer comes in time, 2200/s in all: store what" in both.message
    assert both.at.path[-1] == "retry" and [note.at.path[-1] for note in both.notes] == ["hit_rate"]
    (alone,) = RULE.check(architecture(text.replace(", retry: {attempts: 2}", "")))
    assert alone.at.path[-1] == "hit_rate" and not alone.notes and "tried again" not in alone.message
    assert not list(RULE.check(architecture(text.replace("1100/s", "90/s"))))
    assert not list(
        RULE.check(architecture(text.replace("hit_rate: 90%", "hit_rate: 90%, fill: read-through").replace("1100", "900")))
    )
