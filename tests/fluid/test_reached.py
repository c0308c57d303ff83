"""What no request reaches is left out, and nobody can tell."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.fluid.clock import clock
from sosgraph.fluid.reached import reached
from sosgraph.fluid.recording import Recording
from sosgraph.fluid.run import run
from sosgraph.fluid.streams import streams
from sosgraph.fluid.system import System
from sosgraph.simulation.course import Course
from sosgraph.simulation.network import Breaker, Cache, Group, Lease, Link, Network, Scaler, Station
from sosgraph.simulation.trigger import Trigger
from tests.fluid.systems import outage

KEPT = [Station("web"), Station("db", 1, 0.002, waiting=20), Station("spare", 4, 0.01)]
IDLE = [Station("idle", 2, 0.01), Station("lonely", 1, 0.01)]
WEB, DB, SPARE, FIRST_IDLE, SECOND_IDLE = range(5)


def network(order: list[int], busy: bool = False) -> Network:
    """Return a system of which two stations are not reached, unless `busy`; the stations in an order."""
    place = {station: position for position, station in enumerate(order)}
    links = (
        Link(place[FIRST_IDLE], place[DB], timeout_s=2.0, attempts=3),
        Link(place[WEB], place[DB], timeout_s=0.5, attempts=2, breaker=0, fallback=2),
        Link(place[WEB], place[SPARE], timeout_s=1.0, primary=1),
        Link(place[FIRST_IDLE], place[SECOND_IDLE]),
        Link(place[SECOND_IDLE], place[SPARE]),
        Link(place[WEB], place[SPARE], calls=0.5),
        Link(place[WEB], place[DB], calls=0.5),
    )
    groups = (Group(place[FIRST_IDLE], 1, (0, ~1)), Group(place[FIRST_IDLE], 1, (3,), False), Group(place[WEB], 1, (5, 6)))
    arriving = {WEB: 300.0, FIRST_IDLE: 1.0 if busy else 0.0}
    stations = [(KEPT + IDLE)[station] for station in order]
    scalers = (Scaler(place[SECOND_IDLE], 0.5, 1.0, 1, 5), Scaler(place[SPARE], 0.5, 1.0, 1, 5, (place[DB],)))
    rates = tuple(arriving.get(station, 0.0) for station in order)
    return Network(tuple(stations), links, rates, groups, (Breaker(0.5, 1.0, 1.0),), scalers)


@settings(max_examples=10)
@given(st.permutations(range(5)))
def test_what_is_not_reached_changes_nothing(order: list[int]) -> None:
    """Wherever it stands in the lists, the others take the course that they take without it, and it has none."""
    place, alone = {station: position for position, station in enumerate(order)}, [each for each in order if each < FIRST_IDLE]
    part = reached(network(order))
    assert sorted(order[each] for each in part.stations) == sorted(alone) and list(part.links) == [1, 2, 5, 6]
    struck = [outage(1.0, 0.5, place[DB]), outage(1.0, 0.5, place[FIRST_IDLE]), Trigger("outage", 3, True, 1.0)]
    course = run(network(order), [struck], 3.0, samples=30).courses[0]
    assert len(part.triggers(struck)) == 1 and max(course.timeouts[1]) > 0 and max(course.offered[place[FIRST_IDLE]]) == 0
    expected = complete(order, struck)
    for channel in ("goodput", "offered", "served", "waiting", "refused", "retries", "timeouts", "hits"):
        assert np.array(getattr(course, channel)) == pytest.approx(np.array(getattr(expected, channel)), rel=1e-9)


def complete(order: list[int], struck: list[Trigger]) -> Course:
    """Return the course of the whole system, with what is not reached."""
    time = clock(network(order), [struck], 3.0, 30)
    system = System(network(order), [struck], time, [1.0])
    recording = Recording(system, time.sampled)
    for _ in range(time.steps):
        system.advance()
        recording.note()
    return recording.course(0)


def test_what_asks_is_reached_whatever_makes_it_ask() -> None:
    """A single request, a lease, calls of a copy that starts, an autoscaler that looks at it, a cache that can be flushed."""
    still, everything = network([*range(5)]), list(range(5))
    assert sorted(reached(still).stations) == [WEB, DB, SPARE]
    assert sorted(reached(network([*range(5)], busy=True)).stations) == everything
    assert sorted(reached(replace(still, leases=(Lease(FIRST_IDLE, 1, 1.0, inf),))).stations) == everything
    for changed in ({"warm_up": 1.0}, {"cache": Cache(0.5)}):
        links = (still.links[0]._replace(**changed), *still.links[1:])
        assert sorted(reached(replace(still, links=links)).stations) == everything
    needing = Scaler(SPARE, 0.5, 1.0, 1, 5, (FIRST_IDLE,))
    assert sorted(reached(replace(still, scalers=(needing,))).stations) == everything


def test_stations_stand_in_the_order_of_the_streams_that_reach_them() -> None:
    """By the shortest timeout of whoever calls there; last, those that nobody calls."""
    part = reached(network([*range(5)], busy=True))
    callees = streams(part.network, frozenset()).place.tolist()
    assert list(dict.fromkeys(callees)) == list(range(len(set(callees)))) and part.stations[-1] in (WEB, FIRST_IDLE)
