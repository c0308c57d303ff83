"""Would an overload outlast its cause?"""

from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings

from sosgraph.analyses.load import ANALYSIS as LOAD
from sosgraph.analyses.metastability import ANALYSIS
from sosgraph.model.architecture import Architecture
from tests.running import run
from tests.strategies import architectures
from tests.yaml_architecture import architecture

STORM = Path("fixtures/architectures/retry-storm-2021.yaml").read_text("utf-8")
BREAKER = "attempts: 2}, breaker: {errors: 50%, window: 10s, sleep: 5s}"


def test_limits_and_the_loop_are_told() -> None:
    """O-1: below 150/s all recovers, near 293/s it falls by itself; the retry of web keeps it alive."""
    table, _ = ANALYSIS.answer(architecture(STORM))
    assert "below 150/s all recovers, from 293/s on it falls by itself" in table.lead
    assert table.rows == (("db", "vulnerable", 280, 560, 300, 300, ("web -> db",)),)


def test_where_a_breaker_acts_only_simulation_decides() -> None:
    """And the note says why."""
    table, _ = ANALYSIS.answer(architecture(STORM.replace("attempts: 2}", BREAKER)))
    assert table.rows[0][1] == "only simulation decides" and "negative feedback" in table.notes[0]


def test_what_is_too_much_needs_no_disturbance() -> None:
    """300/s is above the ceiling."""
    table, _ = ANALYSIS.answer(architecture(STORM.replace("280/s", "300/s")))
    assert table.rows[0][1] == "overloaded from the start" and "needs no disturbance" in table.lead


CIRCLE = """
components:
  web: {entry: {rate: 10/s}, depends_on: [{on: a, timeout: 1s}]}
  a: {capacity: {concurrency: 10, service_time: 10ms}, depends_on: [{on: b, timeout: 1s, retry: {attempts: 3}}]}
  b: {capacity: {concurrency: 10, service_time: 10ms}, depends_on: [{on: a, timeout: 1s, calls: 0.5}]}
"""


def test_a_circle_that_breeds_retries_recovers_at_no_load() -> None:
    """Where the search ends is no limit; a call that is both tried more and waited for longer is named once."""
    table, _ = ANALYSIS.answer(architecture(CIRCLE))
    assert "at no load does all recover" in table.lead and table.facts["recovers_below"] == 0
    assert table.rows[0][-1] == ("a -> b",)


def test_a_circle_that_breeds_calls_is_overloaded_at_any_load() -> None:
    """As the load and the lint tell it."""
    table, _ = ANALYSIS.answer(architecture(CIRCLE.replace("0.5", "1")))
    assert table.lead.startswith("at any load something is overloaded") and table.facts["collapses_at"] == 0
    assert [row[:3] for row in table.rows] == [(name, "overloaded from the start", inf) for name in "ab"]


def test_places_held_while_waiting_have_a_column() -> None:
    """20 places for 20 ms of work and 80 ms of waiting serve 200/s, not 1000/s."""
    text = """
    components:
      web: {entry: {rate: 300/s}, capacity: {concurrency: 20, service_time: 20ms}, depends_on: [{on: far, timeout: 1s}]}
      far: {capacity: {concurrency: 1000, service_time: 80ms}}
    """
    table, *_ = ANALYSIS.answer(architecture(text))
    assert table.rows[0][:2] == ("web", "overloaded from the start") and table.rows[0][4:6] == (1000, 200)


def test_numbers_that_are_missing_are_named() -> None:
    """Without a rate there is no verdict."""
    table, missing = ANALYSIS.answer(architecture(STORM.replace("{rate: 280/s}", "true")))
    assert table.lead.startswith("no entry has a rate") and missing.rows[0][1] == "entry: {rate}"


@settings(max_examples=20, deadline=None)
@given(architectures(max_components=4))
def test_every_architecture_has_an_answer(architecture: Architecture) -> None:
    """Whatever its circles and numbers."""
    assert ANALYSIS.answer(architecture)[0].lead


def test_the_limit_of_the_webshop_is_the_hidden_capacity_of_its_ledger() -> None:
    """Catalog and pricing, without limits and timeouts, call one another: nobody waits for ever because of that."""
    paths = [f"fixtures/architectures/{name}.yaml" for name in ("webshop", "webshop-traffic")]
    outcome = run("metastability", *paths)
    assert "below 125/s all recovers" in outcome.out and "hidden capacity that load tells is another question" in outcome.out
    assert "125/s" in run("load", *paths).out


def test_an_empty_cache_is_named_as_what_keeps_an_overload_alive() -> None:
    """With the limit that holds without the cache: not 1000/s but 100/s; read-through all recovers."""
    text = """
    components:
      api:
        entry: {rate: 250/s}
        depends_on: [{on: db, timeout: 500ms, cache: {hit_rate: 90%, entries: 5000}, retry: {attempts: 2}}]
      db: {capacity: {concurrency: 4, service_time: 20ms}}
    """
    table, *_ = ANALYSIS.answer(architecture(text))
    assert "below 100/s all recovers" in table.lead and table.notes[0].startswith("once overloaded: with caches that stay empty")
    assert table.rows[0][:4] == ("db", "vulnerable", 25.0, 500.0) and table.rows[0][-1] == ("api -> db", "cache of api -> db")
    (calm, *_) = ANALYSIS.answer(architecture(text.replace("entries: 5000", "fill: read-through")))
    assert "all recovers, as below 1000/s" in calm.lead and not calm.rows


def test_a_limit_close_to_the_load_has_digits_to_tell_them_apart() -> None:
    """At 293/s it does not fall yet: it does from 293.3/s on."""
    table, _ = ANALYSIS.answer(architecture(STORM.replace("280/s", "293/s")))
    assert table.rows[0][1] == "vulnerable" and "at the 293/s that arrive" in table.lead and "from 293.3/s on" in table.lead


def test_what_no_steady_state_counts_is_named() -> None:
    """500 renewals a second: it is not said that nothing can happen."""
    text = """
    components:
      web: {entry: {rate: 100/s}, depends_on: [{on: coord, timeout: 1s}]}
      coord:
        capacity: {concurrency: 4, service_time: 10ms}
        leases: {count: 5000, period: 10s, timeout: 1s}
    """
    told = "not counted: leases of coord"
    assert told in ANALYSIS.answer(architecture(text))[0].lead and told in LOAD.answer(architecture(text))[0].notes[-1]
    assert "not counted" not in ANALYSIS.answer(architecture(STORM))[0].lead


@pytest.mark.parametrize(
    ("call", "named"),
    [
        ("hedge: {after: 50ms}", ("hedge of web -> db",)),
        ("timeout: 1s, retry: {attempts: 2}", ("web -> db",)),
        ("timeout: 1s, retry: {attempts: 2}, hedge: {after: 50ms}", ("web -> db", "hedge of web -> db")),
    ],
)
def test_second_copies_are_no_retries(call: str, named: tuple[str, ...]) -> None:
    """What keeps an overload alive is named as what it is, both where both do."""
    table = ANALYSIS.answer(
        architecture(f"""
        components:
          web: {{entry: {{rate: 110/s}}, depends_on: [{{on: db, {call}}}]}}
          db: {{capacity: {{concurrency: 2, service_time: 10ms}}}}
        """)
    )[0]
    assert table.rows[0][-1] == named
