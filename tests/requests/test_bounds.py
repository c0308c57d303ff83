"""Systems that cannot be simulated to the end, or at all, end at a bound with a message that names the thing."""

from dataclasses import replace
from math import inf, nan

import pytest

from sosgraph.errors import BadCall
from sosgraph.requests.run import run
from sosgraph.simulation.network import Cache, Group, Lease, Link, Network, Scaler, Station
from tests.requests.networks import alone


def test_an_endless_queue_grows_and_is_told() -> None:
    """Twice as much as can be served: no error, the requests wait."""
    course = run(alone(20.0, concurrency=1, service_s=0.1), [], 1, 100.0, 10.0)
    assert not course.stopped and course.waiting[0][-1] > 800


def test_a_service_that_takes_no_time() -> None:
    """Is over at once."""
    course = run(alone(20.0, concurrency=1, service_s=0.0), [], 1, 100.0, 10.0)
    assert course.waiting[0] == [0.0] * 10 and course.goodput == course.arriving


@pytest.mark.parametrize(
    "link",
    [
        Link(1, 1, calls=1.5),
        Link(0, 1, calls=2.0, attempts=10**9),
        Link(0, 2, attempts=10**9),
        Link(0, 2, timeout_s=0.0, attempts=10**9),
    ],
)
def test_what_never_ends_stops_after_so_many_steps(link: Link) -> None:
    """Circles of calls with a gain above 1, and attempts without number or pause: the station is named."""
    stations = (Station("front"), Station("back"), Station("failing", failing=1.0))
    network = Network(stations, (link, Link(0, 1), Link(1, 0)), (1.0, 0.0, 0.0))
    course = run(network, [], 1, 100.0, 10.0, events=50_000)
    assert "50,000 steps" in course.stopped and "station '" in course.stopped
    assert len(course.times_s) < 10


def test_a_circle_that_holds_its_own_servers_is_stuck() -> None:
    """A request that waits for one that waits for its server: nothing is answered, and nothing else happens."""
    network = Network((Station("front"), Station("back", 1, 0.01)), (Link(0, 1), Link(1, 0)), (1.0, 0.0))
    course = run(network, [], 1, 100.0, 10.0)
    assert not course.stopped and max(course.goodput) == 0 and course.waiting[1][-1] > 80


def test_too_many_requests_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The station where they wait is named."""
    monkeypatch.setattr("sosgraph.requests.system.MOST", 1000)
    monkeypatch.setattr("sosgraph.requests.run.MOST", 1000)
    course = run(alone(1000.0, concurrency=1, service_s=1.0), [], 1, 100.0, 10.0)
    assert "station 'alone'" in course.stopped and "1,000 requests" in course.stopped


_NETWORK = Network((Station("front"), Station("back")), (Link(0, 1),), (1.0, 0.0))


@pytest.mark.parametrize(
    ("network", "named"),
    [
        (replace(_NETWORK, arriving=(nan, 0.0)), "front"),
        (replace(_NETWORK, arriving=(inf, 0.0)), "front"),
        (replace(_NETWORK, arriving=(1.0,)), "arrivals"),
        (replace(_NETWORK, stations=(Station("front"), Station("back", 1, nan))), "back"),
        (replace(_NETWORK, stations=(Station("front"), Station("back", -1, 1.0))), "back"),
        (replace(_NETWORK, links=(Link(0, 1, timeout_s=-1.0),)), "'front' to 'back'"),
        (replace(_NETWORK, links=(Link(0, 7),)), "7"),
        (replace(_NETWORK, links=(Link(0, 1, cache=Cache(2.0)),)), "cache"),
        (replace(_NETWORK, groups=(Group(0, 1, (~0,)),)), "group 0"),
        (replace(_NETWORK, groups=(Group(0, 1, (~1, ~1)), Group(0, 1, (0,), outermost=False))), "two groups"),
        (replace(_NETWORK, scalers=(Scaler(0, 0.0, 1.0, 1.0, 2.0),)), "autoscaler"),
        (replace(_NETWORK, leases=(Lease(0, 1, 0.0, 1.0),)), "lease"),
    ],
)
def test_a_number_without_a_meaning_is_named(network: Network, named: str) -> None:
    """The thing, the number and what it may be."""
    with pytest.raises(BadCall, match=named):
        run(network, [], 1, 10.0, 1.0)


@pytest.mark.parametrize("times", [(0.0, 1.0), (10.0, nan), (inf, 1.0), (1e9, 1e-9)])
def test_a_time_without_a_meaning(times: tuple[float, float]) -> None:
    """Nor is anything simulated in no time, without end, or in too many steps."""
    with pytest.raises(BadCall, match="step"):
        run(_NETWORK, [], 1, *times)
