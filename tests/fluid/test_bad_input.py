"""Numbers without meaning end with a message, and whatever has one ends with numbers."""

from math import inf, nan
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.errors import BadCall
from sosgraph.fluid import clock
from sosgraph.fluid.run import run
from sosgraph.simulation.network import Breaker, Cache, Lease, Link, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger


def network(*links: Link, station: Station | None = None, **rest: Any) -> Network:
    return Network((station or Station("a", 1, 0.1), Station("b", 2, 0.1)), links, (5.0, 0.0), **rest)


@pytest.mark.parametrize("number", [nan, inf, -1.0])
@pytest.mark.parametrize(
    ("make", "named"),
    [
        (lambda number: network(station=Station("a\x1b", 1, number)), r"station 'a\\x1b' has service_s"),
        (lambda number: network(Link(0, 1, calls=number)), "the link from 'a' to 'b' has calls"),
        (lambda number: network(Link(0, 1, backoff_s=number)), "has backoff_s"),
        (lambda number: network(Link(0, 1, cache=Cache(number))), "the cache of the link from 'a' to 'b' has hit_rate"),
        (lambda number: network(breakers=(Breaker(0.5, number, 1.0),)), "circuit breaker 0 has window_s"),
        (lambda number: network(leases=(Lease(0, 10, number, 1.0),)), "a lease has period_s"),
        (lambda number: network(scalers=(Scaler(0, 0.5, number, 1, 2),)), "an autoscaler has lag_s"),
    ],
)
def test_a_number_without_meaning_is_named(make: Any, named: str, number: float) -> None:
    """The message says whose number it is; a name from a file is written harmlessly."""
    with pytest.raises(BadCall, match=named):
        run(make(number), [[]], 10.0)


def test_scenarios_and_triggers_are_checked() -> None:
    """Load factors, lengths of time, places and kinds of triggers."""
    good = network(Link(0, 1))
    for scenarios, until_s, factors in (([[]], nan, None), ([[]], 0.0, None), ([[]], 10.0, [1.0, 2.0]), ([[]], 10.0, [nan])):
        with pytest.raises(BadCall):
            run(good, scenarios, until_s, load_factors=factors)
    for trigger in (
        Trigger("flood", 0),
        Trigger("outage", 7),
        Trigger("pause", 0, on_link=True),
        Trigger("outage", 0, start_s=nan),
    ):
        with pytest.raises(BadCall, match="trigger"):
            run(good, [[trigger]], 10.0)


@pytest.mark.parametrize("back", [1.0, 2.0])
def test_a_circle_that_makes_more_than_it_answers_is_named(back: float) -> None:
    """A request that makes one of itself has no end; below that it has one."""
    with pytest.raises(BadCall, match="station 'a' stands on a circle of calls"):
        run(network(Link(0, 1), Link(1, 0, calls=back)), [[]], 10.0)
    found = run(Network((Station("a"), Station("b")), (Link(0, 1), Link(1, 0, calls=0.5)), (5.0, 0.0)), [[]], 20.0).courses[0]
    assert found.offered[0][-1] == pytest.approx(10)


def test_nothing_overflows_without_limits() -> None:
    """No service time, no capacity, endless queues and far too much load: large numbers, but numbers."""
    stations = (Station("a"), Station("b", 1, 0.0), Station("c", 3, 1e6), Station("d", 1, 1e-12, waiting=0))
    links = (Link(0, 1), Link(0, 2, timeout_s=0.05, attempts=10**9), Link(0, 3, attempts=5), Link(1, 0, probability=0.999))
    found = run(Network(stations, links, (1e12, 0.0, 0.0, 0.0)), [[], [Trigger("outage", 2)]], 8.0, load_factors=[1.0, 1e9])
    for each in found.courses:
        for values in (each.goodput, each.failed, each.offered, each.served, each.waiting, each.refused, each.retries):
            assert np.isfinite(values).all() and np.min(values) >= -1e-6


_EXTREMES = st.sampled_from([0.0, 5e-324, 1e-12, 0.5, 1e12, 1.7e308])
_EXTREME_STATIONS = st.fixed_dictionaries(
    {"concurrency": st.sampled_from([None, 1, 3]), "waiting": st.sampled_from([None, 0, 10**300])}
    | dict.fromkeys(("service_s", "shed_at", "refusal_s", "slowing_s"), _EXTREMES)
)
_EXTREME_LINKS = st.fixed_dictionaries(
    {"attempts": st.sampled_from([1, 3, 10**300]), "cancels": st.booleans()}
    | dict.fromkeys(("calls", "timeout_s", "backoff_s", "budget", "hedge_s", "throttle"), _EXTREMES)
)


@settings(max_examples=30, deadline=None)
@given(_EXTREME_STATIONS, _EXTREME_LINKS, _EXTREMES, _EXTREMES)
def test_no_number_is_too_large_or_too_small(station: dict[str, Any], link: dict[str, Any], load: float, factor: float) -> None:
    """The smallest and the largest numbers there are, wherever one may stand: rates are finite, and nothing is warned of."""
    made = Network((Station("a", 1, 0.1), Station("b", **station)), (Link(0, 1, **link),), (load, 0.0))
    spike = Trigger("load-spike", 0, start_s=0.01, factor=factor)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "STEPS", 40)
        found = run(made, [[spike]], 0.02, load_factors=[factor], samples=4).courses[0]
    for values in (found.goodput, found.offered, found.served, found.waiting, found.refused, found.retries, found.timeouts):
        assert np.isfinite(values).all() and np.min(values) >= -1e-6 * max(1.0, np.max(values))


def test_what_takes_longer_than_the_simulation_needs_no_room() -> None:
    """A timeout and a pause of years beside one of 50 ms: nobody is late, and there is no array of thousands of millions."""
    links = (
        Link(0, 1, timeout_s=1e9, attempts=2, backoff_s=1e9, cancels=True),
        Link(0, 1, timeout_s=0.05, attempts=3, backoff_s=1e8, hard=False),
    )
    found = run(network(*links, station=Station("a")), [[Trigger("outage", 1, start_s=2)]], 4.0).courses[0]
    assert found.timeouts[0][-1] == 0 < found.timeouts[1][-1] and found.retries[1][-1] == 0
    assert found.failed[-1] == pytest.approx(0, abs=1e-6)


def test_a_station_without_servers_serves_nobody() -> None:
    """Who comes waits, or is refused where there is no place to wait."""
    waits = run(network(station=Station("a", 0, 0.1)), [[]], 10.0).courses[0]
    assert waits.goodput[-1] == pytest.approx(0, abs=1e-6) and waits.waiting[0][-1] == pytest.approx(50, rel=0.02)
    refuses = run(network(station=Station("a", 0, 0.1, waiting=0)), [[]], 60.0).courses[0]
    assert refuses.failed[-1] == pytest.approx(5, rel=0.05) and refuses.goodput[-1] == pytest.approx(0, abs=1e-6)


def test_a_system_without_calls_or_load_stands_still() -> None:
    """The smallest networks are networks."""
    assert run(Network((), (), ()), [[]], 1.0).courses[0].goodput[-1] == 0
    assert run(Network((Station("a"),), (), (0.0,)), [[], []], 1.0).courses[1].waiting[0][-1] == 0
    assert run(network(), [], 1.0).courses == ()


_LINKS = st.builds(
    Link,
    st.integers(0, 3),
    st.integers(0, 3),
    calls=st.floats(0, 0.3),
    hard=st.booleans(),
    timeout_s=st.sampled_from([0.05, 1.0, inf]),
    attempts=st.integers(1, 12),
    backoff_s=st.sampled_from([0.0, 0.3]),
    jitter=st.sampled_from([0.0, 0.5, 1.0]),
    decorrelated=st.booleans(),
    budget=st.sampled_from([None, 0.1]),
    cache=st.sampled_from([None, Cache(0.9, 100.0), Cache(0.5, 10.0, True)]),
    cancels=st.booleans(),
    hedge_s=st.sampled_from([inf, 0.02]),
    throttle=st.sampled_from([inf, 2.0]),
)
_STATIONS = st.builds(
    Station,
    st.just("s"),
    st.sampled_from([None, 1, 3]),
    st.sampled_from([0.0, 0.01, 1.0]),
    waiting=st.sampled_from([None, 0, 5]),
    shed_at=st.sampled_from([inf, 0.9]),
    refusal_s=st.sampled_from([0.0, 0.1]),
    slowing_s=st.sampled_from([0.0, 0.1]),
    failing=st.floats(0, 1),
)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(_STATIONS, min_size=4, max_size=4),
    st.lists(_LINKS, max_size=6),
    st.sampled_from(["outage", "pause", "load-spike", "latency", "cache-flush", "error", "capacity-loss"]),
    st.floats(0.1, 1000),
)
def test_what_goes_in_comes_out(stations: list[Station], links: list[Link], kind: str, load: float) -> None:
    """Any network, any trigger: rates and numbers are finite and not negative; answers are no more than what arrived."""
    trigger = Trigger(kind, 1, start_s=2, duration_s=2, factor=3, delay_s=0.5)
    made = Network(tuple(stations), tuple(links), (load, 0.0, 0.0, 0.0))
    try:
        found = run(made, [[trigger]], 8.0, samples=40).courses[0]
    except BadCall:
        return  # a circle
    for values in (
        found.goodput,
        found.failed,
        found.served,
        found.waiting,
        found.refused,
        found.retries,
        found.timeouts,
        found.hits,
    ):
        assert np.isfinite(values).all() and np.min(values, initial=0.0) >= -1e-6 * load
    assert sum(found.goodput) + sum(found.failed) <= sum(found.arriving) * (1 + 1e-9)
    assert np.max(found.hits, initial=0.0) <= 0.9


def test_a_station_without_servers_turns_all_away() -> None:
    """The share that it refuses is one, and no more by rounding: with leases, too, that come back without end."""
    nobody = Station("s", 0, 0.01, copies=3, waiting=0)
    course = run(Network((nobody,), (), (50.0,), leases=(Lease(0, 200, 0.7, 0.2),)), [[]], 200.0, samples=5).courses[0]
    assert course.goodput == pytest.approx([0.0] * 5, abs=1e-9) and course.failed == pytest.approx([50.0] * 5)
