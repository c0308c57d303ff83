"""Rates and requests: the two simulations say the same wherever both are known to be right."""

from math import exp, inf
from statistics import mean

import pytest

from sosgraph.fluid.run import run as in_rates
from sosgraph.queueing import mmck
from sosgraph.requests.run import run as by_request
from sosgraph.simulation.network import Cache, Group, Lease, Link, Network, Station
from sosgraph.simulation.trigger import Trigger

_SEEDS, _REQUESTS = range(6), 66_000
_IN = Station("in")
_HALF_BAD = Station("half-bad", failing=0.5)

_SHARED = {
    "M/M/1, requests there": (Network((Station("s", 1, 0.1),), (), (8.0,)), "waiting", 0, 4.0),
    "M/M/5, requests there": (Network((Station("s", 5, 0.1),), (), (40.0,)), "waiting", 0, 6.216),
    "M/M/1/10, refused": (Network((Station("s", 1, 0.1, waiting=9),), (), (8.0,)), "refused", 0, 0.023493 * 8),
    "M/M/3/8 overloaded, refused": (Network((Station("s", 3, 0.1, waiting=5),), (), (60.0,)), "refused", 0, 30.144),
    "Jackson, requests there": (Network((_IN, Station("s", 1, 0.1)), (Link(0, 1, calls=4 / 3),), (5.0, 0.0)), "waiting", 1, 2.0),
    "M/M/1, late": (Network((_IN, Station("s", 1, 0.1)), (Link(0, 1, timeout_s=0.5),), (5.0, 0.0)), "timeouts", 0, 0.4104),
    "refused, and at once again": (
        Network((_IN, Station("s", 4, 0.04, waiting=4)), (Link(0, 1, attempts=4),), (120.0, 0.0)),
        "offered",
        1,
        120 * (1 + 3 * mmck.refused(4, 4.8, 4)),
    ),
    "refused, and at once again in a budget": (
        Network((_IN, Station("s", 4, 0.04, waiting=4)), (Link(0, 1, attempts=4, budget=0.1),), (120.0, 0.0)),
        "offered",
        1,
        132.0,
    ),
    "refused at once, served": (
        Network((_IN, Station("s", 4, 0.04, waiting=4)), (Link(0, 1, attempts=4),), (120.0, 0.0)),
        "served",
        1,
        120 * (1 - mmck.refused(4, 4.8, 4)),
    ),
    "shed, and at once again": (
        Network((_IN, Station("s", 4, 0.04, shed_at=0.9)), (Link(0, 1, attempts=4),), (120.0, 0.0)),
        "offered",
        1,
        120 + 3 * 30.0,
    ),
    "attempts": (Network((_IN, _HALF_BAD), (Link(0, 1, attempts=4),), (20.0, 0.0)), "offered", 1, 37.5),
    "attempts in a budget": (Network((_IN, _HALF_BAD), (Link(0, 1, attempts=4, budget=0.1),), (20.0, 0.0)), "offered", 1, 22.0),
    "slowed down": (Network((Station("s", None, 0.1, slowing_s=0.001),), (), (500.0,)), "waiting", 0, 100.0),
    "throttled": (
        Network((_IN, Station("s", 30, 1.0, shed_at=1.0)), (Link(0, 1, throttle=2.0),), (300.0, 0.0)),
        "offered",
        1,
        60.0,
    ),
    "cached": (Network((_IN, Station("s", 1, 0.01)), (Link(0, 1, cache=Cache(0.9)),), (100.0, 0.0)), "offered", 1, 10.0),
    "one of two": (
        Network((_IN, _HALF_BAD, _HALF_BAD), (Link(0, 1), Link(0, 2)), (40.0, 0.0, 0.0), (Group(0, 1, (0, 1)),)),
        "offered",
        2,
        30.0,
    ),
    "no call after one that failed": (
        Network((_IN, _HALF_BAD, _IN), (Link(0, 1), Link(0, 2)), (40.0, 0.0, 0.0)),
        "offered",
        2,
        20.0,
    ),
    "all calls after one that is not needed": (
        Network((_IN, _HALF_BAD, _IN), (Link(0, 1, hard=False), Link(0, 2)), (40.0, 0.0, 0.0)),
        "offered",
        2,
        40.0,
    ),
    "no further one of several calls": (
        Network((_IN, _HALF_BAD), (Link(0, 1, calls=2.5),), (40.0, 0.0)),
        "offered",
        1,
        40 * (1 + 0.5 + 0.5 * 0.25),
    ),
    "no call after a group that failed, asked in the turn of its first link": (
        Network(
            (_IN, _HALF_BAD, _IN, _HALF_BAD, _HALF_BAD),
            (Link(0, 1), Link(0, 2), Link(0, 3), Link(0, 4, attempts=2)),
            (40.0, 0.0, 0.0, 0.0, 0.0),
            (Group(0, 1, (2, ~1)), Group(0, 1, (0,), outermost=False)),
        ),
        "offered",
        2,
        30.0,
    ),
    "nested or not, no group before the calls that stand before its first one": (
        Network(
            (_IN, _HALF_BAD, _HALF_BAD, _IN),
            (Link(0, 1), Link(0, 2), Link(0, 3)),
            (40.0, 0.0, 0.0, 0.0),
            (Group(0, 1, (~1,)), Group(0, 1, (1,), outermost=False)),
        ),
        "offered",
        1,
        40.0,
    ),
    "nobody waits for calls that are not made": (  # 100 ms for the first one, 300 ms where that did
        Network(
            (Station("caller"), Station("half-bad", None, 0.1, failing=0.5), Station("s", None, 0.3)),
            (Link(0, 1), Link(0, 2)),
            (40.0, 0.0, 0.0),
        ),
        "waiting",
        0,
        40 * (0.1 + 0.5 * 0.3),
    ),
    "hedged": (Network((_IN, Station("s", None, 0.1)), (Link(0, 1, hedge_s=0.1),), (50.0, 0.0)), "offered", 1, 68.394),
    "hedged, half of the answers bad": (  # tried again where both copies are, or the only one
        Network((_IN, Station("s", None, 0.1, failing=0.5)), (Link(0, 1, hedge_s=0.1, attempts=2),), (50.0, 0.0)),
        "offered",
        1,
        50 * (1 + exp(-1)) * (1 + 0.5 - 0.25 * exp(-1)),
    ),
    "fallback": (
        Network((_IN, _HALF_BAD, _IN), (Link(0, 1, fallback=1, coverage=0.5), Link(0, 2, primary=0)), (40.0, 0.0, 0.0)),
        "offered",
        2,
        10.0,
    ),
    **{
        f"paused, {jitter}": (
            Network((_IN, Station("bad", failing=1.0)), (link._replace(attempts=4, backoff_s=0.2),), (40.0, 0.0)),
            "waiting",
            0,
            40 * pauses_s,
        )
        for jitter, link, pauses_s in (
            ("no jitter", Link(0, 1, multiplier=2.0), 0.2 + 0.4 + 0.8),
            ("full", Link(0, 1, multiplier=2.0, jitter=1.0), 0.1 + 0.2 + 0.4),
            ("equal", Link(0, 1, multiplier=2.0, jitter=0.5), 0.15 + 0.3 + 0.6),
            ("decorrelated", Link(0, 1, decorrelated=True), 0.4 + 0.7 + 1.15),  # each (0.2 + 3 times the one before) / 2
        )
    },
    "leases": (Network((Station("s", 1, 0.01),), (), (0.0,), leases=(Lease(0, 400, 10.0, 5.0),)), "offered", 0, 40.0),
    "shed": (Network((Station("s", 2, 0.1, shed_at=0.5),), (), (15.0,)), "refused", 0, 5.0),
    "shed, while callees hold servers": (  # of 0.01 s each, for 0.1 s more
        Network((Station("s", 10, 0.01, shed_at=0.8), Station("callee", None, 0.1)), (Link(0, 1),), (110.0, 0.0)),
        "refused",
        0,
        110 - 0.8 * 10 / 0.11,
    ),
    "shed, slowed down": (  # by 9.637 requests, as many as there are in M/M/10 at 80 %
        Network((Station("s", 10, 0.1, shed_at=0.8, slowing_s=0.002),), (), (160.0,)),
        "refused",
        0,
        160 - 0.8 * 10 / (0.1 + 0.002 * 9.637),
    ),
    "shed at a cost": (  # of x let in, x = 0.8 (10 - 0.05 (120 - x)) / 0.1
        Network((Station("s", 10, 0.1, shed_at=0.8, refusal_s=0.05),), (), (120.0,)),
        "refused",
        0,
        120 - (80 - 0.4 * 120) / 0.6,
    ),
}


@pytest.mark.parametrize(("network", "channel", "place", "exact"), _SHARED.values(), ids=_SHARED)
def test_both_simulations_find_the_closed_form(network: Network, channel: str, place: int, exact: float) -> None:
    """Within 1 % in rates; within 5 % by request, the mean of six seeds of 60,000 requests each."""
    throttled = any(link.throttle < inf for link in network.links)  # that takes two minutes to learn
    course = in_rates(network, [[]], 600.0 if throttled else 60.0, samples=100).courses[0]
    assert getattr(course, channel)[place][-1] == pytest.approx(exact, rel=0.01)
    until_s = _REQUESTS / (sum(network.arriving) or exact)
    seen = [getattr(by_request(network, [], seed, until_s, until_s / 10), channel)[place][1:] for seed in _SEEDS]
    assert mean(map(mean, seen)) == pytest.approx(exact, rel=0.05)


@pytest.mark.parametrize(("threads", "patience_s"), [(64, 0.8), (32, 0.8), (32, 0.4), (16, 0.2)])
def test_both_find_that_callers_who_wait_are_no_more_than_their_threads(threads: int, patience_s: float) -> None:
    """Where 150/s ask for 100/s: as many answers are late, within a tenth; four servers are a few percent less busy in rates."""
    caller = Station("caller", threads, 0.005, waiting=100)
    patient = Link(1, 2, timeout_s=patience_s, attempts=3, backoff_s=0.01, jitter=1.0)
    network = Network((_IN, caller, Station("db", 4, 0.04)), (Link(0, 1), patient), (150.0, 0.0, 0.0))
    course = in_rates(network, [[]], 300.0).courses[0]
    seen = [by_request(network, [], seed, 200.0, 20.0) for seed in range(3)]
    late, good = (
        mean(mean(each[1:]) for each in channel)
        for channel in ([each.timeouts[1] for each in seen], [each.goodput for each in seen])
    )
    assert course.timeouts[1][-1] == pytest.approx(late, rel=0.1, abs=0.1)
    assert course.goodput[-1] == pytest.approx(good, rel=0.09)


@pytest.mark.parametrize("patience", [inf, 4.0])
@pytest.mark.parametrize("needed", [0.7, 1.3])
@pytest.mark.parametrize(("threads", "servers"), [(1, 1), (2, 1), (5, 1), (16, 1), (64, 1), (6, 4), (16, 4), (64, 4), (24, 16)])
def test_both_find_how_busy_few_threads_keep_servers(threads: int, servers: int, needed: float, patience: float) -> None:
    """Where the threads' own time is half of their time: goodput to 3 %, requests there to a tenth.

    At 0.7 and 1.3 times what all threads can do; without a timeout, or with one that few answers exceed.
    """
    service_s, own_s = 0.04 * servers, 0.04 * threads / 2
    caller, answered = Station("caller", threads, own_s, waiting=20), threads / (own_s + service_s)
    link = Link(1, 2, timeout_s=patience * max(0.04 * threads, service_s), attempts=2, backoff_s=0.01)
    load = needed * min(answered, 25.0)
    network = Network((_IN, caller, Station("db", servers, service_s)), (Link(0, 1), link), (load, 0.0, 0.0))
    course = in_rates(network, [[]], 60.0, samples=600).courses[0]
    seen = [by_request(network, [], seed, 1000.0, 50.0) for seed in range(3)]
    good, there = (
        mean(mean(each[2:]) for each in channel)
        for channel in ([each.goodput for each in seen], [each.waiting[2] for each in seen])
    )
    assert course.goodput[-1] == pytest.approx(good, rel=0.03)
    assert course.waiting[2][-1] == pytest.approx(there, rel=0.1)


def test_both_find_that_a_backlog_behind_few_threads_is_worked_off() -> None:
    """300 threads give up after 800 ms and ask again, 364/s; 64 threads that need 160 ms each answer 400/s."""
    web, orders, stock = Station("web", 300, 0.002, waiting=600), Station("orders", 64, 0.005), Station("stock", 8, 0.01)
    links = (
        Link(0, 1, timeout_s=0.8, attempts=3, backoff_s=0.05, multiplier=2.0, jitter=1.0),
        Link(1, 2, calls=2.0, timeout_s=0.2, attempts=3, backoff_s=0.01, multiplier=2.0, jitter=1.0),
    )
    network, pause = Network((web, orders, stock), links, (200.0, 0.0, 0.0)), Trigger("pause", 2, start_s=20.0, duration_s=3.0)
    course = in_rates(network, [[pause]], 140.0).courses[0]
    assert course.goodput[-1] == pytest.approx(200.0, rel=0.01)
    for seed in range(2):
        assert mean(by_request(network, [pause], seed, 80.0, 10.0).goodput[-2:]) == pytest.approx(200.0, rel=0.1)


@pytest.mark.parametrize("through", [False, True])
@pytest.mark.parametrize("errors_of", ["component", "call"])
def test_only_good_answers_fill_a_cache(through: bool, errors_of: str) -> None:
    """With a share g of good answers dh/dt = (m - h) (1 - h) g λ / entries, so that (1 - h) / (m - h) grows exponentially."""
    cache, rate, good, until_s, step_s = Cache(0.9, 2000.0, through), 200.0, 0.5, 24.0, 4.0
    network = Network((_IN, Station("s", None, 0.01)), (Link(0, 1, timeout_s=1.0, cache=cache),), (rate, 0.0))
    errors = Trigger("error", 1, share=1 - good) if errors_of == "component" else Trigger("error", 0, True, share=1 - good)
    triggers = [Trigger("cache-flush", 1), errors]
    grown = exp((1 - cache.hit_rate) * good * rate / cache.entries * (until_s - step_s / 2)) / cache.hit_rate
    exact = (grown * cache.hit_rate - 1) / (grown - 1)
    assert in_rates(network, [triggers], until_s, samples=6).courses[0].hits[0][-1] == pytest.approx(exact, rel=0.01)
    found = mean(by_request(network, triggers, seed, until_s, step_s).hits[0][-1] for seed in _SEEDS)
    assert found == pytest.approx(exact, rel=0.05)


def test_throttled_attempts_at_once_are_no_more_than_twice_what_is_accepted() -> None:
    """Adaptive throttling with K = 2 where a full queue refuses: goodput, and twice as much asked for, within 2 %."""
    network = Network((_IN, Station("s", 4, 0.04, waiting=4)), (Link(0, 1, attempts=4, throttle=2.0),), (200.0, 0.0))
    course = in_rates(network, [[]], 600.0).courses[0]
    seen = by_request(network, [], 1, 600.0, 200.0)
    assert course.goodput[-1] == pytest.approx(seen.goodput[-1], rel=0.02)
    assert course.offered[1][-1] == pytest.approx(seen.offered[1][-1], rel=0.02)


def test_places_to_wait_stay_where_servers_are_lost() -> None:
    """Two of four servers are lost: as many wait as before, behind them they wait twice as long."""
    network = Network((_IN, Station("s", 4, 0.04, waiting=40)), (Link(0, 1, timeout_s=0.4),), (80.0, 0.0))
    loss = Trigger("capacity-loss", 1, start_s=10.0, share=0.5)
    course = in_rates(network, [[loss]], 60.0).courses[0]
    seen = by_request(network, [loss], 1, 60.0, 10.0)
    assert course.waiting[1][-1] == pytest.approx(mean(seen.waiting[1][-3:]), rel=0.03)
    assert max(course.goodput[-1], *seen.goodput[-3:]) < 1.0


def test_who_is_called_off_held_a_server_too() -> None:
    """A station sheds what it cannot take because of callees, whether they answer or are given up: about as many are there."""
    stations = (_IN, Station("s", 10, 0.01, shed_at=0.8), Station("callee", None, 0.2))
    network = Network(stations, (Link(0, 1, timeout_s=0.2, cancels=True), Link(1, 2)), (110.0, 0.0, 0.0))
    course = in_rates(network, [[]], 60.0).courses[0]
    seen = by_request(network, [], 1, 60.0, 10.0)
    assert mean(seen.refused[1][-3:]) > 40.0 and course.waiting[1][-1] == pytest.approx(mean(seen.waiting[1][-3:]), rel=0.1)


def test_who_is_called_off_was_not_served() -> None:
    """In an outage that outlasts everybody's patience none is served, and of twice what can be served only that."""
    network = Network((_IN, Station("s", 1, 0.1)), (Link(0, 1, timeout_s=1.0, cancels=True),), (20.0, 0.0))
    outage = [[Trigger("outage", 1, start_s=30.0, duration_s=20.0)]]
    for course in (in_rates(network, outage, 60.0, samples=60).courses[0], by_request(network, outage[0], 1, 60.0, 1.0)):
        assert mean(course.served[1][35:49]) == pytest.approx(0.0, abs=1e-6)
        assert mean(course.served[1][10:29]) == pytest.approx(10.0, rel=0.1)


def test_nobody_refuses_where_nobody_is() -> None:
    """What is refused in an outage costs nothing: afterwards all is answered, soon."""
    station = Station("s", 4, 0.01, waiting=100, refusal_s=0.005)
    network, outage = Network((_IN, station), (Link(0, 1),), (320.0, 0.0)), Trigger("outage", 1, start_s=5.0, duration_s=60.0)
    for course in (in_rates(network, [[outage]], 80.0, samples=80).courses[0], by_request(network, [outage], 1, 80.0, 1.0)):
        assert mean(course.goodput[67:]) == pytest.approx(320.0, rel=0.05)


@pytest.mark.parametrize(("attempts", "back_s"), [(1, 30.0), (2, 10.0)])
def test_who_reached_nobody_tells_nothing_of_those_who_do(attempts: int, back_s: float) -> None:
    """An outage of a call for 10 s, a timeout of 20 s: then the lost ones fail, or are answered; nobody is lost with them."""
    network = Network((_IN, Station("s", 4, 0.01)), (Link(0, 1, timeout_s=20.0, attempts=attempts),), (100.0, 0.0))
    outage = Trigger("outage", 0, True, start_s=60.0, duration_s=10.0)
    for course in (in_rates(network, [[outage]], 120.0, samples=60).courses[0], by_request(network, [outage], 1, 120.0, 2.0)):
        shares = [good / max(good + bad, 1.0) for good, bad in zip(course.goodput, course.failed, strict=True)]
        assert min(shares[40:45]) == pytest.approx(0.5 if attempts == 1 else 1.0, abs=0.05)
        assert min(shares[int(30 + back_s / 2) + 1 :]) == pytest.approx(1.0, abs=1e-6)


@pytest.mark.parametrize(
    ("load", "threads", "patience_s", "back_s"), [(20.0, 10, 60.0, 50.0), (200.0, 100, 20.0, 10.0), (20.0, 10, inf, inf)]
)
def test_a_thread_is_held_by_a_lost_attempt_until_its_timeout(
    load: float, threads: int, patience_s: float, back_s: float
) -> None:
    """An outage of a call for 10 s, in whose first second all threads are taken: nothing is answered until their timeout.

    To 1.5 s, which are the time until the last of them is taken, and half a second of chance.
    """
    web, end_s, until_s = Station("web", threads, 0.005, waiting=threads // 2), 30.0, 100.0
    network = Network((web, Station("db", 3, 0.01)), (Link(0, 1, timeout_s=patience_s),), (load, 0.0))
    outage = Trigger("outage", 0, True, start_s=20.0, duration_s=10.0)
    for course in (in_rates(network, [[outage]], until_s).courses[0], by_request(network, [outage], 1, until_s, 0.25)):
        answered = [
            time_s - end_s
            for time_s, good in zip(course.times_s, course.goodput, strict=True)
            if time_s > end_s and good > load / 2
        ]
        assert min(answered, default=inf) == pytest.approx(back_s, abs=1.5)
        if answered:
            last = mean(course.goodput[-40:])
            assert last == pytest.approx(load, rel=0.2)
