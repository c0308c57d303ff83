"""Where rates let callers of lost calls go too soon, they say so."""

import pytest

from sosgraph.fluid.run import run as in_rates
from sosgraph.requests.run import run as by_request
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


@pytest.mark.parametrize(
    ("threads", "delay_s", "soonest_s", "latest_s", "said"),
    [(20, 6.0, 2.0, 3.0, True), (20, 0.4, 0.0, 1.0, False), (None, 6.0, 0.0, 0.5, False)],
)
def test_answers_that_are_late_on_their_way_hold_threads_until_the_timeout(
    threads: int | None, delay_s: float, soonest_s: float, latest_s: float, *, said: bool
) -> None:
    """17.5 s of latency and a timeout of 5 s: threads taken for the fourth time are there again 2.5 s after it, others at once.

    By rates all are back at once, and what is awaited then is answered, which says so where there are threads.
    """
    service_s = 0.0 if threads is None else 0.01
    network = Network((Station("web", threads, service_s), Station("db", 20, 0.05)), (Link(0, 1, timeout_s=5.0),), (100.0, 0.0))
    for on_link, place in ((True, 0), (False, 1)):
        slow = Trigger("latency", place, on_link, 20.0, 17.5, delay_s=delay_s)
        rates = in_rates(network, [[slow]], 60.0, samples=240).courses[0]
        seen = by_request(network, [slow], 1, 60.0, 0.25)
        again = [
            next(time_s for time_s, good in zip(each.times_s, each.goodput, strict=True) if time_s > 37.5 and good > 50) - 37.5
            for each in (rates, seen)
        ]
        assert again[0] <= 1.0 and soonest_s <= again[1] <= latest_s
        assert list(let_go(network, [slow])) == ([network.links[0]] if said else [])
