"""Stations with few places to wait, against the sum over all states."""

from math import exp, inf
from operator import mul

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import gammainc, gammaincc

from sosgraph.queueing.erlang import erlang_c
from sosgraph.queueing.mmck import outlasting, refused, sojourn, waits
from tests.queueing.oracles import mean_in_places


def test_eleven_states_are_what_the_textbook_says() -> None:
    """O-34: M/M/1/10 at 80 % refuses .023493 and holds 2.966314; at 100 % it refuses 1/11."""
    assert refused(1, 0.8, 9) == pytest.approx(0.023493, abs=5e-7)
    assert mean_in_places(1, 0.8, 9) == pytest.approx(2.966314, abs=5e-7)
    assert refused(1, 1.0, 9) == pytest.approx(1 / 11)


@given(st.integers(1, 8), st.floats(0.01, 40), st.integers(0, 30))
def test_refusals_are_the_weight_of_the_last_state(servers: int, offered: float, waiting: int) -> None:
    """As the sum over all states says."""
    weights = [1.0]
    for present in range(1, servers + waiting + 1):
        weights.append(weights[-1] * offered / min(present, servers))
    assert refused(servers, offered, waiting) == pytest.approx(weights[-1] / sum(weights), rel=1e-6, abs=1e-14)
    mean = sum(present * weight for present, weight in enumerate(weights)) / sum(weights)
    assert mean_in_places(servers, offered, waiting) == pytest.approx(mean, rel=1e-6)


@given(st.integers(1, 8), st.one_of(st.floats(0.01, 40), st.integers(1, 8).map(float)), st.integers(0, 30))
def test_the_time_there_is_that_of_all_states(servers: int, offered: float, waiting: int) -> None:
    """Mean and variance over the states that let one in: who finds all servers busy waits for those before it, and itself."""
    weights = [1.0]
    for present in range(1, servers + waiting):
        weights.append(weights[-1] * offered / min(present, servers))
    ahead = [max(0, present - servers + 1) for present in range(servers + waiting)]  # servers come free this often first
    whole = sum(weights)
    mean = sum(weight * count for weight, count in zip(weights, ahead, strict=True)) / whole / servers
    square = sum(weight * count * (count + 1) for weight, count in zip(weights, ahead, strict=True)) / whole / servers**2
    assert sojourn(servers, offered, waiting) == pytest.approx((1 + mean, 1 + square - mean**2), rel=1e-3)


def test_a_queue_without_end_is_the_limit() -> None:
    """A billion places are as good as no limit: M/M/c, whose mean wait is C / (c - a)."""
    mean, variance = sojourn(2, 1.8, 10**9)
    delayed = erlang_c(2, 1.8)
    assert mean == pytest.approx(1 + delayed / 0.2) and variance == pytest.approx(1 + delayed * (2 - delayed) / 0.2**2)


@given(st.integers(1, 8), st.floats(0, 40), st.floats(0, 5), st.integers(0, 10**15))
def test_more_load_is_refused_more(servers: int, offered: float, more: float, waiting: int) -> None:
    """However long the queue is, in no time."""
    assert 0 <= refused(servers, offered, waiting) <= refused(servers, offered + more, waiting) + 1e-6 <= 1 + 1e-6


@given(st.integers(1, 20), st.floats(0.01, 5), st.integers(0, 60), st.floats(0.01, 4))
def test_who_stays_long_is_behind_many(servers: int, ratio: float, waiting: int, most: float) -> None:
    """The sum over all states that let one in: after n - c + 1 servers came free, and an exponential service of its own."""
    offered, patience = ratio * servers, most * (1 + waiting / servers)
    weights = [1.0]
    for present in range(1, servers + waiting):
        weights.append(weights[-1] * offered / min(present, servers))
    late = [_stays(servers, max(0, present - servers + 1), patience) for present in range(servers + waiting)]
    expected = sum(map(mul, weights, late)) / sum(weights)
    found = outlasting(waits(servers, offered, waiting), ratio, waiting, servers, patience)
    assert found == pytest.approx(expected, rel=1e-9, abs=1e-15)


def _stays(servers: int, ahead: int, patience: float) -> float:
    """Return P[Erlang(ahead, servers) + Exp(1) > patience], by its closed form."""
    if not ahead or servers == 1:
        return float(gammaincc(ahead + 1, patience))
    alone = exp(-patience) * (servers / (servers - 1)) ** ahead
    return float(gammaincc(ahead, servers * patience) + alone * gammainc(ahead, (servers - 1) * patience))


@pytest.mark.parametrize("servers", [1, 2, 50])
def test_nobody_stays_longer_than_a_long_queue_takes(servers: int) -> None:
    """A thousand places, full and empty: no power overflows."""
    often = float(servers)
    assert outlasting(1.0, 1e6, 1000, often, 500 / servers) == pytest.approx(1.0)
    assert outlasting(1.0, inf, 1000, often, 1000 / servers) == pytest.approx(_stays(servers, 1000, 1000 / servers))
    assert outlasting(0.0, 0.0, 1000, often, 900.0) == pytest.approx(0.0, abs=1e-99)
    assert outlasting(0.5, 0.5, 5, often, 0.0) == 1.0
