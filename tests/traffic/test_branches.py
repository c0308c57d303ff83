"""Whether an overload outlasts its cause, against the closed forms of one station."""

import re
from random import Random

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.queueing.erlang import erlang_b
from sosgraph.traffic.branches import branches, limits
from sosgraph.traffic.demand import demand
from tests.queueing.test_retry_fixpoint import CEILINGS
from tests.traffic.test_demand import chain
from tests.yaml_architecture import architecture


def station(rate: str, timeout: str, attempts: int, service_time: str, more: str = "", beside: str = "") -> Architecture:
    return architecture(f"""
    components:
      web: {{entry: {{rate: {rate}}}, depends_on: [{{on: db, timeout: {timeout}, retry: {{attempts: {attempts}}}{more}}}]}}
      db: {{capacity: {{concurrency: 1, service_time: {service_time}}}}}
    {beside}
    """)


@pytest.mark.parametrize(
    ("rate", "verdict"),
    [(140, ""), (149, ""), (151, "vulnerable"), (280, "vulnerable"), (292, "vulnerable"), (294, "overloaded")],
)
def test_the_retry_storm(rate: int, verdict: str) -> None:
    """O-1 (Bronson et al. 2021): stable to 149/s, vulnerable from 151/s to 292/s, overloaded at 294/s; 560/s of 280/s."""
    found = branches(station(f"{rate}/s", "1s", 2, "3.3333333333ms"))
    assert (1 in found.vulnerable, 1 in found.overloaded) == (verdict == "vulnerable", verdict == "overloaded")
    assert found.settled and (verdict == "" or found.collapsed.arriving[1] == pytest.approx(2 * rate))


@pytest.mark.parametrize(("patience", "most", "ceiling"), CEILINGS)
def test_limits_are_the_closed_forms(patience: float, most: int, ceiling: float) -> None:
    """O-7, to 1e-3: λ_c is the ceiling, and λ_stable is 1 / attempts."""
    found = limits(demand(station("1/s", f"{patience}s", most, "1s")))
    assert found.collapses == pytest.approx(ceiling, abs=1e-3) and found.recovers == pytest.approx(1 / most, abs=1e-3)


@pytest.mark.parametrize(("most", "stable"), [(2, 125), (3, 37), (4, 15.6)])
def test_three_layers(most: int, stable: float) -> None:
    """Theorem 2 of Huang et al. through the whole graph: 1000/s behind three layers."""
    text = chain(3, most, "{capacity: {concurrency: 1, service_time: 1ms}}")
    from dataclasses import replace

    from sosgraph.model.workload import Entry

    first = next(iter(text.components))
    found = limits(demand(text.extended({first: replace(text.components[first], entry=Entry(1.0))})))
    assert found.recovers == pytest.approx(stable, rel=3e-3)


def test_a_budget_recovers() -> None:
    """O-1: with retries of 6 % both states are one."""
    text = station("280/s", "1s", 2, "3.3333333333ms")
    dear = architecture("""
    components:
      web: {entry: {rate: 280/s}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2, budget: 6%}}]}
      db: {capacity: {concurrency: 1, service_time: 3.3333333333ms}}
    """)
    assert branches(text).vulnerable and not branches(dear).vulnerable


@pytest.mark.parametrize(
    ("more", "beside"),
    [
        (", breaker: {errors: 50%, window: 10s, sleep: 5s}", ""),
        (", throttle: 2", ""),
        (", deadline: propagated", ""),
        ("", "controllers: [{name: scaler, senses: db.cpu, acts: db.concurrency}]"),
    ],
)
def test_negative_feedback_is_for_simulation(more: str, beside: str) -> None:
    """A breaker, a throttle, a propagated deadline or a controller may end it: neither yes nor no."""
    found = branches(station("280/s", "1s", 2, "3.3333333333ms", more, beside))
    assert not found.vulnerable and found.relieved == {1}


@pytest.mark.parametrize(("patience", "relieved"), [("propagated", {2}), ("local", set())])
def test_a_deadline_counts_for_all_calls_below(patience: str, relieved: set[int]) -> None:
    """Who is called off takes its attempts along, so that simulation has to tell; it comes back, request by request, too."""
    found = branches(
        architecture(f"""
        components:
          web: {{entry: {{rate: 280/s}}, depends_on: [{{on: mid, timeout: 1s, deadline: {patience}}}]}}
          mid: {{depends_on: [{{on: db, timeout: 1s, retry: {{attempts: 2}}}}]}}
          db: {{capacity: {{concurrency: 3, service_time: 10ms}}}}
        """)
    )
    assert found.relieved == relieved and found.vulnerable == {2} - relieved


def test_little_is_said_without_rates() -> None:
    """No load, no overload."""
    found = branches(architecture("components: {a: {entry: true, depends_on: [b]}, b: {}}"))
    assert not found.vulnerable and not found.overloaded and found.settled


def hedged(rate: str, call: str = "") -> Architecture:
    return architecture(f"""
    components:
      web: {{entry: {{rate: {rate}}}, depends_on: [{{on: db, hedge: {{after: 50ms}}{call}}}]}}
      db: {{capacity: {{concurrency: 2, service_time: 10ms}}}}
    """)


def test_second_copies_keep_an_overload_alive() -> None:
    """All are sent once db is slow: 220/s of 110/s where 200/s can be served; 90/s recover. A sweep falls at 120 to 140/s."""
    found = branches(hedged("110/s"))
    assert found.vulnerable == {1} and found.collapsed.arriving[1] == pytest.approx(220) and found.healthy.arriving[1] < 113
    assert not branches(hedged("90/s")).vulnerable
    ends = limits(demand(hedged("1/s")))
    assert ends.recovers == pytest.approx(100, rel=1e-3) and 120 < ends.collapses < 141


def test_second_copies_behind_a_breaker_are_for_simulation() -> None:
    """Who sends nothing sends no second copy either."""
    found = branches(hedged("110/s", ", timeout: 1s, breaker: {errors: 50%, window: 10s, sleep: 5s}"))
    assert not found.vulnerable and found.relieved == {1}


_SCALED = {
    "threads": """
      mid: {capacity: {concurrency: 50, service_time: 20_}, depends_on: [{on: db, timeout: 1000_, retry: {attempts: 2}}]}
      db: {capacity: {concurrency: 3, service_time: 10_}}""",
    "second copies": """
      mid: {depends_on: [{on: db, timeout: 1000_, hedge: {after: 50_}}]}
      db: {capacity: {concurrency: 2, service_time: 10_}}""",
    "slowing": """
      mid: {depends_on: [{on: db, timeout: 1000_, retry: {attempts: 3}}]}
      db: {capacity: {concurrency: 100, queue: 1000, service_time: 10_, slowing: 0.1_}}""",
}


@pytest.mark.parametrize("kind", _SCALED)
@pytest.mark.parametrize("power", [-3, 0, 6, 12])
@pytest.mark.parametrize("load", [1e-3, 1e9])
def test_limits_grow_as_rates_do(kind: str, power: int, load: float) -> None:
    """All rates times k, and all times by k: the limits times k, from whatever load they are looked for."""

    def limits_of(load: float, scale: float) -> tuple[float, float]:
        times = re.sub(r"([\d.]+)_", lambda found: f"{float(found[1]) * 1e6 / scale:.12f}ns", _SCALED[kind])
        found = limits(
            demand(
                architecture(f"""
    components:
      web: {{entry: {{rate: {load * scale:.15f}/s}}, depends_on: [mid]}}{times}
    """)
            )
        )
        return found.recovers * load, found.collapses * load

    assert limits_of(load, 10.0**power) == pytest.approx(limits_of(100, 1), rel=1e-5)


@pytest.mark.parametrize(("rate", "service"), [("1000000000/s", "10ms"), ("1/s", "1ns"), ("0.001/d", "0.01ns")])
def test_limits_are_found_however_far_the_load_is(rate: str, service: str) -> None:
    """Both are the capacity of what nobody tries again."""
    text = architecture(f"""
    components:
      web: {{entry: {{rate: {rate}}}, depends_on: [db]}}
      db: {{capacity: {{concurrency: 1, service_time: {service}}}}}
    """)
    found = demand(text)
    station = found.stations[1]
    assert station is not None
    limit = pytest.approx(station.per_s, rel=1e-5)
    assert [each * found.arriving[0] for each in (limits(found).recovers, limits(found).collapses)] == [limit, limit]


def test_what_refuses_holds_its_callers_less() -> None:
    """Two servers for 5 ms and, as far as another two refuse nobody, for 5 ms more: full at 226.08/s, with Erlang's B by hand."""
    found = demand(
        architecture("""
        components:
          web: {entry: {rate: 200/s}, capacity: {concurrency: 2, service_time: 5ms}, depends_on: [{on: db}]}
          db: {capacity: {concurrency: 2, queue: 0, service_time: 5ms}}
        """)
    )
    factor = limits(found).collapses
    load = 200 * factor
    assert load == pytest.approx(226.08, rel=1e-4) and load * 0.005 * (2 - erlang_b(2, load * 0.005)) == pytest.approx(
        2, rel=1e-4
    )


@pytest.mark.parametrize("seed", range(12))
def test_nothing_recovers_above_where_it_falls_by_itself(seed: int) -> None:
    """Whatever refuses, sheds or tries again at once."""
    draw = Random(seed).choice
    found = limits(
        demand(
            architecture(f"""
            components:
              web:
                entry: {{rate: 100/s}}
                capacity: {{concurrency: {draw((2, 20))}, service_time: 5ms}}
                depends_on: [{{on: mid, timeout: {draw((50, 500))}ms, retry: {{attempts: {draw((1, 2, 6))}}}}}]
              mid:
                capacity: {{concurrency: {draw((2, 8))}, service_time: 10ms, queue: {draw((0, 1, 20))}}}
                depends_on: [{{on: db, timeout: {draw((5, 200))}ms, retry: {{attempts: {draw((1, 3))}}}}}]
              db: {{capacity: {{concurrency: 2, service_time: 5ms, {draw(("queue: 1", "queue: 30", "shed_at: 90%"))}}}}}
            """)
        )
    )
    assert found.recovers <= found.collapses * (1 + 1e-5)
