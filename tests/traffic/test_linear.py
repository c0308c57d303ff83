"""Loads along calls, against the inverse of I - M."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.traffic.linear import Flow, circles, loads

FLOWS = st.lists(st.builds(Flow, st.integers(0, 5), st.integers(0, 5), st.sampled_from((0.0, 0.25, 0.5, 1.0, 3.0))), max_size=12)


def test_work_that_is_done_again() -> None:
    """O-35 (Jackson): a quarter comes back, so that .5/s become .6667/s."""
    assert loads(1, [Flow(0, 0, 0.25)], [0.5]) == [pytest.approx(2 / 3)]


@given(FLOWS, st.lists(st.sampled_from((0.0, 1.0, 280.0)), min_size=6, max_size=6))
def test_equals_power_after_power(flows: list[Flow], arriving: list[float]) -> None:
    """What went around n times, added up, comes near the loads from below; infinite loads grow without end."""
    found = loads(6, flows, arriving)
    total, wave = list(arriving), list(arriving)
    half = total
    for step in range(400):
        half = total if step == 200 else half
        after = [0.0] * 6
        for tail, head, weight in flows:
            after[head] += wave[tail] * weight
        wave = [min(each, 1e200) for each in after]
        total = [one + other for one, other in zip(total, wave, strict=True)]
    for mine, added, before in zip(found, total, half, strict=True):
        assert added > 1.4 * before if mine == inf else mine == pytest.approx(added, rel=1e-6)


def test_the_gain_of_a_circle_is_its_spectral_radius() -> None:
    """Two that call each other with .5 and 2: √(.5 × 2) = 1, which is endless."""
    (circle,), _ = circles(3, [Flow(0, 1, 0.5), Flow(1, 0, 2.0), Flow(1, 2, 9.0)])
    assert circle.members == (0, 1) and circle.gain == pytest.approx(1.0) and circle.endless
    (calm,), _ = circles(2, [Flow(0, 1, 0.5), Flow(1, 0, 0.5)])
    assert calm.gain == pytest.approx(0.5) and not calm.endless


def test_a_long_circle_ends() -> None:
    """A bounded search answers for a circle of ten thousand, also just below and above a gain of 1."""
    for weight in (0.99999, 1.0, 1.00001):
        flows = [Flow(place, (place + 1) % 10_000, weight) for place in range(10_000)]
        assert all(load > 1 for load in loads(10_000, flows, [1.0] * 10_000))
