"""sosgraph's own language: every key lands in the model, every mistake is one finding at its place."""

from datetime import date
from pathlib import Path

import pytest

from sosgraph.composition import read_document
from sosgraph.description.resolving import architecture_of
from sosgraph.document import Document
from sosgraph.importers.architecture import IMPORTER, read
from sosgraph.load import load
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.controller import Controller, Feedback
from sosgraph.model.dependency import Breaker, Cache, Dependency, Fallback, Retry
from sosgraph.model.requirement import AtLeast, all_of, any_of
from sosgraph.model.scenario import Scenario
from sosgraph.model.slo import AvailabilityObjective, LatencyObjective, Observed, OwnPart
from sosgraph.model.workload import Capacity, Entry, HealthCheck, Journey, Leases
from sosgraph.quantity import parse_ratio
from tests.yaml_architecture import architecture

_DAY = 86400.0
_ZONES = ("platform/zone-a", "platform/zone-b", "platform/zone-c")


def _no_neighbour(path: str) -> Document:
    raise AssertionError(f"the language reads no other file, but asked for {path}")


@pytest.fixture(scope="module")
def shop() -> Architecture:
    """Return what the two files that show everything say."""
    documents = [
        read_document(name, Path("fixtures/architectures", name).read_bytes()) for name in ("shop.yaml", "platform.yaml")
    ]
    loaded = load(documents, _no_neighbour)
    assert loaded.findings == ()
    return loaded.architecture


def _availability(target: str, window_s: float = 30 * _DAY) -> AvailabilityObjective:
    return AvailabilityObjective(parse_ratio(target), window_s)


def test_every_key_of_a_component_lands_in_the_model(shop: Architecture) -> None:
    """The checkout of the file that shows everything, value by value."""
    assert shop.components["shop/checkout"] == Component(
        name="shop/checkout",
        system="shop",
        kind="service",
        owner="team-shop",
        tier=1,
        own=OwnPart(parse_ratio("99.99%")),
        slos=(_availability("99.5%", 28 * _DAY), LatencyObjective(0.3, parse_ratio("99%"), 28 * _DAY)),
        observed=Observed(999300, 1000000),
        capacity=Capacity(200, 0.02, 500, slowing_s=0.001, refusal_cost_s=0.001),
        signals=("retry_ratio", "queue_delay"),
        requires=(
            Dependency("shop/ledger"),
            any_of(Dependency("shop/stripe"), Dependency("shop/adyen")),
            AtLeast(2, tuple(Dependency(f"shop/risk-{number}") for number in (1, 2, 3))),
            Dependency("shop/catalog", tolerance_s=300.0, cache=Cache(parse_ratio("90%"), "look-aside", 10_000)),
            Dependency(
                "shop/pricing",
                calls=1.5,
                probability=parse_ratio("40%"),
                failure_mode="error",
                timeout_s=0.25,
                retry=Retry(3, 0.05, 2.0, "full", parse_ratio("10%")),
                breaker=Breaker(parse_ratio("50%"), 10.0, 5.0),
                fallback=Fallback("shop/price-cache", parse_ratio("95%")),
            ),
            Dependency("platform/dns", kind="dns"),
            Dependency("platform/flags", kind="config", phases=("start",)),
            any_of(*(Dependency(zone, kind="placement") for zone in _ZONES[:2])),
        ),
        uses=(Dependency("shop/recommendations", hedge_s=0.05, deadline="propagated", throttle=2.0),),
    )


def test_the_other_keys_of_components_land_in_the_model(shop: Architecture) -> None:
    """Entry, replicas, repair time, external, opaque, stochastic, SLA, phases."""
    found = shop.components
    assert found["shop/web"].entry == Entry(300.0)
    assert found["shop/ledger"].replicas == Replicas(3, 2, _ZONES, parse_ratio("5%"))
    assert found["shop/catalog"].own == OwnPart(parse_ratio("99.9%"), mttr_s=1200.0)
    assert found["shop/web"].health_check == HealthCheck(10.0, 1.0, parse_ratio("50%"))
    assert found["shop/catalog"].leases == Leases(100, 10.0, 1.0)
    model = found["shop/recommendations"]
    assert (model.kind, model.opaque, model.stochastic, model.external) == ("model", True, True, False)
    assert model.requires == (Dependency("shop/clicks", kind="train", phases=("deploy",)),)
    stripe = found["shop/stripe"]
    assert (stripe.external, stripe.owner, stripe.slas, stripe.slos) == (True, "stripe", (_availability("99.99%"),), ())


def test_every_key_beside_the_components_lands_in_the_model(shop: Architecture) -> None:
    """Feedback, controllers, journeys and scenarios."""
    assert shop.systems == ("shop", "platform")
    assert shop.feedback == (Feedback("shop/recommendations", "shop/clicks", 1, _DAY, "exposure"),)
    assert shop.controllers == (
        Controller(
            "web-autoscaler",
            ("shop/checkout.cpu",),
            ("shop/checkout.concurrency",),
            180.0,
            4.0,
            40.0,
            ("platform/provisioner",),
            parse_ratio("60%"),
        ),
    )
    assert shop.journeys == {"buy": Journey("buy", ("shop/web", "shop/checkout"), parse_ratio("12%"), (_availability("99.5%"),))}
    assert shop.scenarios == {
        "ledger-outage": Scenario("ledger-outage", "outage", "shop/checkout", "shop/ledger", duration_s=10.0)
    }


def test_the_keys_that_the_example_lacks_land_in_the_model() -> None:
    """Mean times, `all_of`, short forms, a scenario in full."""
    found = architecture("""
        components:
          web:
            mtbf: 30d
            mttr: 1h
            entry: true
            slo: [99.9%, {availability: 99.5%}]
            capacity: {queue: inf}
            depends_on: [{all_of: [db, {any_of: [qa, qb]}]}, {on: c, phase: start, fallback: qa}]
            runs_on: [c2]
          db: {replicas: 2}
          qa:
          qb: ~
          c: {}
          c2: {x-own: anything}
        scenarios:
          spike: {on: web, kind: load-spike, start: 1m, for: 2m, share: 50%, factor: 3, delay: 10ms}
        """)
    web = found.components["test/web"]
    assert web.own == OwnPart(None, 30 * _DAY, 3600.0)
    assert web.entry == Entry() and web.capacity == Capacity()
    assert web.slos == (_availability("99.9%"), _availability("99.5%"))
    assert web.requires == (
        all_of(Dependency("test/db"), any_of(Dependency("test/qa"), Dependency("test/qb"))),
        Dependency("test/c", phases=("start",), fallback=Fallback("test/qa", parse_ratio("100%"))),
        Dependency("test/c2", kind="placement"),
    )
    assert found.components["test/db"].replicas == Replicas(2)
    assert found.scenarios["spike"] == Scenario(
        "spike", "load-spike", "test/web", None, 60.0, 120.0, parse_ratio("50%"), 3.0, 0.01
    )


def test_what_rules_alone_ask_for_lands_in_the_model() -> None:
    """Days on which something was tried, stages of a rollout, the scope of a breaker."""
    found = architecture("""
        components:
          web:
            exercised: 2026-01-31
            depends_on:
              - on: db
                breaker: {errors: 50%, window: 10s, sleep: 5s, scope: stores}
                fallback: {to: copy, exercised: 2024-02-29}
          db: {stages: 4}
          copy:
        """)
    web, db = found.components["test/web"], found.components["test/db"]
    fallback = Fallback("test/copy", parse_ratio("100%"), exercised=date(2024, 2, 29))
    breaker = Breaker(parse_ratio("50%"), 10.0, 5.0, "stores")
    assert web.requires == (Dependency("test/db", breaker=breaker, fallback=fallback),)
    assert (web.exercised, web.stages, db.exercised, db.stages) == (date(2026, 1, 31), None, None, 4)


def test_a_system_without_a_name_is_called_by_its_file() -> None:
    """By the stem, with what is no letter of a name replaced."""
    (description,) = read(read_document("a/my shop.sosgraph.yaml", b"components: {web: }"), _no_neighbour)
    assert description.system == "my-shop"


@pytest.mark.parametrize(
    ("name", "text", "ours"),
    [
        ("a.yaml", "components: {web: {}}", True),
        ("a.yaml", "sosgraph: 1", True),
        ("a.yaml", "openapi: 3.1.0\ncomponents: {}", False),
        ("a.yaml", "services: {}", False),
        ("a.yaml", "web", False),
        ("slo.sosgraph.yaml", "componets: {}", True),
    ],
)
def test_the_language_is_recognised_by_its_keys_or_the_name(name: str, text: str, ours: bool) -> None:
    """Formats that share a key with it are not taken for it."""
    assert IMPORTER.recognises(read_document(name, text.encode())) is ours


_BAD = {
    "not YAML": ("web: {slo: [99.9%}", 1, 18, "not YAML"),
    "duplicate key": ("web: {slo: 99%, slo: 98%}", 1, 17, "'slo' is written twice"),
    "unknown key": ("web: {slos: 99%}", 1, 7, "'slos' is not known here; did you mean 'slo'"),
    "mapping expected": ("web: 99%", 1, 6, "'web' is text; write a mapping"),
    "list expected": ("web: {signals: a}", 1, 16, "'signals' is text; write a list"),
    "decimal comma": ("web: {slo: 99,9%, tier: 1}", 1, 12, "'slo' has a decimal comma; write 99.9%"),
    "counts expected": (
        "web: {observed: 99.9%}",
        1,
        17,
        "'observed' counts events; write it like {good: 999300, total: 1000000}",
    ),
    "single value expected": ("web: {tier: [1]}", 1, 7, "'tier' is a list; write a single value"),
    "no value": ("web: {tier: }", 1, 7, "'tier' has no value"),
    "ratio above 100%": ("web: {slo: 101%}", 1, 12, "outside 0 to 100%"),
    "negative ratio": ("web: {slo: -1%}", 1, 12, "outside 0 to 100%"),
    "no percent sign": ("web: {slo: 99.9}", 1, 12, "write 99.9% or 0.999"),
    "negative duration": ("web: {mttr: -5s}", 1, 13, "negative"),
    "no unit": ("web: {mttr: 250}", 1, 13, "write 250s, 250ms or 250m"),
    "at_least above": ("web: {depends_on: [{at_least: 3, of: [a, b]}]}\na: {}\nb: {}", 1, 31, "at least 3 of 2 can never be"),
    "at_least below": ("web: {depends_on: [{at_least: 0, of: [a]}]}\na: {}", 1, 31, "'0' is not a whole number above zero"),
    "unknown reference": (
        "web: {depends_on: [leger]}\nledger: {}",
        1,
        20,
        "'leger' is not described in system bad; did you mean 'ledger'",
    ),
    "itself": ("web: {depends_on: [web]}", 1, 20, "web depends on itself"),
    "same callee twice": ("web: {depends_on: [{any_of: [a, b, a]}]}\na: {}\nb: {}", 1, 36, "a stands twice in one group"),
    "merge of text": ("web: {<<: no, tier: 1}", 1, 11, "'<<' merges mappings, this is text"),
    "anchor in itself": ("web: {depends_on: &d [{any_of: *d}]}", 1, 23, "alias of what it stands in"),
    "a name that is none": ("we/b: {}", 1, 1, "'we/b' is not a name"),
    "no callee": ("web: {depends_on: [{kind: dns}]}", 1, 20, "a dependency without 'on'"),
    "callee in another case": ("web: {depends_on: [B]}\nb: {}", 1, 20, "did you mean 'b'?"),
    "soft group": ("web: {depends_on: [{any_of: [a], soft: true}]}\na: {}", 1, 34, "'soft' is not for groups; leave it out"),
    "two groups in one": (
        "web: {depends_on: [{any_of: [a], all_of: [a]}]}\na: {}",
        1,
        34,
        "'all_of' stands beside 'any_of'; keep one",
    ),
    "detail of a group": ("web: {depends_on: [{any_of: [a], timeout: 1s}]}\na: {}", 1, 34, "write it in a member of the group"),
    "group of how many": ("web: {depends_on: [{of: [a]}]}\na: {}", 1, 20, "has no 'at_least'; add it"),
    "soft member": ("web: {depends_on: [{any_of: [{on: a, soft: true}]}]}\na: {}", 1, 38, "'soft' is not for members of a group"),
    "soft placement": ("web: {runs_on: [{on: a, soft: true}]}\na: {}", 1, 25, "'soft' is not for what it runs on"),
    "callee under another key": ("web: {depends_on: [{to: a}]}\na: {}", 1, 21, "'to' is not known here; write 'on: a'"),
    "callee as a key": (
        "web: {depends_on: [{a: {soft: true}}]}\na: {}",
        1,
        21,
        "'a' is not known here; write 'on: a' and, beside",
    ),
    "group misspelt": ("web: {depends_on: [{any-of: [a]}]}\na: {}", 1, 21, "'any-of' is not known here; did you mean 'any_of'"),
    "key beside its component": ("web:\nslo: 99%", 2, 1, "'slo' is a key of a component; indent it under 'web'"),
    "empty group": ("web: {depends_on: [{any_of: []}]}", 1, 21, "'any_of' is empty"),
}


@pytest.mark.parametrize(("text", "line", "column", "message"), _BAD.values(), ids=_BAD.keys())
def test_each_mistake_is_one_finding_at_its_place(text: str, line: int, column: int, message: str) -> None:
    """And reading goes on: the healthy component beside it is described."""
    indented = "".join(f"  {row}\n" for row in text.splitlines())
    document = read_document("bad.yaml", f"sosgraph: 1\ncomponents:\n  healthy: {{tier: 3}}\n{indented}".encode())
    found, mistakes = architecture_of(read(document, _no_neighbour))
    findings = dict.fromkeys((*document.findings, *mistakes))
    assert len(findings) == 1, findings
    (finding,) = findings
    span = document.span(finding.at)
    assert (span.start_line - 3, span.start_column - 2) == (line, column), finding
    assert message in finding.message
    assert not document.roots or found.components["bad/healthy"].tier == 3


def test_nothing_is_held_at_no_utilisation() -> None:
    """An autoscaler that aims at 0 % would add copies without end."""
    document = read_document("a.yaml", b"components: {web: {}}\ncontrollers: [{name: hpa, acts: [web.replicas], target: 0%}]\n")
    list(read(document, _no_neighbour))
    assert [(finding.message, document.span(finding.at).start_column) for finding in document.findings] == [
        ("'target': '0%' is no utilisation to be held; write one above 0, like 60%", 57)
    ]


def test_a_version_that_is_not_known_is_a_finding() -> None:
    """There is one."""
    document = read_document("a.yaml", b"sosgraph: 2\n")
    list(read(document, _no_neighbour))
    assert [finding.message for finding in document.findings] == [
        "'sosgraph': version '2' of the language is not known here; write 1"
    ]


@pytest.mark.parametrize("needs", ["db", "{on: db}", "[db]"])
def test_one_need_stands_without_a_list(needs: str) -> None:
    """As where it runs on one thing alone."""
    found = architecture(f"{{components: {{web: {{depends_on: {needs}}}, db: {{}}}}}}")
    assert found.components["test/web"].requires == (Dependency("test/db"),)


def test_a_decimal_comma_is_read_as_it_was_meant() -> None:
    """So that nothing else is said of it."""
    document = read_document("a.yaml", b"components: {web: {slo: 99,9%, tier: 1}}")
    found, _ = architecture_of(read(document, _no_neighbour))
    assert found.components["a/web"].slos == (_availability("99.9%"),) and found.components["a/web"].tier == 1
    assert len(document.findings) == 1
