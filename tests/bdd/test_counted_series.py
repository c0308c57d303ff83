"""How functions of several counts are distributed: against many draws."""

from collections.abc import Sequence
from itertools import pairwise

import numpy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.confidence import beta_distribution
from sosgraph.bdd.dials import Dial, Panel
from sosgraph.bdd.posterior import Belief, counted, propagated
from sosgraph.bdd.solution import solved
from sosgraph.equations import Equations, Gate, conjunction

DRAWS = 200_000
NEAR = 0.007  # six standard errors of so many draws
CHANCES = (0.025, 0.1, 0.5, 0.9, 0.975)

Count = tuple[int, int]

counts = st.tuples(st.sampled_from([0, 0, 1, 3, 10, 100, 1000]), st.integers(2, 6)).map(
    lambda drawn: (min(drawn[0], 10 ** drawn[1] // 2), 10 ** drawn[1])
)


def belief(equations: Equations, listed: Sequence[Count], fixed: Sequence[float] = ()) -> Belief:
    """Return what is known of the last equation: counted variables first, then those that fail with fixed probabilities."""
    solution = solved(equations, len(equations) - 1)
    assert solution is not None
    panel = Panel([*[0.0] * len(listed), *fixed], [Dial((variable,)) for variable in range(len(listed))])
    return propagated(lambda numbers: panel.slopes(solution, numbers), [counted(*count) for count in listed])[0]


def drawn(listed: Sequence[Count]) -> list[numpy.ndarray]:
    """Return as many draws from what each count says."""
    random = numpy.random.default_rng(7)
    return [random.beta(bad + 0.5, total - bad + 0.5, DRAWS) for bad, total in listed]


def check(found: Belief, oracle: numpy.ndarray, near: float) -> None:
    """Assert that as many draws are below as it says."""
    for chance in CHANCES:
        assert found.chance_below(float(numpy.quantile(oracle, chance))) == pytest.approx(chance, abs=near)


@settings(max_examples=20, deadline=None)
@given(listed=st.lists(counts, min_size=1, max_size=6), fixed=st.sampled_from([0.0, 1e-4, 0.05]))
def test_a_series_is_distributed_as_drawn(listed: list[Count], fixed: float) -> None:
    """However skewed the counts, and whatever is certain beside them."""
    found = belief(Equations(len(listed) + 1, (conjunction(range(len(listed) + 1)),)), listed, [fixed])
    failed = 1 - (1 - fixed) * numpy.prod([1 - each for each in drawn(listed)], axis=0)
    check(found, failed, NEAR)


def test_a_short_count_beside_long_ones() -> None:
    """0 of 500, 10 of 10000 and 30 of 100000 with 99.99 %: 99.9 % is kept with 1.34 %, 95 % lie in 99.351 % to 99.893 %."""
    found = belief(Equations(4, (conjunction(range(4)),)), [(0, 500), (10, 10_000), (30, 100_000)], [1e-4])
    assert found.chance_below(0.001) == pytest.approx(0.0134, abs=2e-4)
    assert found.interval == pytest.approx((1 - 0.99893, 1 - 0.99351), abs=1e-5)


@pytest.mark.parametrize(("bad", "total"), [(0, 7), (0, 500), (3, 40), (99, 100_000)])
@pytest.mark.parametrize("fixed", [0.0, 0.05])
def test_a_single_count_is_exact(bad: int, total: int, fixed: float) -> None:
    """In series with something certain, of which the Beta variable is a part, it is that variable, moved and shrunk."""
    found = belief(Equations(2, (conjunction(range(2)),)), [(bad, total)], [fixed])
    for bound, chance in zip(found.interval, (0.025, 0.975), strict=True):
        assert beta_distribution(bad + 0.5, total - bad + 0.5, 1 - (1 - bound) / (1 - fixed)) == pytest.approx(chance, abs=1e-9)


@pytest.mark.parametrize("listed", [[(0, 100)] * 2, [(3, 100)] * 2, [(10, 1000)] * 3])
@pytest.mark.parametrize("beside", [(0, 500), (3, 3000)])
def test_redundant_ones_in_a_series(listed: list[Count], beside: Count) -> None:
    """Redundant counts by the delta method, and what is in series with them as it is: within 1.5 %."""
    size = len(listed)
    found = belief(Equations(size + 1, (Gate(1, tuple(range(size))), conjunction([size, size + 1]))), [*listed, beside])
    *pair, single = drawn([*listed, beside])
    check(found, 1 - (1 - numpy.prod(pair, axis=0)) * (1 - single), 0.015)


def test_redundant_ones_alone() -> None:
    """Of two copies seldom seen to fail the delta method says too little: 97.5 % are 98.1 %, 2.5 % are 6 %."""
    found = belief(Equations(2, (Gate(1, (0, 1)),)), [(0, 100)] * 2)
    check(found, numpy.prod(drawn([(0, 100)] * 2), axis=0), 0.045)


def test_a_hundred_counts() -> None:
    """Those beyond the 32 that leave most open are together as good as normal."""
    listed = [(position % 3, 500 * (1 + position)) for position in range(100)]
    found = belief(Equations(100, (conjunction(range(100)),)), listed)
    check(found, 1 - numpy.prod([1 - each for each in drawn(listed)], axis=0), NEAR)


def test_what_is_as_good_as_certain_to_fail() -> None:
    """Three hundred parts that were seen once each leave nothing: no digit of what is left over is known."""
    found = belief(Equations(300, (conjunction(range(300)),)), [(1, 2)] * 300)
    assert found.interval == pytest.approx((1.0, 1.0)) and found.chance_below(0.9) == pytest.approx(0, abs=1e-9)


@settings(max_examples=40)
@given(listed=st.lists(counts, min_size=1, max_size=4), bounds=st.lists(st.floats(0, 1), min_size=2, max_size=6))
def test_a_weaker_promise_is_kept_more_likely(listed: list[Count], bounds: list[float]) -> None:
    """The chance grows with what may fail, from 0 to 1."""
    found = belief(Equations(len(listed), (conjunction(range(len(listed))),)), listed)
    chances = [found.chance_below(bound) for bound in sorted(bounds)]
    assert all(less <= more + 1e-8 for less, more in pairwise(chances))
    assert chances[0] >= 0 and chances[-1] <= 1 and found.chance_below(1.0) == 1.0
