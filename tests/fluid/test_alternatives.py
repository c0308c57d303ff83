"""Fallbacks, groups and second copies."""

from math import exp, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.simulation.network import Group, Link, Network, Station
from tests.fluid.systems import DB, at, client_and_server, course, outage

SHARES = st.floats(0, 1)


def failing(*shares: float) -> tuple[Station, ...]:
    return (Station("web"), *(Station(f"s{place}", 1, 0.001, failing=share) for place, share in enumerate(shares)))


@settings(max_examples=10, deadline=None)
@given(SHARES, SHARES, SHARES)
def test_a_fallback_is_asked_for_what_it_covers_of_what_is_lost(one: float, other: float, coverage: float) -> None:
    """Good: not lost, or covered and answered by the fallback."""
    links = (Link(0, 1, fallback=1, coverage=coverage), Link(0, 2, primary=0))
    found = course(Network(failing(one, other), links, (100.0, 0.0, 0.0)), 10.0, samples=20)
    assert found.goodput[-1] / 100 == pytest.approx(1 - one * (1 - coverage * (1 - other)), abs=1e-9)
    assert found.offered[2][-1] == pytest.approx(100 * one * coverage)


def test_a_fallback_of_a_fallback_is_asked_last() -> None:
    """One of eight loses all three."""
    links = (Link(0, 1, fallback=1), Link(0, 2, primary=0, fallback=2), Link(0, 3, primary=1))
    found = course(Network(failing(0.5, 0.5, 0.5), links, (80.0, 0.0, 0.0, 0.0)), 10.0, samples=20)
    assert found.goodput[-1] == pytest.approx(70) and found.offered[3][-1] == pytest.approx(20)


@settings(max_examples=10, deadline=None)
@given(st.tuples(SHARES, SHARES, SHARES))
def test_a_group_holds_where_enough_members_do(lost: tuple[float, float, float]) -> None:
    """Two of three, and one of (first, both of the others), against the sum over all outcomes."""
    links = tuple(Link(0, place) for place in (1, 2, 3))
    p, q, r = (1 - each for each in lost)
    two = p * q * (1 - r) + p * (1 - q) * r + (1 - p) * q * r + p * q * r
    nested = 1 - (1 - p) * (1 - q * r)
    for groups, good in (
        ((Group(0, 2, (0, 1, 2)),), two),
        ((Group(0, 1, (0, ~1)), Group(0, 2, (1, 2), outermost=False)), nested),
    ):
        found = course(Network(failing(*lost), links, (100.0, 0.0, 0.0, 0.0), groups), 10.0, samples=20)
        assert found.goodput[-1] / 100 == pytest.approx(good, abs=1e-9)


def test_members_are_asked_in_turn_and_again_for_each_that_fails() -> None:
    """One of two: half each while both do; all that the other loses, too, while it is down."""
    links = (Link(0, 1, timeout_s=1.0), Link(0, 2, timeout_s=1.0))
    network = Network(failing(0.0, 0.0), links, (100.0, 0.0, 0.0), (Group(0, 1, (0, 1)),))
    found = course(network, 100.0, outage(30, 40, 1))
    assert [found.offered[2][at(found, time_s)] for time_s in (29, 60)] == pytest.approx([50, 100], rel=0.01)
    assert found.goodput[at(found, 60)] == pytest.approx(100, rel=0.01)


def test_a_call_that_is_not_hard_fails_nobody() -> None:
    """It is asked all the same."""
    found = course(Network(failing(1.0), (Link(0, 1, hard=False),), (10.0, 0.0)), 10.0, samples=20)
    assert found.goodput[-1] == pytest.approx(10) and found.offered[1][-1] == pytest.approx(10)


def test_several_calls_must_all_do() -> None:
    """Three calls of which each is lost with 10 %: .9³; a call of every second request: 95 %."""
    for link, good in ((Link(0, 1, calls=3), 0.9**3), (Link(0, 1, probability=0.5), 0.95)):
        found = course(Network(failing(0.1), (link,), (100.0, 0.0)), 10.0, samples=20)
        assert found.goodput[-1] / 100 == pytest.approx(good)


def test_a_second_copy_is_sent_to_those_that_take_long() -> None:
    """By 500 ms, exp(-(10 - a) / 2) have no answer, a the attempts with their copies; late is who is late twice."""
    plain, hedged = (course(client_and_server(2.0, 0.1, timeout_s=0.8, hedge_s=after_s), 100.0) for after_s in (inf, 0.5))
    offered = hedged.offered[DB][-1]
    assert offered == pytest.approx(2 * (1 + exp(-(10 - offered) / 2)), rel=1e-6)
    late = exp(-(10 - offered) * 0.8) * exp(-(10 - offered) * 0.3)
    assert hedged.timeouts[0][-1] / 2 == pytest.approx(late, rel=1e-6) and hedged.timeouts[0][-1] < plain.timeouts[0][-1]
