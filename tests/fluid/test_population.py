"""How many requests are in a station at most."""

from math import inf

import numpy as np
import pytest

from sosgraph.fluid.arrays import MOST
from sosgraph.fluid.population import Callers, populations
from sosgraph.simulation.network import Cache, Group, Lease, Link, Network, Scaler, Station

_ORDERS, _STOCK = Station("orders", 16, 0.005, copies=2), Station("stock", 8, 0.01)
_CALL = Link(0, 1, timeout_s=0.2, attempts=3)
_SCALED = Scaler(0, 0.6, 60.0, 1, 100)


@pytest.mark.parametrize(
    ("stations", "links", "more", "most"),
    [
        ((_ORDERS, _STOCK), (_CALL,), {}, 32),
        ((_ORDERS, _STOCK, _ORDERS), (_CALL, Link(2, 1)), {}, 64),
        ((_ORDERS, _STOCK), (_CALL, _CALL._replace(timeout_s=1.0)), {}, 32),
        ((_ORDERS, _STOCK), (_CALL._replace(hedge_s=0.1),), {}, 64),
        ((_ORDERS, _STOCK._replace(waiting=10)), (_CALL,), {}, 18),
        ((_ORDERS, _STOCK._replace(waiting=100)), (_CALL,), {}, 32),
        ((_ORDERS._replace(concurrency=0), _STOCK), (_CALL,), {}, 2),
        ((_ORDERS._replace(concurrency=None), _STOCK), (_CALL,), {}, MOST),
        ((_ORDERS, _STOCK._replace(concurrency=None)), (_CALL,), {}, MOST),
        ((_ORDERS, _STOCK), (_CALL._replace(warm_up=1.0),), {}, MOST),
        ((_ORDERS, _STOCK), (_CALL,), {"leases": (Lease(1, 400, 10.0, 5.0),)}, MOST),
        ((_ORDERS, _STOCK), (_CALL,), {"scalers": (_SCALED,)}, MOST),
        ((_ORDERS, _STOCK._replace(waiting=10)), (_CALL,), {"scalers": (_SCALED._replace(station=1),)}, 32),
    ],
)
def test_a_thread_has_one_attempt_at_a_time(
    stations: tuple[Station, ...], links: tuple[Link, ...], more: dict[str, tuple[Lease, ...] | tuple[Scaler, ...]], most: float
) -> None:
    arriving = (100.0, *(0.0 for _ in stations[1:]))
    network = Network(stations, links, arriving, leases=more.get("leases", ()), scalers=more.get("scalers", ()))
    found = populations(network, Callers(network).threads)
    assert found[1, 0] == most
    assert found[0, 0] == MOST


def crowd(*links: Link, **stock: float) -> tuple[float, float]:
    """Return as how many threads the callers of the stock are, and how busy it is if they all work."""
    stations = (_ORDERS, _STOCK._replace(concurrency=1, **stock), Station("slow", None, 0.075), Station("more", 4, 0.01))
    found = Callers(Network(stations, links, (100.0, 0.0, 0.0, 0.0))).crowds()
    return float(found.number[1]), float(found.rush[1])


def test_a_thread_works_for_others_too() -> None:
    """32 threads that take 5 ms themselves, and 10 ms at the stock, keep it 21 times busy; less where they wait for others."""
    patient = Link(0, 1)
    assert crowd(patient) == (32, pytest.approx(32 * 0.01 / 0.015))
    assert crowd(patient, Link(0, 2)) == (32, pytest.approx(32 * 0.01 / 0.09))
    assert crowd(patient._replace(probability=0.5, calls=0.5)) == (32, pytest.approx(32 * 0.25 * 0.01 / 0.0075))
    assert crowd(patient, Link(3, 1, probability=0.1)) == (36, pytest.approx(32 * 0.01 / 0.015 + 4 * 0.1 * 0.01 / 0.011))
    assert crowd(patient._replace(cache=Cache(0.9))) == (32, pytest.approx(32 * 0.1 * 0.01 / 0.006))


def test_one_of_a_group_is_asked_as_often_as_another() -> None:
    """Each of two, of which one must do, in turn."""
    stations = (_ORDERS, Station("a", 4, 0.01), Station("b", 4, 0.03))
    network = Network(stations, (Link(0, 1), Link(0, 2)), (100.0, 0.0, 0.0), (Group(0, 1, (0, 1)),))
    assert Callers(network).crowds().rush[1:] == pytest.approx(np.array([0.01, 0.03]) * 32 / 0.025 / 2 / 4)


def test_calls_that_go_round_end() -> None:
    """Two stations that call one another take finite times, however long."""
    stations = (_ORDERS, Station("a", 4, 0.01), Station("b", 4, 0.03))
    links = (Link(0, 1), Link(1, 2, calls=2.0), Link(2, 1, calls=2.0))
    assert np.isfinite(Callers(Network(stations, links, (100.0, 0.0, 0.0))).crowds().rush[1:]).all()


@pytest.mark.parametrize(("patience_s", "most"), [(10.0, 32), (0.5, 32), (0.44, 33), (0.3, inf), (0.2, inf), (0.01, inf)])
def test_who_gives_up_leaves_requests_behind(patience_s: float, most: float) -> None:
    """32 threads before one server of 10 ms wait 300 ms: with more patience they leave some behind, with no more ever more."""
    assert crowd(Link(0, 1, timeout_s=patience_s))[0] == most
    assert crowd(Link(0, 1, timeout_s=patience_s, cancels=True))[0] == 32
