"""Flows that arrive later: what goes in comes out, in time."""

import numpy as np
import pytest

from sosgraph.fluid.delay import Delay


def test_each_row_comes_out_after_its_own_steps() -> None:
    """0, 2 and 3 steps."""
    delay = Delay([0, 2, 3], [0, 2, 3], 1)
    out = np.array([delay.through(np.full((3, 1), float(step)))[:, 0].copy() for step in range(1, 6)])
    assert out.tolist() == [[1, 0, 0], [2, 0, 0], [3, 1, 0], [4, 2, 1], [5, 3, 2]]


def test_a_spread_row_is_a_moving_mean_and_loses_nothing() -> None:
    """One request over four steps; the sum of a thousand random ones, to rounding."""
    delay = Delay([4], [0], 1)
    assert [delay.through(np.array([[flow]]))[0, 0] for flow in (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)] == [0.25, 0.25, 0.25, 0.25, 0, 0]
    flows = np.random.default_rng(1).random(1000) * 10.0 ** np.random.default_rng(2).integers(-9, 9, 1000)
    out = [delay.through(np.array([[flow]]))[0, 0] for flow in [*flows, *[0.0] * 4]]
    assert sum(out) == pytest.approx(flows.sum()) and min(out) >= 0


def test_a_row_may_be_spread_over_the_last_of_its_steps() -> None:
    """One request from the third step to the fifth; the sum of a thousand random ones, to rounding."""
    delay = Delay([5], [2], 1)
    out = [delay.through(np.array([[flow]]))[0, 0] for flow in (3.0, *[0.0] * 12, 3.0, *[0.0] * 7)]
    assert out == [0, 0, 1, 1, 1, *[0] * 8, 0, 0, 1, 1, 1, 0, 0, 0]
    flows = np.random.default_rng(1).random(1000)
    assert sum(delay.through(np.array([[flow]]))[0, 0] for flow in [*flows, *[0.0] * 5]) == pytest.approx(flows.sum())
