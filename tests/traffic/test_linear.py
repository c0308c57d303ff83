"""Loads along calls, against the inverse of I - M."""

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.traffic.linear import Flow, flowing
from sosgraph.traffic.solved import radius, visits

FLOWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from((0.0, 0.25, 0.5, 1.0, 3.0))), max_size=12)


def test_work_that_is_done_again() -> None:
    """O-35 (Jackson): a quarter comes back, so that .5/s become .6667/s."""
    assert flowing(1, [(0, 0, 0.25)]).loads([0.5]) == [pytest.approx(2 / 3)]


@given(FLOWS, st.lists(st.sampled_from((0.0, 1.0, 280.0)), min_size=6, max_size=6))
def test_equals_power_after_power(flows: list[Flow], arriving: list[float]) -> None:
    """What went around n times, added up, comes near the loads from below; infinite loads grow without end."""
    found = flowing(6, flows).loads(arriving)
    total, wave = list(arriving), list(arriving)
    half = total
    for step in range(1_600):
        half = total if step == 800 else half
        after = [0.0] * 6
        for tail, head, weight in flows:
            after[head] += wave[tail] * weight
        wave = [min(each, 1e200) for each in after]
        total = [one + other for one, other in zip(total, wave, strict=True)]
    for mine, added, before in zip(found, total, half, strict=True):
        assert added > before if mine == inf else mine == pytest.approx(added, rel=1e-6)


@given(FLOWS, st.integers(0, 5))
def test_one_request_alone_is_followed_only_where_it_leads(flows: list[Flow], entry: int) -> None:
    """The same numbers to the last digit; what it does not reach is not there."""
    known = flowing(6, flows)
    found, every = known.loads_of(entry), known.loads([float(place == entry) for place in range(6)])
    assert [found.get(place, 0.0) for place in range(6)] == every


def test_the_gain_of_a_circle_is_its_spectral_radius() -> None:
    """Two that call each other with .5 and 2: √(.5 × 2) = 1, which is endless."""
    (circle,) = flowing(3, [(0, 1, 0.5), (1, 0, 2.0), (1, 2, 9.0)]).circles
    assert circle.members == (0, 1) and circle.gain == pytest.approx(1.0) and circle.endless
    (calm,) = flowing(2, [(0, 1, 0.5), (1, 0, 0.5)]).circles
    assert calm.gain == pytest.approx(0.5) and not calm.endless


def test_a_long_circle_ends() -> None:
    """A bounded search answers for a circle of ten thousand, also just below and above a gain of 1."""
    for weight in (0.99999, 1.0, 1.00001):
        flows = [(place, (place + 1) % 10_000, weight) for place in range(10_000)]
        assert all(load > 1 for load in flowing(10_000, flows).loads([1.0] * 10_000))


@pytest.mark.parametrize(("size", "share"), [(10, 0.5), (40, 0.5), (60, 0.1), (100, 0.5), (2000, 0.9), (60, 1.1)])
def test_a_long_circle_has_the_gain_of_one_round(size: int, share: float) -> None:
    """One call on it is made by a share of requests, all others by each: so much goes round, and the gain is its root."""
    flows = flowing(size, [(place, (place + 1) % size, share if place == 0 else 1.0) for place in range(size)])
    assert flows.circles[0].gain == pytest.approx(share ** (1 / size), rel=1e-12)
    loads = flows.loads([10.0] + [0.0] * (size - 1))
    whole = 10 / (1 - share) if share < 1 else inf
    assert loads[0] == pytest.approx(whole, rel=1e-9) and loads[1] == loads[-1] == pytest.approx(share * whole, rel=1e-9)


def _strong(size: int) -> st.SearchStrategy[list[Flow]]:
    """Draw flows along a circle through all, and some others."""
    weight, place = st.floats(0.01, 3.0), st.integers(0, size - 1)
    around = st.tuples(*(st.tuples(st.just(each), st.just((each + 1) % size), weight) for each in range(size)))
    return st.builds(lambda circle, others: [*circle, *others], around, st.lists(st.tuples(place, place, weight), max_size=9))


@given(st.integers(2, 9).flatmap(_strong))
def test_eliminated_circles_are_those_of_whole_matrices(flows: list[Flow]) -> None:
    """The spectral radius is that of all eigenvalues, and the visits are those of the inverse."""
    size = 1 + max(tail for tail, _, _ in flows)
    matrix = np.zeros((size, size))
    for tail, head, weight in flows:
        matrix[head, tail] += weight
    expected = np.abs(np.linalg.eigvals(matrix)).max()
    assert radius(flows, size) == pytest.approx(expected, rel=1e-9)
    halved = [(tail, head, weight / (2 * expected)) for tail, head, weight in flows]
    arriving = [float(place) for place in range(size)]
    assert visits(halved, arriving) == pytest.approx(np.linalg.solve(np.eye(size) - matrix / (2 * expected), arriving).tolist())
