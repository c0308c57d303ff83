"""Falling by chance: how often a queue gets as long as callers wait, and only where an overload outlasts that."""

import json
from pathlib import Path

import pytest

from sosgraph.queueing.erlang import erlang_c
from sosgraph.scenarios.falling import falling
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.timing import Timing
from tests.running import run
from tests.yaml_architecture import architecture

_WHEN = Timing(calm_s=10.0, end_s=1.0, until_s=600.0)
_STORM = """
components:
  web: {entry: {rate: RATE/s}, depends_on: [{on: db, timeout: TIMEOUTms, retry: {attempts: 2}}]}
  db: {capacity: {concurrency: 3, service_time: 10ms, queue: QUEUE}}
scenarios: {blip: {on: db, kind: outage, for: 10ms}}
"""


def _storm(rate: int, timeout_ms: int, queue: int | str = "unlimited") -> str:
    text = _STORM.replace("RATE", str(rate)).replace("TIMEOUT", str(timeout_ms))
    return text.replace(", queue: QUEUE" if queue == "unlimited" else "QUEUE", "" if queue == "unlimited" else str(queue))


def test_as_often_as_a_queue_is_so_long() -> None:
    """600 s of M/M/3 at 280 of 300/s, and 300 places until 1 s; what is tried again in the healthy state is next to nothing."""
    storm = architecture(_storm(280, 1000))
    found = falling(storm, network_of(storm), _WHEN)
    assert found is not None and (found.place, found.within_s) == (1, 1.0)
    often = 600 * 300 * (1 / 15) ** 2 * erlang_c(3, 2.8) * (14 / 15) ** 300
    assert found.times == pytest.approx(often, rel=0.01) and often < 1e-5


@pytest.mark.parametrize(
    "storm", [_storm(140, 300), _storm(280, 300, 50), _storm(280, 300).replace("attempts: 2", "attempts: 1")]
)
def test_where_an_overload_passes_chance_brings_nothing_down(storm: str) -> None:
    """Below the hidden capacity, with a bounded queue, or where nobody tries again."""
    system = architecture(storm)
    assert falling(system, network_of(system), _WHEN) is None


@pytest.mark.parametrize(("rate", "timeout_ms", "fact"), [(280, 300, None), (280, 1000, True), (200, 60, None), (160, 100, True)])
def test_rates_say_where_chance_brings_it_down_later(tmp_path: Path, rate: int, timeout_ms: int, fact: bool | None) -> None:
    """As the seeds have it: most of them stay down in five minutes, or none."""
    file = tmp_path / "storm.yaml"
    file.write_text(f"system: storm{_storm(rate, timeout_ms)}")
    words = ("simulate", str(file), "-f", "json", "--jobs", "1", "--until", "5m")
    by_rates, by_seeds = (json.loads(run(*words, *more).out)["tables"][0] for more in ((), ("--seeds", "4")))
    assert by_rates["facts"] == {"comes_back": fact}
    assert ("chance decides" in by_rates["lead"]) is any("gets as long as callers wait" in note for note in by_rates["notes"])
    assert ("chance decides" in by_rates["lead"]) is (fact is None)
    assert (by_seeds["rows"][0]["stuck"] > 0) is (fact is None)


def test_who_is_asked_by_nobody_does_not_fall() -> None:
    """A fallback that only the overload asks, and that waits for what is overloaded anyway."""
    text = """
    components:
      web: {entry: {rate: 100/s}, depends_on: [{on: db, timeout: 10s, retry: {attempts: 3, backoff: 10ms}, fallback: {to: alt}}]}
      db: {capacity: {concurrency: 2, service_time: 10ms}}
      alt: {capacity: {concurrency: 3, service_time: 1ms}, depends_on: [{on: legacy}]}
      old: {entry: {rate: 1.02/s}, depends_on: [{on: legacy}]}
      legacy: {capacity: {concurrency: 1, service_time: 1s}}
    """
    found = architecture(text)
    likeliest, network = falling(found, network_of(found), _WHEN), network_of(found)
    assert likeliest is not None and network.stations[likeliest.place].name == "test/db" and likeliest.times < 1e-9
