"""Who finds the server busy comes back later."""

from math import inf

import pytest

from tests.queueing.oracles import mean_orbit, stable_limit


def test_the_orbit_is_what_the_textbook_says() -> None:
    """O-36: λ = .8, μ = 1, θ = .5: 9.6 in the orbit; one at a time with θ = μ = 1: stable below the golden section."""
    assert mean_orbit(0.8, 1, 0.5) == pytest.approx(9.6)
    assert stable_limit(1, 1) == pytest.approx(0.618034, abs=5e-7)
    assert mean_orbit(1, 1, 1) == inf
