"""What holds for every system that can be simulated."""

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.requests.run import run
from sosgraph.simulation.network import Link, Network
from sosgraph.simulation.trigger import Trigger
from tests.requests.networks import networks, total, triggers
from tests.requests.speeds import DOORS, SOURCE

_END_S = 200.0


def silent(network: Network) -> list[Trigger]:
    """Return triggers after which nobody comes from outside any more, from 2 s on."""
    return [Trigger("load-spike", place, start_s=2.0, factor=0.0) for place in range(len(network.stations))]


@settings(max_examples=60)
@given(st.data())
def test_both_speeds_give_the_same_course(data: st.DataObject) -> None:
    """To the last bit, whatever the system does: compiled, interpreted, and again."""
    network = data.draw(networks())
    happens, seed = data.draw(triggers(network)), data.draw(st.integers(0, 3))
    courses = [door.run(network, happens, seed, 3.0, 0.5) for door in (*DOORS.values(), DOORS["installed"])]
    assert repr(courses[0]) == repr(courses[1]) == repr(courses[2])


@settings(max_examples=60)
@given(st.data())
def test_whatever_arrives_is_answered_or_fails(data: st.DataObject) -> None:
    """Once nobody arrives any more and all triggers are over, nothing is left anywhere, and the counts add up.

    But who waits for an answer that a link lost, without a time-out, waits forever.
    """
    network = data.draw(networks())
    network = Network(network.stations, network.links, network.arriving, network.groups, network.breakers)
    happens = data.draw(triggers(network))
    lost = {trigger.place for trigger in happens if trigger.on_link and trigger.kind == "outage"}
    if any(network.links[place].timeout_s == inf for place in lost):
        return
    course = run(network, [*happens, *silent(network)], 1, _END_S, _END_S / 20)
    assert not course.stopped
    ended = total(course.goodput, course) + total(course.failed, course)
    assert total(course.arriving, course) == pytest.approx(ended)
    for offered, served, waiting, refused in zip(course.offered, course.served, course.waiting, course.refused, strict=True):
        called_off = total(offered, course) - total(served, course) - total(refused, course)
        assert called_off == pytest.approx(0.0, abs=1e-6) or (called_off > 0 and any(link.cancels for link in network.links))
        assert waiting[-1] == pytest.approx(0.0, abs=1e-6)


@settings(max_examples=30)
@given(st.data())
def test_a_policy_does_not_change_who_arrives(data: st.DataObject) -> None:
    """The same seed gives the same arrivals and the same services to a station whatever a link is set to."""
    network = data.draw(networks())
    calm = Network(network.stations, tuple(Link(link.caller, link.callee) for link in network.links), network.arriving)
    with_policies, without = (run(one, [], 5, 3.0, 0.1) for one in (network, calm))
    assert with_policies.arriving == without.arriving


@given(st.lists(st.tuples(st.sampled_from([0.0, 1.0, 1.5, 2.0, 7.0]), st.booleans()), max_size=80))
def test_the_heap_of_numbers_is_in_the_order_of_heapq(plan: list[tuple[float, bool]]) -> None:
    """By time, then by number, whatever is put in and taken out between."""
    heaps = [SOURCE["agenda"].Agenda(10**6, 10**6, compiled) for compiled in (False, True)]
    taken: list[list[tuple[float, int]]] = [[], []]
    for heap, found in zip(heaps, taken, strict=True):
        for delay, takes in plan:
            heap.push(heap.now + delay, heap.new())
            first = heap.pop() if takes else None
            if first is not None:
                found.append((heap.now, first.number))
        while (first := heap.pop()) is not None:
            found.append((heap.now, first.number))
    assert taken[0] == taken[1]
    assert [time for time, _ in taken[0]] == sorted(time for time, _ in taken[0]) or any(takes for _, takes in plan)
