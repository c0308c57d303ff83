"""Caches: how much load they hide, and whether they fill again."""

from math import exp

import pytest

from sosgraph.fluid.recovery import stuck
from sosgraph.fluid.run import run
from sosgraph.fluid.sweeps import tipping
from sosgraph.simulation.network import Cache, Network, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import DB, at, client_and_server, course, outage, storm

FLUSH = Trigger("cache-flush", DB, start_s=30)
LOADS = (250.0, 290.0, 600.0, 2000.0)


def cached(through: bool, hit_rate: float = 0.9) -> Network:
    return client_and_server(1.0, 1 / 300, timeout_s=1.0, cache=Cache(hit_rate, 10_000.0, through))


def test_look_aside_hides_ten_times_what_is_there() -> None:
    """O-3: nine of ten hits lift 300/s to 3000/s; flushed, all is well again below 300/s, and nothing from 600/s on.

    Source: Bronson et al., Metastable failures in distributed systems, HotOS 2021.
    """
    found = run(cached(False), [[FLUSH]] * 4, 400.0, load_factors=LOADS).courses
    assert all(each.goodput[at(each, 29)] == pytest.approx(load, rel=1e-3) for each, load in zip(found, LOADS, strict=True))
    assert [stuck(each) for each in found] == [False, False, True, True]
    assert all(0.05 < each.hits[0][-1] < 0.2 for each in found[2:])


def test_read_through_fills_whatever_the_load() -> None:
    """O-3: what the database served is stored, be it late."""
    found = run(cached(True), [[FLUSH]] * 3, 400.0, load_factors=[290.0, 600.0, 1000.0]).courses
    assert not any(stuck(each) for each in found)
    assert all(each.hits[0][-1] > 0.85 for each in found)


def test_a_better_cache_has_the_wider_vulnerable_band() -> None:
    """O-16: loads that are well until the cache is lost reach further with 95 % hits than with 80 %.

    Source: Huang et al., Metastable failures in the wild, OSDI 2022 (the ordering).
    """
    loads = [200.0, 700.0, 1400.0, 5000.0]
    widths = []
    for hit_rate in (0.8, 0.95):
        found = run(cached(False, hit_rate), [*([] for _ in loads), *([FLUSH] for _ in loads)], 300.0, load_factors=loads * 2)
        poor = [stuck(each) for each in found.courses]
        widths.append(sum(after and not before for before, after in zip(poor[:4], poor[4:], strict=True)))
    assert widths == [2, 3]


def test_a_longer_timeout_is_less_vulnerable() -> None:
    """O-16: with 2 s it takes a longer outage than with 1 s to bring it down; 280/s, a retry."""
    struck = {"sizes": [1.0], "durations_s": [0.5, 4.0], "until_s": 100.0}
    shortest = [
        tipping(network, outage(20, 1), **struck).shortest_s[0]
        for network in (storm(280.0), client_and_server(280.0, 1 / 300, timeout_s=2.0, attempts=2))
    ]
    assert 0.5 < shortest[0] < shortest[1] < 4


def test_half_a_flush_leaves_half() -> None:
    """A share of what is stored is lost, once, on one link or on all links to a station."""
    for trigger in (FLUSH._replace(share=0.5), Trigger("cache-flush", 0, True, start_s=30, share=0.5)):
        found = course(client_and_server(0.01, 1 / 300, cache=Cache(0.8, 1e9)), 60.0, trigger)
        assert found.hits[0][-1] == pytest.approx(0.4, rel=1e-3)


def test_what_is_refused_is_not_stored() -> None:
    """Of more calls than that, 30 a second are let in: they fill a cache of 3000 entries to m (1 - 1 / e) in 100 s."""
    server = Station("db", 1, 1 / 300, shed_at=0.1)
    found = course(client_and_server(600.0, server=server, cache=Cache(0.9, 3000.0, True)), 130.0, FLUSH, samples=1300)
    assert found.hits[0][-1] == pytest.approx(0.9 * (1 - exp(-1)), rel=0.01)
