"""Autoscalers: both simulations carry out an order a lag after what it was measured from."""

from dataclasses import replace
from statistics import mean

import pytest

from sosgraph.fluid.run import run as in_rates
from sosgraph.requests.run import run as by_request
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import LOOKS, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger

_LAG_S, _TARGET, _LOAD, _UNTIL_S, _STEP_S = 30.0, 0.6, 600.0, 260.0, 1.0
_STATION = Station("s", 100, 0.1)
_SCALED = Network((_STATION,), (), (_LOAD,), scalers=(Scaler(0, _TARGET, _LAG_S, 1.0, 4000.0),))
_SEEDS = range(3)


def _both(network: Network, *triggers: Trigger) -> list[list[Course]]:
    rates = in_rates(network, [triggers], _UNTIL_S, samples=round(_UNTIL_S / _STEP_S)).courses
    return [list(rates), [by_request(network, triggers, seed, _UNTIL_S, _STEP_S) for seed in _SEEDS]]


def _back_s(course: Course, since_s: float) -> float:
    """Return how long more wait than twice as many as there are in the end."""
    seen = list(zip(course.times_s, course.waiting[0], strict=True))
    return max(time_s for time_s, waiting in seen if waiting > 240.0) - since_s


@pytest.mark.parametrize("start_s", [120.0, 120.0 + _LAG_S / LOOKS / 2])
def test_a_load_that_doubles_is_borne_a_lag_later(start_s: float) -> None:
    """What waits by then is worked off by 1 / target times the servers: lag (1 + excess / (capacity / target - load)).

    Within half the time of a measurement, whenever in that the load doubles.
    """
    doubled, capacity = 2 * _LOAD, _STATION.per_s
    exact_s = _LAG_S * (1 + (doubled - capacity) / (capacity / _TARGET - doubled))
    for courses in _both(_SCALED, Trigger("load-spike", 0, start_s=start_s, factor=2.0)):
        assert mean(_back_s(each, start_s) for each in courses) == pytest.approx(exact_s, abs=_LAG_S / LOOKS / 2)


def test_servers_that_are_lost_are_made_up_for() -> None:
    """Those left are measured: half of them lost, there are twice as many in the end, which serve all."""
    for courses in _both(_SCALED, Trigger("capacity-loss", 0, start_s=60.0, share=0.5)):
        assert mean(mean(each.served[0][-50:]) for each in courses) == pytest.approx(_LOAD, rel=0.02)
        assert mean(mean(each.waiting[0][-50:]) for each in courses) == pytest.approx(_LOAD * _STATION.service_s, rel=0.05)


def test_an_outage_is_no_lack_of_work() -> None:
    """Nobody is there to be measured, so that the number of servers stays: afterwards they serve what waits at their pace."""
    for courses in _both(_SCALED, Trigger("outage", 0, start_s=120.0, duration_s=40.0)):
        assert mean(mean(each.served[0][161:168]) for each in courses) == pytest.approx(_STATION.per_s, rel=0.03)


def test_nothing_is_ordered_where_what_that_needs_answers_with_errors() -> None:
    """Twice the load for as many servers as before: more and more wait."""
    network = replace(
        _SCALED,
        stations=(_STATION, Station("provisioner", failing=0.8)),
        arriving=(_LOAD, 0.0),
        scalers=(_SCALED.scalers[0]._replace(needs=(1,)),),
    )
    for courses in _both(network, Trigger("load-spike", 0, start_s=120.0, factor=2.0)):
        assert mean(mean(each.served[0][-50:]) for each in courses) == pytest.approx(_STATION.per_s, rel=0.02)


def test_refusing_is_work() -> None:
    """Refusals take as long as half a service: it stays where most are served, to a tenth."""
    scaler = Scaler(0, 0.6, 20.0, 1.0, 6.0)
    network = Network((Station("s", 4, 0.1, waiting=4, refusal_s=0.05),), (), (60.0,), scalers=(scaler,))
    course, seen = in_rates(network, [[]], 400.0, samples=40).courses[0], by_request(network, [], 1, 400.0, 10.0)
    assert course.served[0][-1] == pytest.approx(mean(seen.served[0][-10:]), rel=0.1) and course.served[0][-1] > 40.0
