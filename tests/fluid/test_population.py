"""How many requests are in a station at most."""

import pytest

from sosgraph.fluid.arrays import MOST
from sosgraph.fluid.population import populations
from sosgraph.simulation.network import Lease, Link, Network, Scaler, Station

_ORDERS, _STOCK = Station("orders", 16, 0.005, copies=2), Station("stock", 8, 0.01)
_CALL = Link(0, 1, timeout_s=0.2, attempts=3)
_SCALED = Scaler(0, 0.6, 60.0, 1, 100)


@pytest.mark.parametrize(
    ("stations", "links", "more", "most"),
    [
        ((_ORDERS, _STOCK), (_CALL,), {}, 32),
        ((_ORDERS, _STOCK, _ORDERS), (_CALL, Link(2, 1)), {}, 64),
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
    assert populations(network)[1, 0] == most
    assert populations(network)[0, 0] == MOST
