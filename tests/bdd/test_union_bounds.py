"""Bounds on the probability of a union against adding up all states."""

from itertools import product
from math import fsum, isclose, prod

from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd.union_bounds import union_bounds

EVENTS = 8
SETS = st.lists(st.integers(1, (1 << EVENTS) - 1), max_size=12)
CHANCES = st.lists(st.floats(1e-6, 1.0) | st.sampled_from([0.0, 1e-9, 1e-3, 0.5]), min_size=EVENTS, max_size=EVENTS)


def exact(sets: list[int], chances: list[float]) -> float:
    terms = []
    for state in product((0, 1), repeat=EVENTS):
        mask = sum(1 << event for event, happens in enumerate(state) if happens)
        if any(each & mask == each for each in sets):
            terms.append(prod(chance if happens else 1 - chance for chance, happens in zip(chances, state, strict=True)))
    return fsum(terms)


@settings(deadline=None)
@given(SETS, CHANCES)
def test_contain_the_probability(sets: list[int], chances: list[float]) -> None:
    """Without any diagram, the bounds hold; sets may repeat and contain one another."""
    lower, upper = union_bounds(sets, chances, 0)
    assert lower * (1 - 1e-12) <= exact(sets, chances) <= upper * (1 + 1e-12)


@settings(deadline=None)
@given(SETS, CHANCES)
def test_are_exact_where_diagrams_fit(sets: list[int], chances: list[float]) -> None:
    """With nodes enough both ends are the probability."""
    lower, upper = union_bounds(sets, chances, 1_000)
    assert isclose(lower, upper, rel_tol=1e-12)
    assert isclose(lower, exact(sets, chances), rel_tol=1e-11)


def test_are_close_for_rare_events() -> None:
    """What the bounds do not know is smaller than the probability that two sets happen."""
    sets = [0b11 << place for place in range(EVENTS - 1)]
    lower, upper = union_bounds(sets, [1e-3] * EVENTS, 0)
    assert 0 < upper - lower < 1e-8 * 8
