"""What is known in closed form: long runs agree with it within four standard errors of independent seeds."""

import pytest

from sosgraph.queueing.erlang import erlang_c
from sosgraph.requests.run import run
from sosgraph.simulation.network import Link, Network, Station
from tests.queueing.oracles import mean_orbit
from tests.requests.networks import alone, within

_SEEDS = range(12)


def long_run(network: Network, until_s: float) -> list[tuple[list[float], list[float], list[float]]]:
    """Return by seed what is offered, waiting and refused at each station, on average without the first tenth of the time."""
    found = []
    for seed in _SEEDS:
        course = run(network, [], seed, until_s, until_s / 10)
        assert not course.stopped
        found.append(tuple([sum(row[1:]) / 9 for row in rows] for rows in (course.offered, course.waiting, course.refused)))
    return found  # type: ignore[return-value]


def test_one_server() -> None:
    """M/M/1 at 80 %: four requests in the station (oracle O-32), and P(T > 1 s) = exp(-2) at 10 served a second."""
    network = alone(8.0, concurrency=1, service_s=0.1)
    assert within([waiting[0] for _, waiting, _ in long_run(network, 2000.0)], 4.0, 0.2)
    late = [run(network, [], seed, 1000.0, 1000.0).latency_s for seed in _SEEDS]
    assert within([sum(time > 1.0 for time in times) / len(times) for times in late], 0.135335, 0.3)


@pytest.mark.parametrize(("servers", "rate"), [(2, 1.0), (3, 2.0), (5, 4.0), (11, 10.0)])
def test_several_servers(servers: int, rate: float) -> None:
    """M/M/c: Erlang's C times ρ / (1 - ρ) wait (oracle O-33), however the servers are divided into copies."""
    busy = rate / servers
    exact = erlang_c(servers, rate) * busy / (1 - busy) + rate
    for network in (alone(rate, concurrency=servers, service_s=1.0), alone(rate, concurrency=1, copies=servers, service_s=1.0)):
        assert within([waiting[0] for _, waiting, _ in long_run(network, 2000.0)], exact, 0.3)


def test_a_full_station_refuses() -> None:
    """M/M/1/10: 2.3493 % are refused at 80 %, and one in 11 at 100 % (oracle O-34)."""
    runs = long_run(alone(8.0, concurrency=1, service_s=0.1, waiting=9), 2000.0)
    assert within([refused[0] / offered[0] for offered, _, refused in runs], 0.023493, 0.2)
    assert within([waiting[0] for _, waiting, _ in runs], 2.966314, 0.1)
    runs = long_run(alone(10.0, concurrency=1, service_s=0.1, waiting=9), 1000.0)
    assert within([refused[0] / offered[0] for offered, _, refused in runs], 1 / 11, 0.1)


def test_a_circle_of_calls() -> None:
    """A quarter of the requests comes back: 2/3 a second at the station, two requests in it (Jackson; oracle O-35)."""
    network = Network((Station("turn"), Station("server", 1, 1.0)), (Link(0, 1), Link(0, 0, probability=0.25)), (0.5, 0.0))
    runs = long_run(network, 4000.0)
    assert within([offered[1] for offered, _, _ in runs], 2 / 3, 0.1)
    assert within([waiting[1] for _, waiting, _ in runs], 2.0, 0.2)


def orbiting(rate: float, retrials_per_s: float, room: int) -> Network:
    """Return a server with `room` to wait; who is refused tries again, as a fallback, after an exponential time."""
    server, orbit = Station("server", 1, 1.0, waiting=room), Station("orbit", None, 1 / retrials_per_s)
    links = (Link(0, 1), Link(1, 2, fallback=2), Link(1, 3, primary=1), Link(3, 1))
    return Network((Station("outside"), Station("client"), server, orbit), links, (rate, 0.0, 0.0, 0.0))


@pytest.mark.parametrize(("rate", "retrials_per_s"), [(0.5, 1.0), (0.6, 0.5)])
def test_an_orbit(rate: float, retrials_per_s: float) -> None:
    """M/M/1/1 whose clients try again after an exponential time: ρ (λ/θ + ρ) / (1 - ρ) of them wait for that (oracle O-36)."""
    runs = long_run(orbiting(rate, retrials_per_s, 0), 4000.0)
    assert within([waiting[0] - rate for _, waiting, _ in runs], mean_orbit(rate, 1.0, retrials_per_s), 0.2)


@pytest.mark.parametrize("room", [0, 2])
def test_an_orbit_around_a_queue(room: int) -> None:
    """As above with room to wait: the stationary state of the Markov chain of queue and orbit, solved numerically (cf. O-18)."""
    rate, retrials_per_s = 0.6, 0.5
    runs = long_run(orbiting(rate, retrials_per_s, room), 4000.0)
    assert within([waiting[0] for _, waiting, _ in runs], in_the_chain(rate, retrials_per_s, room + 1, 120), 0.2)


def in_the_chain(rate: float, retrials_per_s: float, most: int, orbit: int) -> float:
    """Return how many requests are at a server of rate 1 with `most` places, and in an orbit that is cut off."""
    numpy = pytest.importorskip("numpy", reason="numpy is not installed: pip install 'sosgraph[simulate]'")
    size = (most + 1) * (orbit + 1)
    flow = numpy.zeros((size, size))
    for at in range(size):
        queue, away = divmod(at, orbit + 1)
        if queue < most:
            flow[at, at + orbit + 1] += rate
            if away:
                flow[at, at + orbit] += away * retrials_per_s
        elif away < orbit:
            flow[at, at + 1] += rate
        if queue:
            flow[at, at - orbit - 1] += 1.0
    balance = flow.T - numpy.diag(flow.sum(axis=1))
    balance[0] = 1.0
    shares = numpy.linalg.solve(balance, numpy.eye(size)[0])
    return float(sum(share * sum(divmod(at, orbit + 1)) for at, share in enumerate(shares)))


def test_a_server_is_held_while_its_request_waits() -> None:
    """Two tiers, the first with so many servers as never to be full: both in it and below are counted in it (tandem of M/M/1)."""
    network = Network((Station("front", 500, 0.5), Station("back", 1, 0.5)), (Link(0, 1),), (1.0, 0.0))
    runs = long_run(network, 2000.0)
    assert within([waiting[1] for _, waiting, _ in runs], 1.0, 0.2)
    assert within([waiting[0] for _, waiting, _ in runs], 0.5 + 1.0, 0.2)
