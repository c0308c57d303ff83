"""What composition predicts of a run, against arithmetic by hand."""

from math import exp, inf, log, sqrt

import pytest

from sosgraph.model.architecture import Architecture
from sosgraph.model.scenario import Scenario
from sosgraph.scenarios.incident import incidents_of, parse_trigger
from sosgraph.scenarios.prediction import Prediction, answered, backlog_s, lasting, prediction
from sosgraph.scenarios.struck import struck, with_fallen
from sosgraph.scenarios.timing import Timing
from tests.yaml_architecture import architecture

STORM = """
components:
  web: {entry: {rate: RATE}, depends_on: [{on: db, timeout: 1s, retry: {attempts: 2}}]}
  db: {capacity: {concurrency: 1, service_time: 3.3333333333ms}}
"""
SHOP = """
components:
  web: {entry: {rate: 100/s}, depends_on: [cart, {on: hints, soft: true, timeout: 1s}, {any_of: [{on: a, timeout: 1s}, b]}]}
  cart: {capacity: {concurrency: 3, service_time: 20ms}, depends_on: [{on: store, probability: 40%}]}
  store: {capacity: {concurrency: 1, service_time: 10ms}}
  hints: {}
  a: {capacity: {concurrency: 1, service_time: 4ms}, runs_on: zone}
  b: {capacity: {concurrency: 1, service_time: 4ms}}
  zone: {kind: zone}
"""


def storm(rate: str = "280/s") -> Architecture:
    return architecture(STORM.replace("RATE", rate))


def scenarios(system: Architecture, *written: str) -> tuple[Scenario, ...]:
    return incidents_of(system, (), [parse_trigger(each) for each in written])[0].scenarios if written else ()


def predicted(system: Architecture, *written: str, until_s: float = 600) -> Prediction:
    return prediction(system, scenarios(system, *written), Timing(30, 10, until_s))


@pytest.mark.parametrize(
    ("trigger", "left"),
    [
        ("outage of cart for 1s", 0.0),
        ("outage of store for 1s", 0.6),
        ("outage of hints for 1s", 1.0),
        ("outage of web -> cart for 1s", 0.0),
        ("outage of web -> hints for 1s", 1.0),
        ("outage of a for 1s", 1.0),
        ("outage of zone for 1s", 1.0),
        ("error of cart by 25% for 1s", 0.75),
        ("error of store by 25% for 1s", 0.9),
        ("capacity-loss of cart by 50% for 1s", 0.75),
        ("capacity-loss of cart by 10% for 1s", 1.0),
        ("load-spike of web by 3 for 1s", 0.5 * (0.6 + 0.4 * 100 / 120)),
        ("latency of web -> a by 2s for 1s", 1.0),
        ("latency of cart by 2s for 1s", 1.0),
    ],
)
def test_what_is_left_while_it_lasts(trigger: str, left: float) -> None:
    """The structure function of what is struck; calls without a timeout wait for what is late."""
    system = architecture(SHOP)
    assert answered(struck(system, scenarios(system, trigger))) == pytest.approx(left)


def test_both_of_two_are_lost_together() -> None:
    """Though each alone is not missed; and a zone takes with it what is placed there."""
    system = architecture(SHOP)
    both = scenarios(system, "outage of a for 1s", "outage of b for 1s")
    assert answered(struck(system, both)) == 0
    fallen = with_fallen(system, scenarios(system, "outage of zone for 1s", "outage of b for 1s"))
    assert {each.component.partition("/")[2] for each in fallen} == {"zone", "a", "b"}
    assert answered(struck(system, fallen)) == 0


def test_a_late_answer_is_none() -> None:
    """Where the caller has given up by then."""
    assert answered(struck(storm(), scenarios(storm(), "latency of db by 2s for 1s"))) == 0
    assert answered(struck(storm(), scenarios(storm(), "latency of db by 500ms for 1s"))) == 1


def emptied_s(waiting: float, spare: float, both: float) -> float:
    """Mean and three deviations of the first passage of a Brownian motion, whose variance is that of arrivals and services."""
    return waiting / spare + 3 * sqrt(both * waiting / spare**3)


@pytest.mark.parametrize(
    ("rate", "least", "most"), [("280/s", 140, 183), ("140/s", 140, 183), ("100/s", 20, 27), ("400/s", 0, 0)]
)
def test_spare_capacity_works_off_what_came(rate: str, least: float, most: float) -> None:
    """O-1: 2,800 in ten seconds at 280/s of 300/s take 140 s on average; at 140/s all are tried twice, which is as much."""
    found = backlog_s(storm(rate), scenarios(storm(), "outage of db for 10s"), 10)
    assert least <= found <= most
    if rate == "280/s":
        assert found == pytest.approx(emptied_s(2800, 20, 580))


def test_a_budget_is_part_of_what_composes() -> None:
    """O-1: with retries of 6 % it is 2,968 at 3.2/s to spare: 928 s, and more than 1,600 s with bad luck."""
    budget = architecture(STORM.replace("RATE", "280/s").replace("attempts: 2", "attempts: 2, budget: 6%"))
    found = backlog_s(budget, scenarios(budget, "outage of db for 10s"), 10)
    assert found == pytest.approx(emptied_s(2968, 3.2, 596.8)) and 1600 < found < 1700


def test_a_spike_leaves_what_is_above_capacity() -> None:
    """Twice 280/s for ten seconds leaves 2,600 over 300/s."""
    assert backlog_s(storm(), scenarios(storm(), "load-spike of web by 2 for 10s"), 10) == pytest.approx(emptied_s(2600, 20, 580))


def test_a_cache_fills_at_the_rate_of_its_callee() -> None:
    """Three time constants: 3 × 1000 entries at 300/s."""
    system = architecture("""
    components:
      web: {entry: {rate: 2000/s}, depends_on: [{on: db, timeout: 1s, cache: {hit_rate: 90%, entries: 1000}}]}
      db: {capacity: {concurrency: 1, service_time: 3.3333333333ms}}
    """)
    flush = scenarios(system, "cache-flush of db")
    assert backlog_s(system, flush, 0) == pytest.approx(10)
    assert answered(struck(system, flush)) == pytest.approx(300 / 2000)


def test_availability_lies_between_the_outage_alone_and_its_backlog() -> None:
    """8 s of 600 s are lost at best, for two attempts are two seconds of patience; at worst the backlog too, and the patience."""
    found, slow_s = predicted(storm(), "outage of db for 10s"), emptied_s(2800, 20, 580) + 2
    assert found.availability == pytest.approx((1 - (10 + slow_s) / 600, 1 - 8 / 600))
    assert found.goodput_per_s == pytest.approx((280, 280)) and found.recovery_s == pytest.approx((0, slow_s))


def test_an_outage_that_is_sat_out_costs_nothing() -> None:
    """Half a second, with a second's patience."""
    assert predicted(storm(), "outage of db for 500ms").availability.high == 1


def test_triggers_at_once_last_no_longer() -> None:
    """Ten seconds of two outages are ten seconds; one after the other they are as long as both and what is between."""
    together = scenarios(storm(), "outage of db for 10s", "outage of web for 10s")
    apart = scenarios(storm(), "outage of db for 10s", "outage of web for 10s at 30s")
    assert (lasting(together), lasting(apart), lasting(())) == (10, 40, 0)


def test_what_never_ends_is_not_recovered_from() -> None:
    """All of the run is lost but for two seconds of patience, and nothing is said of afterwards."""
    found = predicted(storm(), "outage of db")
    assert found.availability == pytest.approx((0, 2 / 600)) and found.recovery_s.high == inf


def test_response_times_add_up() -> None:
    """O-32: M/M/1 with 8/s of 10/s: ln 100 / (μ - λ); nothing happens without a trigger."""
    system = architecture("components: {web: {entry: {rate: 8/s}, capacity: {concurrency: 1, service_time: 100ms}}}")
    assert predicted(system).p99_s == pytest.approx((log(100) / 2,) * 2, rel=2e-3)
    assert predicted(system).availability == (1, 1)


def test_two_in_series_are_an_erlang() -> None:
    """Two equal stations, each exponential with rate 2/s: P(T > t) = (1 + 2 t) exp(-2 t)."""
    system = architecture("""
    components:
      web: {entry: {rate: 8/s}, capacity: {concurrency: 1, service_time: 100ms}, depends_on: [db]}
      db: {capacity: {concurrency: 1, service_time: 100ms}}
    """)
    time_s = predicted(system).p99_s.high
    assert (1 + 2 * time_s) * exp(-2 * time_s) == pytest.approx(0.01, rel=0.02)


@pytest.mark.parametrize(("rate", "never"), [("2/s", False), ("9/s", True), ("20/s", True)])
def test_the_slowest_of_a_hundred_is_never_where_more_are_lost(rate: str, never: bool) -> None:
    """M/M/1/3 of 10/s: at 2/s 0.6 % are refused, at 9/s 21 %, at 20/s more than half."""
    text = f"{{web: {{entry: {{rate: {rate}}}, capacity: {{concurrency: 1, service_time: 100ms, queue: 2}}}}}}"
    assert tuple(each == inf for each in predicted(architecture(f"components: {text}")).p99_s) == (never, never)
