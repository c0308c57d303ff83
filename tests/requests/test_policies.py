"""What each policy of a link, a station and a controller does."""

from math import inf

import pytest

from sosgraph.requests.run import run
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Breaker, Cache, Group, HealthCheck, Lease, Link, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger

_END_S = 400.0


def called(link: Link, *more: Link, callees: tuple[Station, ...] = (Station("callee"),), **rest: object) -> Network:
    """Return a caller that 50 requests a second come to, and what it calls."""
    return Network((Station("caller"), *callees), (link, *more), (50.0,) + (0.0,) * len(callees), **rest)  # type: ignore[arg-type]


def course_of(network: Network, *triggers: Trigger, until_s: float = _END_S) -> Course:
    """Return the course of one seed, in ten steps."""
    course = run(network, triggers, 7, until_s, until_s / 10)
    assert not course.stopped
    return course


def rate(values: list[float]) -> float:
    """Return the mean of all steps."""
    return sum(values) / len(values)


def test_calls_and_probability() -> None:
    """2.5 calls by 40 % of the requests: one call a request on average."""
    course = course_of(called(Link(0, 1, calls=2.5, probability=0.4)))
    assert rate(course.offered[1]) == pytest.approx(50, rel=0.03)


def test_attempts() -> None:
    """Half of the answers are errors: 1.875 attempts of at most four, 93.75 % answered (Brooker 2022; oracle O-15)."""
    course = course_of(called(Link(0, 1, attempts=4), callees=(Station("callee", failing=0.5),)))
    assert rate(course.offered[1]) == pytest.approx(50 * 1.875, rel=0.03)
    assert rate(course.goodput) == pytest.approx(50 * 0.9375, rel=0.03)
    assert rate(course.retries[0]) == pytest.approx(50 * 0.875, rel=0.03)


def test_layers_multiply() -> None:
    """Three layers of four attempts: 64 at the database for each request (SRE book, ch. 22; oracle O-13)."""
    links = tuple(Link(place, place + 1, attempts=4) for place in range(3))
    stations = (Station("web"), Station("shop"), Station("stock"), Station("database", failing=1.0))
    course = course_of(Network(stations, links, (5.0, 0.0, 0.0, 0.0)), until_s=20.0)
    assert rate(course.offered[3]) == pytest.approx(64 * rate(course.arriving), rel=1e-9)


def test_time_outs_and_backoff() -> None:
    """Nothing is answered: each attempt takes its time, the waits double; all is over after 3 · 0.1 + 0.2 + 0.4 s."""
    link = Link(0, 1, timeout_s=0.1, attempts=3, backoff_s=0.2, multiplier=2.0)
    course = course_of(called(link, callees=(Station("callee", 1, 1e9),)), until_s=100.0)
    assert course.timeouts[0][-1] == pytest.approx(150, rel=0.1)
    assert course.waiting[0][-1] == pytest.approx(rate(course.arriving) * 0.9, rel=0.1)


@pytest.mark.parametrize(
    ("link", "least_s", "most_s"),
    [
        (Link(0, 1), 0.2, 0.2),
        (Link(0, 1, jitter=1.0), 0.0, 0.2),
        (Link(0, 1, jitter=0.5), 0.1, 0.2),
        (Link(0, 1, decorrelated=True), 0.2, 0.6),
    ],
)
def test_pauses_are_left_to_chance_as_their_jitter_says(link: Link, least_s: float, most_s: float) -> None:
    """None, full, equal, decorrelated (Brooker 2015): uniform in between, as answers to second attempts take no other time."""
    link = link._replace(attempts=2, backoff_s=0.2)
    course = course_of(called(link, callees=(Station("callee", failing=0.5),)))
    pauses_s = [each for each in course.latency_s if each]
    assert least_s * (1 - 1e-9) <= pauses_s[0] <= least_s + 0.01 and most_s - 0.01 <= pauses_s[-1] <= most_s * (1 + 1e-9)
    assert rate(pauses_s) == pytest.approx((least_s + most_s) / 2, rel=0.02)


def test_decorrelated_pauses_grow_from_the_one_before() -> None:
    """From the backoff to three times the pause before: the second of two takes 3.5 backoffs on average, 9 at most."""
    link = Link(0, 1, attempts=3, backoff_s=0.1, decorrelated=True)
    course = course_of(called(link, callees=(Station("callee", failing=0.9),)))
    both_s = [each for each in course.latency_s if each > 0.3]  # the first pause alone takes 0.3 s at most
    assert max(both_s) <= 1.2 and max(both_s) > 1.1
    slow = [each for each in course.latency_s if each]
    first, second = 0.9 * 0.1, 0.9 * 0.9 * 0.1  # of all requests, so many are answered after one pause, and after two
    assert rate(slow) == pytest.approx((first * 0.2 + second * 0.55) / (first + second), rel=0.03)


def test_a_soft_call_fails_nobody() -> None:
    """A hard one does."""
    for hard, good in ((True, 0), (False, 50)):
        course = course_of(called(Link(0, 1, hard=hard), callees=(Station("callee", failing=1.0),)))
        assert rate(course.goodput) == pytest.approx(good, rel=0.05)


def test_a_group_needs_two_of_three() -> None:
    """Any two, and the third where one of them failed: 2 + 2 · 0.2 · 0.8 calls, 0.896 do; without hope nobody else is asked."""
    callees = tuple(Station(str(number), failing=0.2) for number in range(3))
    links = tuple(Link(0, number) for number in (1, 2, 3))
    course = course_of(called(*links, callees=callees, groups=(Group(0, 2, (0, 1, 2)),)))
    assert rate(course.goodput) == pytest.approx(50 * 0.896, rel=0.03)
    for callee in (1, 2, 3):
        assert rate(course.offered[callee]) == pytest.approx(50 * 2.32 / 3, rel=0.05)


def test_groups_within_a_group() -> None:
    """One of: both of two, or a third; all fail by half: 1 - (1 - 0.25) · 0.5."""
    callees = tuple(Station(str(number), failing=0.5) for number in range(3))
    links = tuple(Link(0, number) for number in (1, 2, 3))
    groups = (Group(0, 1, (~1, 2)), Group(0, 2, (0, 1), outermost=False))
    course = course_of(called(*links, callees=callees, groups=groups))
    assert rate(course.goodput) == pytest.approx(50 * 0.625, rel=0.03)


def test_a_fallback_covers_a_share() -> None:
    """Half of the answers fail, the fallback covers 60 % of those."""
    links = (Link(0, 1, fallback=1, coverage=0.6), Link(0, 2, primary=0))
    course = course_of(called(*links, callees=(Station("first", failing=0.5), Station("second"))))
    assert rate(course.goodput) == pytest.approx(50 * 0.8, rel=0.03)
    assert rate(course.offered[2]) == pytest.approx(50 * 0.3, rel=0.05)


@pytest.mark.parametrize("through", [False, True])
def test_a_cache_fills_again_only_with_what_arrives_in_time(through: bool) -> None:
    """Look-aside stays empty behind answers that come too late, read-through does not (HotOS'21; oracle O-3)."""
    link = Link(0, 1, timeout_s=0.5, cache=Cache(0.9, 1000.0, through))
    network = called(link, callees=(Station("database", 1, 1 / 20),))  # a tenth of 50 fits in 20, all do not
    course = course_of(network, Trigger("cache-flush", 0, on_link=True, start_s=40.0))
    assert course.hits[0][0] == pytest.approx(0.9, abs=0.05)
    assert (course.hits[0][-1] > 0.85) == through
    assert (course.goodput[-1] > 40) == through


def test_a_circuit_breaker_keeps_attempts_away() -> None:
    """Everything fails: one attempt each 5 s gets through, and all is well again after the outage."""
    network = called(Link(0, 1, breaker=0), callees=(Station("callee"),), breakers=(Breaker(0.5, 1.0, 5.0),))
    course = course_of(network, Trigger("error", 1, start_s=40.0, duration_s=200.0))
    assert course.offered[1][3] == pytest.approx(0.2, abs=0.06)
    assert course.goodput[3] == 0 and course.goodput[-1] > 45


def test_a_second_copy_saves_the_slow_ones() -> None:
    """Every answer takes an exponential time of 1 s: after 0.5 s 60.7 % are asked again, the first of two answers counts."""
    course = course_of(called(Link(0, 1, hedge_s=0.5, cancels=True), callees=(Station("callee", None, 1.0),)))
    assert rate(course.offered[1]) == pytest.approx(50 * 1.6065, rel=0.03)
    assert sum(course.latency_s) / len(course.latency_s) == pytest.approx(0.3935 + 0.6065 * 0.5, rel=0.03)


def test_a_share_of_nothing_that_takes_no_time_sheds_nothing() -> None:
    """A station without service times may shed, and its health check find it down: no share of no capacity is worked out."""
    callee = Station("callee", service_s=0.0, copies=2, shed_at=0.5, health=HealthCheck(1.0, 0.5))
    course = course_of(called(Link(0, 1), callees=(callee,)), Trigger("outage", 1, start_s=100.0, duration_s=200.0))
    assert course.served[1][0] == pytest.approx(50, rel=0.1)
    assert course.served[1][3] == 0
    assert course.away is not None and course.away[1][3] == 1


def test_shedding_keeps_the_rest_fast() -> None:
    """80 % of what 20 a second can serve is let through, and is not late."""
    course = course_of(called(Link(0, 1, timeout_s=2.0), callees=(Station("callee", 1, 1 / 20, shed_at=0.8),)))
    assert course.goodput[-1] == pytest.approx(16, rel=0.05)


def test_own_failures_are_a_share() -> None:
    """One of ten is answered with an error."""
    course = course_of(Network((Station("alone", failing=0.1),), (), (50.0,)))
    assert rate(course.failed) == pytest.approx(5, rel=0.1)


def test_slowing_adds_up() -> None:
    """N = λ (s + κ N): 50 a second, 0.1 s, and 0.01 s for each one who is there already, make 5 / (1 - 0.5)."""
    course = course_of(Network((Station("alone", None, 0.1, slowing_s=0.01),), (), (50.0,)))
    assert rate(course.waiting[0]) == pytest.approx(10.0, rel=0.05)


def test_an_autoscaler_holds_the_utilisation() -> None:
    """40 busy at 50 %: 80 servers in the end; none above the maximum, and none where what it needs does not answer."""
    for most, stops, servers in ((200.0, False, 80.0), (60.0, False, 60.0), (200.0, True, 50.0)):
        stations = (Station("scaled", 50, 0.8), Station("control"))
        network = Network(stations, (), (50.0, 0.0), scalers=(Scaler(0, 0.5, 50.0, 1.0, most, (1,)),))
        outage = Trigger("outage", 1, start_s=0.0, duration_s=inf if stops else 0.0)
        busy = run(network, [outage, Trigger("load-spike", 0, start_s=501.0, factor=4.0)], 7, 549.0, 9.0)
        assert rate(busy.served[0][-4:]) == pytest.approx(servers / 0.8, rel=0.1)


def test_health_checks_take_out_copies_that_are_slow() -> None:
    """Overloaded, all but the share that must stay are taken out, which makes it worse: less is served than could be."""
    station = Station("checked", 1, 0.1, copies=4, health=HealthCheck(1.0, 0.5))
    course = course_of(Network((station,), (), (50.0,)))
    assert course.served[0][-1] < 30
    kept = course_of(Network((station._replace(health=HealthCheck(1.0, 0.5, 0.9)),), (), (50.0,)))
    assert kept.served[0][-1] == pytest.approx(40, rel=0.05)


def test_leases_are_renewed_and_tried_again() -> None:
    """100 holders, every 10 s: 10 a second; after an outage all of them come in each time-out, until they are served."""
    network = Network((Station("leases", 1, 0.02),), (), (0.0,), leases=(Lease(0, 100, 10.0, 1.0),))
    course = run(network, [Trigger("outage", 0, start_s=100.0, duration_s=20.0)], 1, 200.0, 10.0)
    assert course.offered[0][5] == pytest.approx(10, rel=0.1)
    assert course.offered[0][11] == pytest.approx(100, rel=0.1)
    stuck = run(network, [Trigger("outage", 0, start_s=100.0, duration_s=20.0)], 1, 600.0, 10.0)
    assert stuck.offered[0][-1] > 90  # 50 a second are served, 100 asked: congestion collapse


def test_copies_that_start_make_their_warm_up_calls() -> None:
    """Four copies, one at a time, 2 s each and then 3 calls: 12 calls after an outage, and less is served meanwhile."""
    caller = Station("caller", 1, 0.01, copies=4, restart_parallel=1, restart_s=2.0)
    network = Network((caller, Station("callee")), (Link(0, 1, probability=0.0, warm_up=3.0),), (300.0, 0.0))
    course = run(network, [Trigger("outage", 0, start_s=10.0, duration_s=5.0)], 1, 30.0, 1.0)
    assert sum(course.offered[1]) == pytest.approx(12)
    assert course.served[0][15] <= 4 and course.served[0][17] == pytest.approx(100, rel=0.3)
    assert course.served[0][24] == pytest.approx(400, rel=0.2)
