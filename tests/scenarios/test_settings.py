"""Numbers set for one run."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast
from sosgraph.scenarios.settings import OF_CALLS, OF_COMPONENTS, parse_setting, with_assumed, with_settings
from tests.yaml_architecture import architecture

_SHOP = """
    components:
      web:
        entry: true
        depends_on:
          - {on: db, timeout: 1s, retry: {attempts: 2}, breaker: {errors: 50%, window: 10s, sleep: 5s}}
          - {any_of: [copy, {all_of: [copy-2]}]}
          - {on: ads, soft: true}
      db: {capacity: {concurrency: 3}}
      copy: {slo: 99%}
      copy-2: {slo: 99%}
      ads: {slo: 99%}
    """


def _set(*texts: str, assume: bool = False) -> Any:
    return (with_assumed if assume else with_settings)(architecture(_SHOP), [parse_setting(text) for text in texts])


def _first(found: Any) -> Dependency:
    requirement = found.components["test/web"].requires[0]
    assert isinstance(requirement, Dependency)
    return requirement


def test_a_number_of_a_component_is_set() -> None:
    """In its part, which is made where there is none; all other numbers stay."""
    found = _set("db.service_time=10ms", "web.rate=100/s", "db.queue=inf", "ads.queue=0")
    assert found.components["test/db"].capacity.service_time_s == 0.01
    assert found.components["test/db"].capacity.concurrency == 3
    assert found.components["test/web"].entry.rate_per_s == 100.0
    assert found.components["test/ads"].capacity.queue == 0


def test_a_number_of_a_call_is_set_wherever_it_stands() -> None:
    """Among the needs, in a group, in a group of a group, among the soft ones."""
    found = _set("web -> * timeout=20ms", "web -> db retry.budget=6%", "web -> db retry.attempts=4")
    one = _first(found)
    assert one.timeout_s == 0.02 and one.retry is not None and one.retry.attempts == 4
    group = found.components["test/web"].requires[1]
    assert isinstance(group, AtLeast) and group.among[0].timeout_s == 0.02 and group.among[1].among[0].timeout_s == 0.02
    assert found.components["test/web"].uses[0].timeout_s == 0.02


@pytest.mark.parametrize(("key", "field"), [("retry", "retry"), ("breaker", "breaker"), ("timeout", "timeout_s")])
def test_none_takes_a_part_away(key: str, field: str) -> None:
    """What if it were never tried again?"""
    assert getattr(_first(_set(f"web -> db {key}=none")), field) is None


def test_what_is_assumed_only_fills_what_is_not_written() -> None:
    """So that one pattern may stand for many components."""
    found = _set("*.service_time=10ms", "*.concurrency=7", assume=True)
    assert found.components["test/db"].capacity.concurrency == 3
    assert found.components["test/ads"].capacity.concurrency == 7
    with pytest.raises(BadCall, match="say --set"):
        _set("db.concurrency=7", assume=True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("db", "sets nothing"),
        ("db.speed=3", "is none of"),
        ("service_time=10ms", "is none of|names no component"),
        (".service_time=10ms", "names no component"),
        ("db.service_time=0s", "no time"),
        ("db.service_time=nan", "not a duration"),
        ("web -> db retry.budgt=6%", "did you mean 'retry.budget'"),
        ("web -> db retry=5", "is none of"),
        ("web -> db calls=-1", "not a number"),
        ("web -> db calls=none", "write calls=1$"),
        ("web -> db deadline=none", "write deadline=local$"),
        ("web -> db hedge.after=none", "write hedge=none$"),
        ("web -> db breaker.errors=none", "write breaker=none$"),
        ("db.service_time=none", "no time"),
        ("db.leases=5", "write leases=none"),
        ("db.timeout=2s", "is of a call; write 'CALLER -> db timeout=2s'"),
        ("timeout=2s", "is of a call; write 'CALLER -> db timeout=2s'"),
        ("web -> timeout=2s", "write 'web -> db timeout=2s'"),
        ("web -> db", "write 'web -> db timeout=1s'"),
        ("web -> db =2s", "write 'web -> db timeout=2s'"),
        ("-> db timeout=2s", "write 'web -> db timeout=2s'"),
    ],
)
def test_what_cannot_be_set_is_refused(text: str, why: str) -> None:
    """With what to write instead."""
    with pytest.raises(ValueError, match=why):
        parse_setting(text)


@pytest.mark.parametrize("between", ["->", " ->", "-> ", "=>", "-->", " → ", " "])
@pytest.mark.parametrize("after", [" ", ".", ": ", " . "])
def test_a_call_that_is_misspelt_is_written_out(between: str, after: str) -> None:
    """As it is to be written, with all that was said."""
    if (between, after) != (" ", ".") and (between, after) != (" ", " . "):
        with pytest.raises(ValueError, match=r"write 'web -> db retry.budget=6%'$"):
            parse_setting(f"web{between}db{after}retry.budget=6%")


@pytest.mark.parametrize(
    ("key", "field"),
    [("queue", "queue"), ("concurrency", "concurrency"), ("shed_at", "shed_at"), ("slowing", "slowing_s")],
)
def test_none_takes_a_number_of_a_component_away(key: str, field: str) -> None:
    """So that nothing limits it, as where nobody wrote one."""
    given = "db.queue=5", "db.shed_at=90%", "db.slowing=1ms", f"db.{key}=none"
    assert getattr(_set(*given).components["test/db"].capacity, field) is None


def test_none_takes_leases_health_checks_and_copies_away() -> None:
    """What kept a system down can be left out."""
    text = "{replicas: 4, leases: {count: 9, period: 9s, timeout: 1s}, health_check: {every: 9s, timeout: 1s}}"
    found = architecture(f"components: {{db: {text}}}")
    settings = [parse_setting(f"db.{key}=none") for key in ("leases", "health_check", "replicas")]
    db = with_settings(found, settings).components["test/db"]
    assert db.leases is None and db.health_check is None and db.replicas is not None and db.replicas.count == 1


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("dbb.service_time=1ms", "did you mean 'db'"),
        ("db -> web timeout=1s", "db calls no web"),
        ("web -> copy breaker.errors=5%", "has no breaker"),
        ("db.over=1s", ""),
    ],
)
def test_what_there_is_not_cannot_be_changed(text: str, why: str) -> None:
    """Half a breaker is none; a restart may be written anew."""
    if not why:
        assert _set(text).components["test/db"].restart.over_s == 1.0
        return
    with pytest.raises(BadCall, match=why):
        _set(text)


@given(st.text("webdb.->*= 10ms%\n", max_size=30) | st.sampled_from([f"web -> db {key}=1" for key in OF_CALLS]))
def test_no_text_does_harm(text: str) -> None:
    """∀ texts: an architecture, or a sentence that says what is wrong."""
    with suppress(ValueError):
        assert _set(text).components.keys() == architecture(_SHOP).components.keys()


@pytest.mark.parametrize("key", OF_COMPONENTS)
def test_each_key_is_a_word_of_the_language(key: str) -> None:
    """So that what was tried can be written down."""
    value = {"rate": "10/s", "service_time": "10ms", "shed_at": "90%", "slowing": "1ms", "refusal_cost": "1ms", "over": "3s"}
    assert _set(f"db.{key}={value.get(key, '7')}") != architecture(_SHOP)
