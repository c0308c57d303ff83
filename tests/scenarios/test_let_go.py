"""Where rates let callers of lost calls go too soon, they say so."""

import pytest

from sosgraph.scenarios.let_go import let_go
from sosgraph.simulation.network import Link, Network, Station
from sosgraph.simulation.trigger import Trigger


@pytest.mark.parametrize(
    ("threads", "patience_s", "lasting_s", "sooner"),
    [
        (None, 20.0, 5.0, True),
        (100, 20.0, 30.0, True),
        (100, 20.0, 10.0, False),
        (100, 0.5, 30.0, False),
        (None, float("inf"), 30.0, False),
    ],
)
def test_links_whose_timeouts_rates_do_not_wait_for(
    threads: int | None, patience_s: float, lasting_s: float, *, sooner: bool
) -> None:
    """Callers without a limit, and those whose threads are taken more than once."""
    network = Network((Station("web", threads), Station("db", 3, 0.01)), (Link(0, 1, timeout_s=patience_s),), (9.0, 0.0))
    cut, down = (Trigger("outage", 0, on_link, duration_s=lasting_s) for on_link in (True, False))
    assert list(let_go(network, [cut])) == ([network.links[0]] if sooner else [])
    assert not list(let_go(network, [down]))
