"""Small systems that the tests of the simulation run, and drawn ones."""

from math import inf, sqrt
from statistics import mean, stdev

from hypothesis import strategies as st

from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Breaker, Cache, Group, HealthCheck, Lease, Link, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger


def retrying(rate: float, **link: object) -> Network:
    """Return clients of the database of 300 requests a second in HotOS'21, figure 1, with a time-out of 1 s."""
    return Network(
        (Station("clients"), Station("database", 1, 1 / 300)),
        (Link(0, 1, **({"timeout_s": 1.0, "attempts": 2} | link)),),  # type: ignore[arg-type]
        (rate, 0.0),
    )


def alone(rate: float, **station: object) -> Network:
    """Return one station that requests come to from outside."""
    return Network((Station("alone", **station),), (), (rate,))  # type: ignore[arg-type]


def within(values: list[float], exact: float, share: float) -> bool:
    """Return whether the mean of independent values agrees with the exact one.

    It may be four standard errors off, which must be less than a `share` of it.
    """
    error = stdev(values) / sqrt(len(values))
    return abs(mean(values) - exact) <= 4 * error < share * abs(exact)


def total(values: list[float], course: Course) -> float:
    """Return how many of them there were, of so many a second in each step."""
    steps = [after - before for before, after in zip([0.0, *course.times_s], course.times_s, strict=False)]
    return sum(value * step for value, step in zip(values, steps, strict=True))


_shares = st.sampled_from([0.0, 0.1, 0.5, 1.0])
_times = st.sampled_from([0.0, 0.02, 0.3, 1.0])

stations = st.builds(
    Station,
    name=st.text(max_size=3),
    concurrency=st.sampled_from([None, 1, 2, 5]),
    service_s=st.sampled_from([0.0, 0.01, 0.1]),
    copies=st.integers(1, 3),
    waiting=st.sampled_from([None, 0, 3]),
    shed_at=st.sampled_from([inf, 0.5]),
    refusal_s=st.sampled_from([0.0, 0.01]),
    slowing_s=st.sampled_from([0.0, 0.001]),
    failing=st.sampled_from([0.0, 0.2]),
    health=st.sampled_from([None, HealthCheck(0.5, 0.2, 0.4)]),
    restart_parallel=st.sampled_from([None, 1]),
    restart_s=st.sampled_from([0.0, 0.3]),
)


@st.composite
def networks(draw: st.DrawFn) -> Network:
    """Draw up to four stations that call only those after them, with any policies, so that everything ends."""
    places = draw(st.lists(stations, min_size=1, max_size=4))
    breakers = tuple(draw(st.lists(st.builds(Breaker, _shares, st.just(0.5), st.just(0.5)), max_size=1)))
    links: list[Link] = []
    for _ in range(draw(st.integers(0, 5)) if len(places) > 1 else 0):
        caller = draw(st.integers(0, len(places) - 2))
        links.append(draw(_link(caller, draw(st.integers(caller + 1, len(places) - 1)), len(breakers))))
    fallbacks = [place for place, link in enumerate(links) if draw(st.booleans()) and place]
    for place in fallbacks[:1]:
        if links[0].caller == links[place].caller:
            links[0], links[place] = links[0]._replace(fallback=place), links[place]._replace(primary=0)
    first = tuple(place for place, link in enumerate(links) if link.primary < 0 and link.caller == 0)
    groups = (Group(0, draw(st.integers(1, len(first))), first),) if first and draw(st.booleans()) else ()
    scalers = (Scaler(0, 0.5, 0.4, 1.0, 4.0),) if draw(st.booleans()) else ()
    leases = (Lease(0, 2, 0.7, 0.2),) if draw(st.booleans()) else ()
    return Network(tuple(places), tuple(links), (20.0,) + (1.0,) * (len(places) - 1), groups, breakers, scalers, leases)


@st.composite
def _link(draw: st.DrawFn, caller: int, callee: int, breakers: int) -> Link:
    return Link(
        caller,
        callee,
        calls=draw(st.sampled_from([1.0, 0.5, 2.5])),
        probability=draw(st.sampled_from([1.0, 0.5])),
        hard=draw(st.booleans()),
        timeout_s=draw(st.sampled_from([inf, 0.05, 0.4])),
        attempts=draw(st.integers(1, 3)),
        backoff_s=draw(_times),
        multiplier=draw(st.sampled_from([1.0, 2.0])),
        jitter=draw(st.sampled_from([0.0, 0.5, 1.0])),
        decorrelated=draw(st.booleans()),
        budget=draw(st.sampled_from([None, 0.1])),
        breaker=draw(st.integers(-1, breakers - 1)),
        cache=draw(st.sampled_from([None, Cache(0.5), Cache(0.9, 20.0, True), Cache(0.9, 20.0)])),
        cancels=draw(st.booleans()),
        hedge_s=draw(st.sampled_from([inf, 0.02])),
        coverage=draw(_shares),
        warm_up=draw(st.sampled_from([0.0, 1.5])),
        throttle=draw(st.sampled_from([inf, 2.0])),
    )


@st.composite
def triggers(draw: st.DrawFn, network: Network) -> list[Trigger]:
    """Draw what happens to a network in its first two seconds."""
    found = []
    for _ in range(draw(st.integers(0, 3))):
        on_link = bool(network.links) and draw(st.booleans())
        kinds = ("outage", "cache-flush", "latency", "error")
        if not on_link:
            kinds += ("capacity-loss", "load-spike", "pause")
        place = draw(st.integers(0, len(network.links if on_link else network.stations) - 1))
        kind, start_s, duration_s = (
            draw(st.sampled_from(kinds)),
            draw(st.sampled_from([0.1, 0.7])),
            draw(st.sampled_from([0.3, 1.0])),
        )
        found.append(Trigger(kind, place, on_link, start_s, duration_s, draw(_shares), 3.0, 0.1))
    return found
