"""Servers that come and go: health checks, restarts, autoscalers, and leases that must be renewed."""

import pytest

from sosgraph.fluid.recovery import stuck
from sosgraph.simulation.network import HealthCheck, Lease, Link, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import DB, at, client_and_server, course, outage

SPIKE = Trigger("load-spike", 0, start_s=60, duration_s=20, factor=2.0)


def test_health_checks_take_out_what_is_only_busy() -> None:
    """80/s of 100/s: after a spike, copies that are slow to answer are taken out, and the rest is slower still, for ever.

    With all copies used again as soon as fewer than 90 % are left, or without a check, it recovers.
    """
    for health, lost in ((HealthCheck(5.0, 1.0, 0.0), True), (HealthCheck(5.0, 1.0, 0.9), False), (None, False)):
        server = Station("db", 1, 0.1, copies=10, health=health)
        found = course(client_and_server(80.0, server=server, timeout_s=1.0), 250.0, SPIKE)
        assert stuck(found) is lost, health
        assert found.goodput[at(found, 59)] == pytest.approx(80, rel=0.01)


def test_copies_start_some_at_a_time_and_warm_up() -> None:
    """Two of ten every 10 s serve 20/s more each time, and make 100 calls each on the way."""
    stations = (Station("app", 1, 0.1, copies=10, restart_parallel=2, restart_s=10.0), Station("config", 1, 0.001))
    found = course(Network(stations, (Link(0, 1, warm_up=100.0),), (60.0, 0.0)), 200.0, outage(50, 10, 0))
    assert [round(found.served[0][at(found, 65 + 10 * step)]) for step in range(4)] == [0, 20, 40, 59]
    warming = [low - high for low, high in zip(found.offered[1], found.served[0], strict=True)]
    assert sum(warming) * found.times_s[0] == pytest.approx(1000, rel=0.02)


def test_an_autoscaler_brings_the_utilisation_to_its_target() -> None:
    """8 servers' work at 50 % needs 16; three times that would need 48, of which it may have 40."""
    network = Network((Station("s", 10, 0.1),), (), (80.0,), scalers=(Scaler(0, 0.5, 20.0, 1.0, 40.0),))
    found = course(network, 500.0, Trigger("load-spike", 0, start_s=200, duration_s=200, factor=3))
    assert found.waiting[0][at(found, 205)] > 100 and found.waiting[0][at(found, 399)] == pytest.approx(24.6, abs=0.2)


def test_an_autoscaler_stands_still_without_what_it_needs() -> None:
    """While the provisioner is down, a spike that more servers would bear is not borne."""
    stations = (Station("s", 10, 0.1), Station("provisioner"))
    network = Network(stations, (), (80.0, 0.0), scalers=(Scaler(0, 0.8, 5.0, 1.0, 40.0, needs=(1,)),))
    spike = Trigger("load-spike", 0, start_s=60, factor=2)
    alone, together = course(network, 200.0, spike), course(network, 200.0, spike, outage(59, 1000, 1))
    assert alone.waiting[0][-1] < 40 < 2000 < together.waiting[0][-1]


@pytest.mark.parametrize(("holders", "recovers"), [(400, True), (600, False)])
def test_leases_that_lapse_together_collapse_where_their_attempts_exceed_the_capacity(holders: int, recovers: bool) -> None:
    """Renewing takes 40 or 60 of 100/s; when all have lapsed, each holder tries every 5 s: 80/s passes, 120/s never does.

    So it was with the droplet workflow manager of EC2 in October 2025.
    """
    network = Network((Station("manager", 1, 1 / 100),), (), (0.0,), leases=(Lease(0, holders, 10.0, 5.0),))
    found = course(network, 600.0, outage(100, 60, 0))
    assert found.offered[0][at(found, 99)] == pytest.approx(holders / 10, rel=1e-3)
    assert (found.offered[0][-1] == pytest.approx(holders / 10, rel=0.01)) is recovers
    assert recovers or found.offered[0][-1] == pytest.approx(holders / 5, rel=0.02)
    assert found.waiting[DB - 1][-1] < 10 or not recovers
