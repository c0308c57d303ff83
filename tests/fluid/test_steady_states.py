"""Steady states of the fluid simulation are those of queueing theory."""

from math import exp, inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.fluid.run import run
from sosgraph.fluid.threads import closed
from sosgraph.queueing import erlang, mmck
from sosgraph.simulation.network import Link, Network, Station
from tests.fluid.systems import DB, client_and_server, course
from tests.queueing.oracles import mean_in_places


def alone(station: Station, load: float) -> Network:
    return Network((station,), (), (load,))


def test_one_server_holds_four_requests_at_80_percent() -> None:
    """O-32: M/M/1, and a sojourn above 1 s has probability e^-2 (service 10/s, arrivals 8/s)."""
    found = course(client_and_server(8.0, 0.1, timeout_s=1.0), 200.0)
    assert found.waiting[DB][-1] == pytest.approx(4.0)
    assert found.timeouts[0][-1] / 8 == pytest.approx(exp(-2), rel=1e-6)


@pytest.mark.parametrize(("servers", "offered"), [(11, 10), (3, 2), (2, 1), (5, 4)])
def test_several_servers_hold_what_erlang_says(servers: int, offered: float) -> None:
    """O-33: M/M/c."""
    found = course(alone(Station("s", servers, 0.1), 10 * offered), 400.0)
    assert found.waiting[0][-1] == pytest.approx(erlang.mean_number(servers, offered), rel=1e-4)
    assert found.goodput[-1] == pytest.approx(10 * offered)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 40), st.floats(0.05, 0.97))
def test_any_number_of_servers_at_any_load(servers: int, busy: float) -> None:
    """M/M/c again; the curve that is read is a thousand straight lines."""
    found = course(alone(Station("s", servers, 0.1), 10 * servers * busy), 1000.0, samples=50)
    assert found.waiting[0][-1] == pytest.approx(erlang.mean_number(servers, servers * busy), rel=2e-3)


@pytest.mark.parametrize("ratio", [0.8, 1.0, 3.0])
def test_few_places_refuse_what_the_textbook_says(ratio: float) -> None:
    """O-34: M/M/1/10 at 80 % refuses .023493 and holds 2.966314; at 100 % it refuses 1/11."""
    found = course(alone(Station("s", 1, 0.1, waiting=9), 10 * ratio), 200.0)
    assert found.waiting[0][-1] == pytest.approx(mean_in_places(1, ratio, 9), rel=1e-4)
    assert found.refused[0][-1] / found.offered[0][-1] == pytest.approx(mmck.refused(1, ratio, 9), rel=1e-4)
    assert found.failed[-1] == pytest.approx(found.refused[0][-1])


def test_a_network_of_queues_is_the_product_of_its_parts() -> None:
    """O-35: Jackson, λ = .5 with a quarter fed back is λ = 2/3, and two requests there; three in a row at 80 % hold 4 each."""
    fed_back = Network((Station("in"), Station("s", 1, 1.0)), (Link(0, 1, calls=4 / 3),), (0.5, 0.0))
    found = course(fed_back, 1000.0)
    assert (found.offered[1][-1], found.waiting[1][-1]) == pytest.approx((2 / 3, 2.0))
    row = (Station("in"), *(Station(name, 1, 0.1) for name in "abc"))
    found = course(Network(row, tuple(Link(0, place) for place in (1, 2, 3)), (8.0, 0.0, 0.0, 0.0)), 400.0)
    assert [found.waiting[place][-1] for place in (1, 2, 3)] == pytest.approx([4.0] * 3)
    assert found.waiting[0][-1] == pytest.approx(12.0, rel=1e-3)  # by Little's law, who waits for all of them


@pytest.mark.parametrize(("patience", "most", "ceiling"), [(5, 2, 0.5853), (5, 4, 0.5452), (10, 4, 0.6937), (30, 5, 0.8572)])
def test_the_ceiling_of_retries_is_the_closed_form(patience: float, most: int, ceiling: float) -> None:
    """O-7, to half a percent: beyond max ρ (1 - q) / (1 - q^R) even a system that was never disturbed falls."""
    network = client_and_server(ceiling, 1.0, timeout_s=patience, attempts=most)
    below, above = run(network, [[], []], patience * 400.0, load_factors=[0.995, 1.005], samples=100).courses
    assert below.offered[DB][-1] < 1 < above.offered[DB][-1]


@pytest.mark.parametrize(("patience", "most", "ceiling"), [(100, 3, 0.9444), (300, 2, 0.9777)])
def test_long_patience_lifts_the_ceiling(patience: float, most: int, ceiling: float) -> None:
    """O-7, within 2 %."""
    network = client_and_server(ceiling, 1.0, timeout_s=patience, attempts=most)
    below, above = run(network, [[], []], patience * 200.0, load_factors=[0.98, 1.02], samples=100).courses
    assert below.offered[DB][-1] < 1 < above.offered[DB][-1]


def test_a_server_that_is_slowed_by_its_requests_has_a_pole() -> None:
    """Brooker's server: 1 s and .01 s for each request there; by Little's law n = λ (1 + .01 n), at 50/s a hundred."""
    station = Station("s", None, 1.0, slowing_s=0.01)
    assert course(alone(station, 50.0), 200.0).waiting[0][-1] == pytest.approx(100.0, rel=1e-3)
    beyond = course(alone(station, 120.0), 2000.0)
    assert beyond.served[0][-1] == pytest.approx(100.0, rel=0.02) and beyond.waiting[0][-1] > 10_000


def test_threads_are_held_while_callees_answer() -> None:
    """A web of 4 threads and 10 ms, of which each request waits 90 ms for another, serves 40/s, whatever is offered."""
    stations = (Station("web", 4, 0.01), Station("slow", None, 0.09))
    network = Network(stations, (Link(0, 1),), (30.0, 0.0))
    below, above = run(network, [[], []], 300.0, load_factors=[1.0, 2.0]).courses
    assert below.goodput[-1] == pytest.approx(30.0) and below.waiting[0][-1] == pytest.approx(
        erlang.mean_number(4, 3.0), rel=1e-3
    )
    assert above.goodput[-1] == pytest.approx(40.0, rel=1e-3)


@pytest.mark.parametrize(
    ("threads", "servers"), [(1, 1), (2, 1), (3, 1), (16, 1), (64, 1), (4, 4), (6, 4), (16, 4), (24, 16), (200, 16)]
)
@pytest.mark.parametrize("share", [0.3, 1.0, 3.0])
def test_callers_who_are_all_at_work_are_the_machines_of_a_repairman(threads: int, servers: int, share: float) -> None:
    """M/M/c//N with a pause that keeps the servers about this busy, to 1 %: exact for the counts whose curve is not shared."""
    service_s = 0.01
    own_s = max(threads / servers / share - 1, 0.2) * service_s
    stations = (Station("in"), Station("caller", threads, own_s, waiting=50), Station("db", servers, service_s))
    network = Network(stations, (Link(0, 1), Link(1, 2)), (2 * servers / service_s, 0.0, 0.0))
    found = course(network, 10.0, samples=2000)
    number, served, _ = closed(servers, threads, np.array([threads]), np.array([own_s / service_s]))[:, 0]
    assert found.goodput[-1] * service_s == pytest.approx(served, rel=0.01)
    assert found.waiting[DB + 1][-1] == pytest.approx(number, rel=0.03)


def test_columns_do_not_know_one_another() -> None:
    """Each scenario is the same alone as beside others."""
    network = client_and_server(8.0, 0.1, timeout_s=1.0, attempts=3)
    together = run(network, [[], []], 50.0, load_factors=[0.5, 1.1]).courses
    for factor, one in zip((0.5, 1.1), together, strict=True):
        assert one == run(network, [[]], 50.0, load_factors=[factor]).courses[0]


def test_links_under_one_policy_are_one_stream_and_still_two_links() -> None:
    """Two callers at 2/s and 6/s of the same server: late attempts are theirs in proportion."""
    stations = (Station("a"), Station("b"), Station("db", 1, 0.1))
    network = Network(stations, (Link(0, 2, timeout_s=1.0), Link(1, 2, timeout_s=1.0)), (2.0, 6.0, 0.0))
    found = course(network, 100.0)
    assert [found.timeouts[link][-1] for link in (0, 1)] == pytest.approx([2 * exp(-2), 6 * exp(-2)], rel=1e-6)
    assert np.isfinite(found.waiting).all() and found.waiting[2][-1] < inf
