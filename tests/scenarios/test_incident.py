"""What happens in a run: scenarios of the file, or triggers in words."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.model.scenario import TRIGGERS, Scenario
from sosgraph.quantity import parse_ratio
from sosgraph.scenarios.incident import SIZES, in_words, incidents_of, parse_trigger
from tests.yaml_architecture import architecture

_SHOP = """
    system: shop
    components:
      web: {entry: true, depends_on: [db]}
      db: {slo: 99%}
    scenarios:
      one: {on: db, kind: outage, for: 10s}
      two: {on: web -> db, kind: latency, delay: 200ms, for: 1m, start: 5s}
    """


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("outage of db for 10s", Scenario("", "outage", "db", duration_s=10.0)),
        ("outage of web -> db for 10s at 1m", Scenario("", "outage", "web", "db", 60.0, 10.0)),
        ("capacity-loss of db by 50% for 5s", Scenario("", "capacity-loss", "db", duration_s=5.0, share=parse_ratio("50%"))),
        ("load-spike of web by 3 for 5s", Scenario("", "load-spike", "web", duration_s=5.0, factor=3.0)),
        ("latency of web->db by 200ms for 5s", Scenario("", "latency", "web", "db", duration_s=5.0, delay_s=0.2)),
        ("cache-flush of web -> db", Scenario("", "cache-flush", "web", "db")),
    ],
)
def test_a_trigger_is_read_as_it_is_said(text: str, meant: Scenario) -> None:
    """KIND of PLACE by SIZE for DURATION at START, all but the first two left out where they do not matter."""
    found = parse_trigger(text)
    assert found == Scenario(text, *[getattr(meant, name) for name in Scenario.__slots__ if name not in ("name", "at")])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("outage", "write KIND of PLACE"),
        ("outtage of db", "did you mean 'outage'"),
        ("outage of db for 10s please", "write KIND of PLACE"),
        ("outage of db for ten", "is not a duration"),
        ("outage of db by 50% for 10s", "leave out 'by 50%'"),
        ("load-spike of web by nan for 5s", "is not a number"),
        ("capacity-loss of db by 150% for 5s", "is outside"),
        ("of of of", "is none of"),
        ("outage of a -> b -> c for 1s", "write KIND of PLACE"),
    ],
)
def test_anything_else_is_refused_with_what_to_write(text: str, why: str) -> None:
    """By a `ValueError`, never another."""
    with pytest.raises(ValueError, match=why):
        parse_trigger(text)


@given(st.text("outage of db->by3%ms \n$", max_size=40))
def test_no_text_does_harm(text: str) -> None:
    """∀ texts: a scenario of a known kind, or a `ValueError`."""
    with suppress(ValueError):
        assert parse_trigger(text).kind in TRIGGERS


def test_scenarios_run_apart_and_triggers_together() -> None:
    """Each scenario of the file is a run of its own; what the command line says happens in the same run."""
    shop = architecture(_SHOP)
    assert [each.name for each in incidents_of(shop, (), ())] == ["one", "two"]
    assert [each.name for each in incidents_of(shop, ("two",), ())] == ["two"]
    (both,) = incidents_of(shop, (), [parse_trigger("outage of db for 1s"), parse_trigger("latency of db by 1s for 2s")])
    assert [each.component for each in both.scenarios] == ["shop/db", "shop/db"]


@pytest.mark.parametrize(
    ("names", "written", "why"),
    [
        (("three",), (), "no scenario is called 'three'"),
        (("one",), ("outage of db for 1s",), "say --scenario or --trigger"),
        ((), ("outage of dbb for 1s",), "did you mean 'db'"),
    ],
)
def test_what_there_is_not_is_a_bad_call(names: tuple[str, ...], written: tuple[str, ...], why: str) -> None:
    """With the nearest name."""
    with pytest.raises(BadCall, match=why):
        incidents_of(architecture(_SHOP), names, [parse_trigger(each) for each in written])


@pytest.mark.parametrize("kind", TRIGGERS)
def test_words_are_read_again_as_the_same(kind: str) -> None:
    """For every kind, with and without a size."""
    shop, size = architecture(_SHOP), {"share": " by 50%", "factor": " by 3", "delay": " by 200ms", "": ""}[SIZES.get(kind, "")]
    for text in (f"{kind} of db for 10s", f"{kind} of web -> db{size} for 90s at 5s"):
        (incident,) = incidents_of(shop, (), [parse_trigger(text)])
        (again,) = incidents_of(shop, (), [parse_trigger(in_words(shop, incident.scenarios[0]))])
        assert [each.duration_s for each in again.scenarios] == [each.duration_s for each in incident.scenarios]
        assert again.name == incident.name
