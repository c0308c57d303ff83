"""What is called and what comes back, against sums over the links one by one."""

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
LINKS = st.lists(
    st.tuples(PLACES, PLACES, st.sampled_from([0.5, 1.0, 3.0]), st.sampled_from([0.3, 1.0]), st.booleans()).map(
        lambda each: Link(*each)
    ),
    max_size=12,
)


@given(LINKS, st.sampled_from([1, 3, 8]), st.integers(0, 2**32 - 1))
def test_calls_add_up_over_links(links: list[Link], columns: int, seed: int) -> None:
    """Requests, what arrives, how long calls take, and the chance that none is lost: at both speeds, the same bytes."""
    known = streams(
        Network(tuple(Station(str(place)) for place in range(STATIONS)), tuple(links), (0.0,) * STATIONS), frozenset()
    )
    draw, by_stream = np.random.default_rng(seed), (len(known.links), columns)
    started, entering, sound = draw.random((3, STATIONS, columns))
    sent, lost, takes_s = draw.random((3, *by_stream))
    found = []
    for module in (Calls, SOURCE["calls"].Calls):
        calls, made, arriving = module(known, columns), np.ones(by_stream), np.ones(started.shape)
        held_s, working = np.ones(started.shape), np.ones(started.shape)
        calls.made(started, made)
        calls.offered(sent, entering, arriving)
        calls.answered(lost, takes_s, sound, held_s, working)
        found.append((made, arriving, held_s, working))
    assert [each.tobytes() for each in found[0]] == [each.tobytes() for each in found[1]]
    expected = [np.zeros(by_stream), entering.copy(), np.zeros(started.shape), sound.copy()]
    for stream, link in enumerate(known.links):
        expected[1][link.callee] += sent[stream]
    for link, stream in zip(links, known.of_link, strict=True):
        expected[0][stream] += link.calls * link.probability * started[link.caller]
        expected[2][link.caller] += link.calls * link.probability * takes_s[stream]
        any_lost = 1 - (1 - lost[stream]) ** link.calls if link.calls > 1 else link.calls * lost[stream]
        expected[3][link.caller] *= 1 - link.probability * any_lost if link.hard else 1.0
    for ours, exact in zip(found[0], expected, strict=True):
        assert ours == pytest.approx(exact, rel=1e-12)
