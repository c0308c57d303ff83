"""What a simulation lacks is named, at its line, with what to write or to assume."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.finding import UNANSWERABLE
from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import TRIGGERS, Scenario
from sosgraph.scenarios.incident import Incident, incidents_of, parse_trigger
from sosgraph.scenarios.network import network_of
from sosgraph.scenarios.refusals import first_of, refusals
from sosgraph.scenarios.timing import timing
from sosgraph.scenarios.triggers import triggers_of
from tests.strategies import architectures
from tests.yaml_architecture import architecture

_WHOLE = """
    components:
      web: {entry: {rate: 100/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
      db: {capacity: {concurrency: 3, service_time: 10ms}}
    """


def _refused(text: str, *triggers: str) -> list[str]:
    found = architecture(text)
    told = refusals(found, incidents_of(found, (), [parse_trigger(each) for each in triggers]))
    assert all(each.rule == UNANSWERABLE for each in told)
    return [each.message for each in told]


def test_a_description_that_says_all_is_not_refused() -> None:
    """A component in front needs no capacity: it has no limit, which the answer says."""
    assert _refused(_WHOLE, "outage of db for 10s", "load-spike of web by 3 for 10s", "outage of web -> db for 5s") == []


@pytest.mark.parametrize(
    ("written", "instead", "trigger", "said"),
    [
        ("entry: {rate: 100/s}", "entry: true", "outage of db for 1s", "web is an entry without a rate"),
        ("entry: {rate: 100/s}", "slo: 99%", "outage of db for 1s", "no component is an entry"),
        ("timeout: 1s, ", "", "outage of db for 1s", "web -> db has no timeout, so that nobody knows when it is tried again"),
        (", service_time: 10ms", "", "outage of db for 1s", "--assume db.service_time=10ms"),
        ("concurrency: 3, ", "", "outage of db for 1s", "--assume db.concurrency=10"),
        ("db: {capacity: {concurrency: 3, service_time: 10ms}}", "db: {slo: 99%}", "latency of db by 1s for 1s", "nothing that"),
        ("timeout: 1s, retry: {attempts: 2}", "calls: 1", "outage of web -> db for 1s", "when it is given up"),
        ("    db:", "    zone: {slo: 99%}\n      db:", "outage of zone for 1s", "no request reaches it"),
        ("", "", "outage of db", "it never ends"),
        ("", "", "latency of db for 1s", "its size is not said; say 'by 200ms'"),
        ("", "", "load-spike of web for 1s", "its size is not said; say 'by 3'"),
        ("", "", "load-spike of db by 3 for 1s", "nothing arrives there from outside"),
        ("", "", "cache-flush of web -> db", "there is no cache"),
        ("timeout: 1s", "timeout: 1s, cache: {hit_rate: 90%}", "cache-flush of db", "how many entries fill it"),
        ("", "", "outage of db -> web for 1s", "no request goes that way"),
    ],
)
def test_what_is_missing_is_named(written: str, instead: str, trigger: str, said: str) -> None:
    """One sentence for each thing, whatever else is missing."""
    assert any(said in each for each in _refused(_WHOLE.replace(written, instead) if written else _WHOLE, trigger))


def test_where_nothing_is_described_that_is_what_is_missing() -> None:
    """One thing, however much a component would lack besides."""
    (told,) = refusals(Architecture(), (Incident("no trigger", ()),))
    assert told.message.startswith("no component is described")


def test_the_place_is_where_it_would_stand() -> None:
    """The line of the component, of the dependency, of the scenario."""
    found = architecture("""
        components:
          web: {entry: true, depends_on: [{on: db, retry: {attempts: 2}}]}
          db: {slo: 99%}
        scenarios:
          fall: {on: web -> db, kind: outage}
        """)
    places = [each.at.path[1:] for each in refusals(found, incidents_of(found, (), ()))]
    assert ("components", "web", "entry") in places and ("scenarios", "fall") in places
    assert ("components", "db", "capacity") in places


_BARE = """
    components:
      web: {ENTRY depends_on: [{on: app, retry: {attempts: 3}}]}
      app: {capacity: {concurrency: 10}, depends_on: [{on: db, retry: {attempts: 2}}]}
      db: {slo: 99%}
    """


@pytest.mark.parametrize("entry", ["entry: true,", "entry: {rate: 0/s},", ""])
def test_all_that_is_missing_is_told_at_once(entry: str) -> None:
    """What only counts when something arrives is told with that nothing does: writing it all leaves nothing to refuse."""
    told = _refused(_BARE.replace("ENTRY", entry), "outage of db for 10s")
    lacks = ["web", "app has no service_time", "web -> app has no timeout", "app -> db has no timeout"]
    lacks = [*(lacks if entry else ["no component is an entry", *lacks[1:]]), "db has no concurrency", "db has no service_time"]
    assert len(told) == len(lacks) and all(said.startswith(each) for said, each in zip(told, lacks, strict=True))
    whole = _BARE.replace("ENTRY", "entry: {rate: 5/s},").replace("retry", "timeout: 1s, retry").replace("slo: 99%", "CAPACITY")
    whole = whole.replace("concurrency: 10", "concurrency: 10, service_time: 1ms")
    assert _refused(whole.replace("CAPACITY", "capacity: {concurrency: 1, service_time: 1ms}"), "outage of db for 10s") == []


def test_that_nothing_is_limited_is_told_beside_that_nothing_arrives() -> None:
    """And not where the trigger asks for the numbers of what it strikes."""
    text = "components: {web: {depends_on: [db]}, db: {slo: 99%}}"
    assert [each.split(",")[0] for each in _refused(text, "latency of db by 1s for 1s")] == [
        "no component is an entry",
        "nothing that requests reach has a capacity",
    ]
    assert not any("nothing that" in each for each in _refused(text, "outage of db for 1s"))


def test_very_many_are_counted() -> None:
    """The first 50 each at its line, then how many more there are, at the line of the next."""
    calls = ", ".join(f"{{on: c{place}, retry: {{attempts: 2}}}}" for place in range(60))
    parts = ", ".join(f"c{place}: {{}}" for place in range(60))
    found = architecture(
        f"components: {{web: {{entry: {{rate: 1/s}}, capacity: {{concurrency: 1}}, depends_on: [{calls}]}}, {parts}}}"
    )
    told = refusals(found, ())
    shown = first_of(told)
    assert len(told) == 61 and shown[:50] == told[:50] and len(shown) == 51
    assert shown[-1].message.startswith("and 11 more") and shown[-1].at == told[50].at
    assert first_of(told[:50]) == told[:50]


def test_what_carries_others_may_fall_with_them() -> None:
    """A zone answers nobody, and takes with it what is placed there."""
    placed = _WHOLE.replace("db: {capacity", "zone: {slo: 99%}\n      db: {runs_on: zone, capacity")
    assert _refused(placed, "outage of zone for 10s") == []


def test_calls_that_breed_are_refused() -> None:
    """A circle with a gain of 1 or more never ends; one with less does."""
    circle = """
        components:
          web: {entry: {rate: 1/s}, depends_on: [a]}
          a: {capacity: {concurrency: 9, service_time: 1ms}, depends_on: [b]}
          b: {depends_on: [{on: a, probability: SHARE}]}
        """
    assert any("without end" in each for each in _refused(circle.replace("SHARE", "100%"), "outage of a for 1s"))
    assert _refused(circle.replace("SHARE", "50%"), "outage of a for 1s") == []


@settings(deadline=None)
@given(architectures(max_components=6, hostile=True), st.sampled_from(TRIGGERS), st.booleans())
def test_what_is_not_refused_can_be_simulated(drawn: Architecture, kind: str, on_call: bool) -> None:
    """∀ architectures and triggers: findings that have a sentence, or triggers and a timing of finite numbers."""
    edges = [(caller.name, one.callee) for caller, one, _ in drawn.dependencies()]
    place = edges[0] if on_call and edges else (next(iter(drawn.components)), None)
    scenario = Scenario("drawn", kind, *place, duration_s=1.0, factor=2.0, delay_s=0.1)
    told = refusals(drawn, (Incident("drawn", (scenario,)),))
    assert all(each.message and each.rule == UNANSWERABLE for each in told)
    if not told:
        found = triggers_of(drawn, (scenario,))
        when = timing(drawn, network_of(drawn), found, None)
        assert found and 0 < when.calm_s < inf and when.end_s <= when.until_s < inf
