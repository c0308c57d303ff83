"""Three tiers with time-outs and retries, as one writes them in SimPy: the same requests as in the network beside it."""

import random
from collections.abc import Generator
from math import inf
from statistics import fmean
from typing import Any, NamedTuple

import simpy

from sosgraph.simulation.network import Link, Network, Station

SERVERS, SERVICE_S = (60, 30, 12), (0.02, 0.02, 0.02)
TIMEOUT_S, ATTEMPTS, BACKOFF_S = (0.2, 0.04), 3, 0.1


class Seen(NamedTuple):
    """What was seen: by tier the visits a second and the mean number of requests in it; the share answered, the mean latency."""

    visits: list[float]
    waiting: list[float]
    goodput: float
    latency_s: float


def network(rate: float) -> Network:
    """Return the same as numbers; a retry comes after up to 0.1 s, the second after up to 0.2 s."""
    stations = tuple(Station(str(tier), servers, SERVICE_S[tier]) for tier, servers in enumerate(SERVERS))
    policy = {"attempts": ATTEMPTS, "backoff_s": BACKOFF_S, "multiplier": 2.0, "jitter": True}
    links = tuple(Link(tier, tier + 1, timeout_s=timeout_s, **policy) for tier, timeout_s in enumerate(TIMEOUT_S))  # type: ignore[arg-type]
    return Network(stations, links, (rate, 0.0, 0.0))


class Tiers:
    """The processes of SimPy, and what is counted; an attempt that is given up is worked on all the same."""

    def __init__(self, rate: float, seed: int) -> None:
        """Start with nothing under way."""
        self.environment = simpy.Environment()
        self.random = random.Random(seed)
        self.servers = [simpy.Resource(self.environment, servers) for servers in SERVERS]
        self.visits, self.spent_s = [0, 0, 0], [0.0, 0.0, 0.0]
        self.latencies: list[float] = []
        self.arrived = 0
        self.environment.process(self.arriving(rate))

    def arriving(self, rate: float) -> Generator[Any, Any, None]:
        """Let requests arrive."""
        while True:
            yield self.environment.timeout(self.random.expovariate(rate))
            self.arrived += 1
            self.environment.process(self.entry())

    def entry(self) -> Generator[Any, Any, None]:
        """One request from outside."""
        began, answer = self.environment.now, self.environment.event()
        self.environment.process(self.visit(0, answer))
        good = yield answer
        if good:
            self.latencies.append(self.environment.now - began)

    def visit(self, tier: int, answer: simpy.Event) -> Generator[Any, Any, None]:
        """One request at a tier: served, then held until the tier below has answered."""
        self.visits[tier] += 1
        self.spent_s[tier] -= self.environment.now
        with self.servers[tier].request() as server:
            yield server
            yield self.environment.timeout(self.random.expovariate(1 / SERVICE_S[tier]))
            good = True
            if tier < len(TIMEOUT_S):
                good = yield from self.call(tier)
        self.spent_s[tier] += self.environment.now
        answer.succeed(good)

    def call(self, tier: int) -> Generator[Any, Any, bool]:
        """Ask the tier below, up to three times."""
        for attempt in range(ATTEMPTS):
            if attempt:
                yield self.environment.timeout(BACKOFF_S * 2 ** (attempt - 1) * self.random.random())
            answer = self.environment.event()
            self.environment.process(self.visit(tier + 1, answer))
            yield answer | self.environment.timeout(TIMEOUT_S[tier])
            if answer.triggered and answer.value:
                return True
        return False

    def seen(self, until_s: float) -> Seen:
        """Return what was seen at the end of a run."""
        inside = [resource.count + len(resource.queue) for resource in self.servers]
        waiting = [(spent + count * until_s) / until_s for spent, count in zip(self.spent_s, inside, strict=True)]
        return Seen(
            [count / until_s for count in self.visits], waiting, len(self.latencies) / self.arrived, fmean(self.latencies)
        )


def in_simpy(rate: float, until_s: float, seed: int) -> Seen:
    """Return what SimPy sees."""
    tiers = Tiers(rate, seed)
    tiers.environment.run(until_s)
    return tiers.seen(until_s)


def in_ours(run: Any, rate: float, until_s: float, seed: int) -> Seen:
    """Return what a simulation of ours sees, compiled or interpreted."""
    course = run(network(rate), [], seed, until_s, until_s, events=10**9)
    assert not course.stopped and until_s < inf
    offered, waiting = ([row[0] for row in rows] for rows in (course.offered, course.waiting))
    return Seen(offered, waiting, course.goodput[0] / course.arriving[0], fmean(course.latency_s))
