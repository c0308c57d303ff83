"""What is called and what comes back, against sums over the links one by one."""

from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.fluid.calls import Calls
from sosgraph.fluid.streams import streams
from sosgraph.simulation.network import Link, Network, Station
from tests.fluid.speeds import SOURCE

STATIONS = 4
PLACES = st.integers(0, STATIONS - 1)
NONE = np.array([], dtype=np.intp)
LINKS = st.lists(
    st.tuples(PLACES, PLACES, st.sampled_from([0.5, 1.0, 2.5, 3.0]), st.sampled_from([0.3, 1.0]), st.booleans()).map(
        lambda each: Link(*each)
    ),
    max_size=12,
)


@given(LINKS, st.sampled_from([1, 3, 8]), st.integers(0, 2**32 - 1))
def test_calls_add_up_over_links(links: list[Link], columns: int, seed: int) -> None:
    """Requests, what arrives, how long calls take, and the chance that none is lost: at both speeds, the same bytes.

    Calls are made in the order of the links, none after one that is lost and needed.
    """
    known = streams(
        Network(tuple(Station(str(place)) for place in range(STATIONS)), tuple(links), (0.0,) * STATIONS), frozenset()
    )
    draw, by_stream = np.random.default_rng(seed), (len(known.links), columns)
    started, entering, sound = draw.random((3, STATIONS, columns))
    sent, lost, takes_s = draw.random((3, *by_stream))
    found = []
    for module in (Calls, SOURCE["calls"].Calls):
        calls, made, arriving = module(known, NONE, columns), np.ones(by_stream), np.ones(started.shape)
        held_s, working = np.ones(started.shape), np.ones(started.shape)
        calls.made(made)
        assert not made.any()
        calls.answered(lost, takes_s, sound, started, held_s, working)
        calls.made(made)
        calls.offered(sent, entering, arriving)
        found.append((made, arriving, held_s, working, calls.asking[calls.place]))
    assert [each.tobytes() for each in found[0]] == [each.tobytes() for each in found[1]]
    expected = [np.zeros(by_stream), entering.copy(), np.zeros(started.shape), sound.copy(), np.zeros((len(links), columns))]
    for stream, link in enumerate(known.links):
        expected[1][link.callee] += sent[stream]
    left = np.ones(started.shape)
    for place, (link, stream) in enumerate(zip(links, known.of_link, strict=True)):
        expected[4][place] = started[link.caller] * left[link.caller]
        one = 1 - lost[stream] if link.hard else 1.0  # and the last calls only where the others are not lost
        each = sum((min(1.0, link.calls - number) * one**number for number in range(ceil(link.calls))), np.zeros(columns))
        expected[0][stream] += link.probability * each * expected[4][place]
        expected[2][link.caller] += link.probability * each * left[link.caller] * takes_s[stream]
        left[link.caller] *= 1 - link.probability * each * lost[stream] * link.hard
    expected[3] *= left
    for ours, exact in zip(found[0], expected, strict=True):
        assert ours == pytest.approx(exact, rel=1e-12)


@pytest.mark.parametrize("calls", [1.5, 3.0, 12.25])
def test_of_several_calls_fewer_are_made_however_seldom_one_is_lost(calls: float) -> None:
    """1 + s + s^2 + … of those that are not lost, and any is lost with l times that: no digits are where l is next to nothing."""
    known = streams(Network((Station("a"), Station("b")), (Link(0, 1, calls=calls),), (1.0, 0.0)), frozenset())
    lost = np.array([[0.0, 1e-18, 1e-13, 1e-6, 1e-3, 0.5, 1.0]])
    ours, made, working = Calls(known, NONE, lost.size), np.zeros(lost.shape), np.zeros((2, lost.size))
    ones = np.ones((2, lost.size))
    ours.answered(lost, np.ones(lost.shape), ones, ones, ones.copy(), working)
    ours.made(made)
    exact = sum(min(1.0, calls - number) * (1 - lost) ** number for number in range(ceil(calls)))
    assert made == pytest.approx(exact, rel=1e-14) and 1 - working[0] == pytest.approx((lost * exact)[0], abs=1e-15)
