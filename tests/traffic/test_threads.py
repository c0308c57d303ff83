"""Few callers' threads before a station: the steady states wait no longer than a closed network does."""

from math import inf

import pytest

from sosgraph.traffic.branches import branches, limits
from sosgraph.traffic.demand import demand
from sosgraph.traffic.steady import least
from tests.traffic.end_states import both
from tests.yaml_architecture import architecture


def few(threads: int, servers: int, rate: float, call: str = "db", more: str = "") -> str:
    return f"""
    components:
      web: {{entry: {{rate: {rate}/s}}, capacity: {{concurrency: {threads}, service_time: 5ms}}, depends_on: [{call}]}}
      db: {{capacity: {{concurrency: {servers}, service_time: 10ms{more}}}}}
    """


def closed_per_s(threads: int, servers: int) -> float:
    """Return what all threads get done: own work of 5 ms, each in turn with 10 ms at the servers; by mean value analysis.

    Source: Reiser & Lavenberg, Mean-value analysis of closed multichain queuing networks, 1980, with marginal probabilities.
    """
    chances, per_s = [1.0], 0.0
    for count in range(1, threads + 1):
        stays = sum((here + 1) * 0.01 / min(here + 1, servers) * chance for here, chance in enumerate(chances))
        per_s = count / (0.005 + stays)
        later = [per_s * 0.01 / min(here, servers) * chances[here - 1] for here in range(1, count + 1)]
        chances = [1 - sum(later), *later]
    return per_s


@pytest.mark.parametrize(("threads", "servers"), [(1, 1), (2, 1), (4, 2), (16, 4), (16, 16), (3, 8)])
@pytest.mark.parametrize("call", ["db", "{on: db, timeout: 2s, retry: {attempts: 1}}"])
def test_it_falls_where_all_threads_are_at_work(threads: int, servers: int, call: str) -> None:
    """The limit is what the closed network serves: before, one thread was said to wait for itself."""
    found = limits(demand(architecture(few(threads, servers, 50.0, call))))
    assert found.collapses * 50.0 == pytest.approx(closed_per_s(threads, servers), rel=2e-3)


@pytest.mark.parametrize(("threads", "servers", "load"), [(2, 1, 0.9), (4, 2, 0.85), (16, 4, 0.8), (32, 4, 0.9)])
def test_both_sides_end_where_the_fluid_does(threads: int, servers: int, load: float) -> None:
    """What arrives within 1 %: all recovers."""
    call = "{on: db, timeout: 400ms, retry: {attempts: 2, backoff: 10ms}}"
    system = architecture(few(threads, servers, load * closed_per_s(threads, servers), call))
    assert not branches(system).vulnerable
    for side in both(system, until_s=120.0, outage_s=4.0):
        assert side.state == pytest.approx(side.fluid, rel=0.01)


@pytest.mark.parametrize(
    ("call", "more"),
    [
        ("{on: db, timeout: 150ms}", ""),
        ("{on: db, hedge: {after: 5ms}}", ""),
        ("db", ", slowing: 1ms"),
        ("db", "}}\n      other: {depends_on: [db], x-note: {none: known"),
    ],
)
def test_others_may_wait_behind_any_number(call: str, more: str) -> None:
    """Who gives up leaves a request behind; so does a second copy; a caller without a limit has any number of threads."""
    system = architecture(few(4, 1, 50.0, call, more))
    assert demand(system).crowds == (None,) * len(demand(system).calls.names)


def test_many_threads_wait_as_behind_any_number() -> None:
    """What bounds them is longer than M/M/c tells."""
    bounded = least(demand(architecture(few(4000, 2, 150.0))))
    endless = least(demand(architecture(few(4000, 2, 150.0, "{on: db, timeout: 1s}"))))
    assert bounded.service_s == endless.service_s and bounded.service_s[0] < inf
