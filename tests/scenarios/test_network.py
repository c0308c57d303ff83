"""An architecture as stations and links: what is written arrives, and what is not limits nothing."""

from math import inf

from hypothesis import given

from sosgraph.model.architecture import Architecture
from sosgraph.scenarios.network import network_of
from sosgraph.simulation.network import Breaker, Cache, Group, HealthCheck, Lease, Link, Scaler, Station
from sosgraph.traffic.calls import calls_of
from tests.strategies import architectures
from tests.yaml_architecture import architecture

_ALL = """
    system: shop
    components:
      web: {entry: {rate: 300/s}, depends_on: [cart, {on: ads, soft: true}]}
      cart:
        replicas: 2
        capacity: {concurrency: 20, service_time: 20ms, queue: 50, shed_at: 90%, slowing: 1ms, refusal_cost: 2ms}
        health_check: {every: 5s, timeout: 1s, fail_open: 50%}
        restart: {parallel: 1, over: 30s}
        depends_on:
          - on: db
            calls: 2
            probability: 50%
            timeout: 250ms
            retry: {attempts: 3, backoff: 50ms, multiplier: 2, jitter: full, budget: 10%}
            breaker: {errors: 50%, window: 10s, sleep: 5s, scope: stores}
            cache: {hit_rate: 90%, entries: 1000, fill: read-through}
            hedge: {after: 100ms}
            deadline: propagated
            throttle: 2
            warm_up: 4
            fallback: {to: copy, coverage: 95%}
          - {on: log, breaker: {errors: 50%, window: 10s, sleep: 5s, scope: stores}}
      ads: {slo: 99%}
      db: {leases: {count: 100, period: 10s, timeout: 1s}}
      copy: {slo: 99%}
      log: {slo: 99%}
    controllers:
      - {name: scaler, senses: cart.cpu, acts: cart.concurrency, target: 60%, lag: 3m, min: 4, max: 40, needs: db}
      - {name: starter, senses: cart.cpu, acts: cart.replicas, target: 60%, max: 4}
      - {name: aimless, senses: cart.cpu, acts: cart.concurrency}
    """


def test_every_word_about_load_and_time_arrives() -> None:
    """Replicas are copies of one station, with all their queues; a scope is one breaker; a controller needs a target."""
    found = network_of(architecture(_ALL))
    assert found.stations[1] == Station(
        "shop/cart", 20, 0.02, 2, 100, 0.9, 0.002, 0.001, 0.0, HealthCheck(5.0, 1.0, 0.5), 1, 30.0
    )
    assert found.arriving == (300.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    assert found.links[2] == Link(
        1, 3, 2.0, 0.5, True, 0.25, 3, 0.05, 2.0, True, 0.1, 0, Cache(0.9, 1000.0, True), True, 0.1, 3, 0.95, -1, 4.0, 2.0
    )
    assert found.links[3] == Link(1, 4, hard=False, timeout_s=0.25, primary=2)
    assert found.breakers == (Breaker(0.5, 10.0, 5.0),) and found.links[4].breaker == 0
    assert found.scalers == (Scaler(1, 0.6, 180.0, 4.0, 40.0, (3,)), Scaler(1, 0.6, 0.0, 10.0, 40.0))
    assert found.leases == (Lease(3, 100, 10.0, 1.0),)


def test_the_words_for_jitter_are_numbers() -> None:
    """All of a pause is left to chance, half of it, nothing; or it depends on the pause before."""
    text = "components: {{a: {{depends_on: [{{on: b, retry: {{attempts: 2, backoff: 1s, jitter: {}}}}}]}}, b: {{slo: 99%}}}}"
    links = {word: network_of(architecture(text.format(word))).links[0] for word in ("none", "full", "equal", "decorrelated")}
    assert {word: (link.jitter, link.decorrelated) for word, link in links.items()} == {
        "none": (0.0, False),
        "full": (1.0, False),
        "equal": (0.5, False),
        "decorrelated": (0.0, True),
    }


def test_what_is_not_known_limits_nothing() -> None:
    """No capacity: nobody waits; no timeout: nothing is given up; a soft callee fails no request."""
    found = network_of(architecture(_ALL))
    assert found.stations[0] == Station("shop/web") and found.stations[0].per_s == inf
    assert found.links[0] == Link(0, 1) and found.links[1] == Link(0, 2, hard=False)


def test_own_failures_are_those_of_the_own_part() -> None:
    """Only where they are asked for; a promise of what calls others is none."""
    found = architecture("components: {web: {slo: 99%, depends_on: [db]}, db: {availability: 99.9%}}")
    assert [station.failing for station in network_of(found).stations] == [0.0, 0.0]
    failing = [station.failing for station in network_of(found, own_failures=True).stations]
    assert failing == [0.0, found.components["test/db"].own.availability.complement]  # type: ignore[union-attr]


def test_other_kinds_and_other_phases_are_no_links() -> None:
    """A zone carries no request, and what is needed to start is asked no more."""
    found = architecture("""
        components:
          web: {entry: true, depends_on: [{on: flags, phase: [start]}, {on: dns, kind: dns}], runs_on: zone}
          flags: {slo: 99%}
          dns: {slo: 99%}
          zone: {slo: 99%}
        """)
    assert network_of(found).links == ()


def test_a_group_keeps_its_need_and_its_members() -> None:
    """2 of 3, one of them a group of its own, which stands further down."""
    found = network_of(
        architecture("""
        components:
          web: {entry: true, depends_on: [{at_least: 2, of: [a, b, {any_of: [c, d]}]}]}
          a: {slo: 99%}
          b: {slo: 99%}
          c: {slo: 99%}
          d: {slo: 99%}
        """)
    )
    assert found.groups == (Group(0, 2, (0, 1, ~1)), Group(0, 1, (2, 3), False))
    assert all(link.hard and link.probability == 1.0 for link in found.links)


def test_a_group_that_holds_by_what_is_not_simulated_is_none() -> None:
    """Either the database or the data at hand: the call is made by half of the requests, and does not fail any."""
    found = network_of(
        architecture("""
        components:
          web: {entry: true, depends_on: [{any_of: [db, {on: file, kind: data}]}]}
          db: {slo: 99%}
          file: {slo: 99%}
        """)
    )
    assert found.groups == ()
    assert found.links == (Link(0, 1, hard=False, probability=0.5),)


def test_a_member_that_is_no_call_is_one_member_less_to_ask() -> None:
    """2 of a, b and a file are 1 of a and b."""
    found = network_of(
        architecture("""
        components:
          web: {entry: true, depends_on: [{at_least: 2, of: [a, b, {on: file, kind: data}]}]}
          a: {slo: 99%}
          b: {slo: 99%}
          file: {slo: 99%}
        """)
    )
    assert found.groups == (Group(0, 1, (0, 1)),)


@given(architectures(max_components=6))
def test_positions_lead_somewhere(drawn: Architecture) -> None:
    """∀ architectures: as many stations as components and links as calls; every position is one, of the right kind."""
    found, calls = network_of(drawn), calls_of(drawn)
    assert len(found.stations) == len(drawn.components) and len(found.links) == len(calls.calls)
    for place, link in enumerate(found.links):
        assert link.breaker < len(found.breakers) and (link.fallback < 0 or found.links[link.fallback].primary == place)
    for number, group in enumerate(found.groups):
        assert 1 <= group.need <= len(group.members)
        for member in group.members:
            inside = found.links[member] if member >= 0 else found.groups[~member]
            assert inside.caller == group.caller and (member >= 0 or ~member > number)
    inner = {~member for group in found.groups for member in group.members if member < 0}
    assert inner == {number for number, group in enumerate(found.groups) if not group.outermost}
