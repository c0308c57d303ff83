"""Health checks: both simulations, and the steady states, take copies out by one rule.

What is asked waits for a server like a request, may be refused like one, and takes one service of the station itself.
"""

from dataclasses import replace
from math import exp
from statistics import mean

import pytest

from sosgraph.fluid.run import run as in_rates
from sosgraph.requests.run import run as by_request
from sosgraph.scenarios.network import network_of
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import HealthCheck, Link, Network, Station
from sosgraph.simulation.trigger import Trigger
from sosgraph.traffic.branches import branches
from tests.yaml_architecture import architecture

_SERVICE_S, _EVERY_S, _UNTIL_S = 0.1, 1.0, 240.0
_STEP_S = 0.37  # no part of the time between two questions


def _both(network: Network, *triggers: Trigger, until_s: float = _UNTIL_S, seeds: int = 2) -> tuple[Course, list[Course]]:
    rates = in_rates(network, [triggers], until_s, samples=round(until_s / _STEP_S)).courses[0]
    return rates, [by_request(network, triggers, seed, until_s, _STEP_S) for seed in range(seeds)]


def _second_half(values: list[float]) -> float:
    return mean(values[len(values) // 2 :])


def _out(course: Course) -> float:
    return _second_half(course.away[0])


def _checked(copies: int, services: float, load: float, **rest: object) -> Network:
    """Return a station that is asked for an answer within so many services, `load` times what its copies can serve."""
    health = HealthCheck(_EVERY_S, services * _SERVICE_S)
    station = Station("s", 1, _SERVICE_S, copies=copies, health=health)._replace(**rest)  # type: ignore[arg-type]
    return Network((station,), (), (load * station.per_s,))


@pytest.mark.parametrize("services", [1.5, 3.0, 6.0, 15.0])
@pytest.mark.parametrize(("copies", "share", "goodput", "seeds"), [(1, 0.15, 0.12, 8), (4, 0.05, 0.08, 4), (40, 0.03, 0.04, 2)])
def test_where_there_is_one_steady_state_as_many_copies_are_out(
    services: float, copies: int, share: float, goodput: float, seeds: int
) -> None:
    """The only copy is there or not, and rates know of the mean alone: within 15 points, with forty within three.

    Goodput within 12 %, 8 % and 4 %, from a fifth of the load that can be served to more than all: one that is taken out goes on
    with what it works on, of which rates do not know.
    """
    for load in (0.2, 0.3, 1.1, 1.5):
        rates, seen = _both(_checked(copies, services, load), seeds=seeds)
        assert _out(rates) == pytest.approx(mean(map(_out, seen)), abs=share), load
        assert _second_half(rates.goodput) == pytest.approx(mean(_second_half(each.goodput) for each in seen), rel=goodput), load


@pytest.mark.parametrize(
    ("services", "load", "collapsed"),
    [(1.5, 0.5, False), (1.5, 0.75, True), (3.0, 0.7, False), (3.0, 0.95, True), (6.0, 0.85, False), (6.0, 1.02, True)],
)
def test_many_copies_collapse_from_the_same_load_on(services: float, load: float, collapsed: bool) -> None:
    """Of a hundred copies hardly more are out than are with nobody there, or all too late: half, and those by their service.

    The nearer the time-out is to a service, the less load does that. Within three points of one another.
    """
    alone = exp(-services)
    expected = 1 / (2 - alone) if collapsed else alone
    rates, seen = _both(_checked(100, services, load))
    for out in (_out(rates), mean(map(_out, seen))):
        assert out == pytest.approx(expected, abs=0.03)
    assert _out(rates) == pytest.approx(mean(map(_out, seen)), abs=0.03)


_REFUSING = {"waiting": 20}, {"shed_at": 0.9}


@pytest.mark.parametrize("rest", _REFUSING)
@pytest.mark.parametrize("load", [0.7, 1.2, 2.0])
def test_who_asks_is_refused_like_others(rest: dict[str, object], load: float) -> None:
    """Though nobody waits for long, copies are out where requests are refused: within six points."""
    rates, seen = _both(_checked(40, 6.0, load, **rest))
    assert _out(rates) == pytest.approx(mean(map(_out, seen)), abs=0.06)
    assert (_out(rates) > 0.2) == (load > 1)


@pytest.mark.parametrize("load", [0.3, 0.7, 1.2])
def test_who_asks_makes_no_calls(load: float) -> None:
    """Callees hold requests ten times as long as their own service, and longer than the time-out: only who waits is late."""
    stations = (Station("s", 2, 0.02, copies=20, health=HealthCheck(_EVERY_S, 0.12)), Station("callee", None, 0.2))
    rates, seen = _both(Network(stations, (Link(0, 1),), (load * 40 / 0.22, 0.0)))
    assert _out(rates) == pytest.approx(mean(map(_out, seen)), abs=0.02)
    assert _out(rates) == pytest.approx(0.5 if load > 1 else 0.0, abs=0.02)


@pytest.mark.parametrize(("delay_s", "before", "meanwhile"), [(0.2, 0.0, exp(-4)), (0.61, 0.0, 1.0), (5.0, 0.0, 1.0)])
def test_longer_latency_than_the_time_out_takes_all_copies_out(delay_s: float, before: float, meanwhile: float) -> None:
    """Those that are out, too, are asked in vain until it is over; a shorter one leaves so much less time for the service."""
    rates, seen = _both(_checked(100, 6.0, 0.4), Trigger("latency", 0, start_s=40.0, duration_s=60.0, delay_s=delay_s))
    for course in (rates, *seen):
        out = dict(zip((round(time_s) for time_s in course.times_s), course.away[0], strict=False))
        assert mean(out[second] for second in range(20, 39)) == pytest.approx(before, abs=0.02)
        assert mean(out[second] for second in range(60, 99)) == pytest.approx(meanwhile, abs=0.02)


@pytest.mark.parametrize("load_per_s", [300.0, 700.0])
def test_copies_out_are_no_loss_where_nothing_is_limited(load_per_s: float) -> None:
    """Of n = λ (s + n slowing) there, a request takes n / λ: more than the time-out for e^-that of those asked, in use or not.

    As where half of the copies are lost: those left serve as many, as fast.
    """
    station = Station("s", None, 0.05, copies=40, slowing_s=0.001, health=HealthCheck(_EVERY_S, 0.3))
    network = Network((station,), (), (load_per_s,))
    takes_s = 0.05 / (1 - 0.001 * load_per_s)
    silent, alone = exp(-0.3 / takes_s), exp(-0.3 / 0.05)
    for lost in ((), (Trigger("capacity-loss", 0, share=0.5),)):
        rates, seen = _both(network, *lost, until_s=60.0)
        for course in (rates, *seen):
            assert _second_half(course.goodput) == pytest.approx(load_per_s, rel=0.03)
            assert _out(course) == pytest.approx(silent / (1 - alone + silent), abs=0.05)


def test_asking_changes_nothing_as_long_as_all_answer() -> None:
    """It is no load, and draws from a stream of its own: the same course as without."""
    for network in (_checked(4, 1e6, 0.9), _checked(4, 1e6, 0.9, waiting=3)):
        (station,) = network.stations
        plain = by_request(replace(network, stations=(station._replace(health=None),)), [], 1, 60.0, _STEP_S)
        assert replace(by_request(network, [], 1, 60.0, _STEP_S), away={}) == plain


_PARTS = ("concurrency: 1", "concurrency: 2", "concurrency: 2, queue: 5", "concurrency: 2, shed_at: 80%")


@pytest.mark.parametrize("part", _PARTS)
@pytest.mark.parametrize("load", [0.5, 1.3])
def test_the_steady_state_leaves_as_many_copies(part: str, load: float) -> None:
    """A component of four copies whose callee takes four times as long as itself: within three points of the rates."""
    servers = 4 * int(part[13])
    text = f"""
    components:
      web: {{entry: {{rate: {load * servers / 0.25:.3f}/s}}, depends_on: [{{on: app}}]}}
      app:
        replicas: 4
        health_check: {{every: 2s, timeout: 200ms}}
        capacity: {{{part}, service_time: 50ms}}
        depends_on: [{{on: db}}]
      db: {{capacity: {{concurrency: 100000, service_time: 200ms}}}}
    """
    found = architecture(text)
    rates = in_rates(network_of(found), [[]], 300.0).courses[0]
    assert 1 - branches(found).healthy.left[1] == pytest.approx(rates.away[1][-1], abs=0.03)
