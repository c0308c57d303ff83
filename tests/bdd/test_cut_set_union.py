"""The union of families of sets."""

from itertools import product
from math import fsum, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.cut_set_union import union_probabilities
from tests.bdd.systems import PROBABILITIES

SETS = st.lists(st.sets(st.integers(0, 5), min_size=1, max_size=4).map(lambda each: tuple(sorted(each))), max_size=5)


@pytest.mark.parametrize("node_limit", [200_000, 12])
@given(sets=SETS, failure=st.lists(PROBABILITIES, min_size=6, max_size=6))
def test_is_the_sum_over_all_states(node_limit: int, sets: list[tuple[int, ...]], failure: list[float]) -> None:
    """It has happened where all of at least one of the first sets are down, without sets never; where too large, by bounds."""
    counts = range(len(sets) + 1)
    for count, (lower, upper) in zip(counts, union_probabilities(sets, counts, failure, node_limit), strict=True):
        states = product((False, True), repeat=6)
        happened = (state for state in states if any(all(state[member] for member in each) for each in sets[:count]))
        expected = fsum(prod(f if down else 1 - f for f, down in zip(failure, state, strict=True)) for state in happened)
        if node_limit > 12:
            assert lower == upper == pytest.approx(expected, rel=1e-9, abs=1e-15)
        assert lower <= expected * (1 + 1e-9) + 1e-15 and expected <= upper * (1 + 1e-9) + 1e-15


def test_v31b_unions_that_scram_prints() -> None:
    """V31b, SCRAM tests: A ∨ B ∨ C of .1, .2, .3 is .496, AB ∨ BC is .074; adding up would give .6 and .08."""
    ((either, _),) = union_probabilities([(0,), (1,), (2,)], [3], [0.1, 0.2, 0.3])
    ((pairs, _),) = union_probabilities([(0, 1), (1, 2)], [2], [0.1, 0.2, 0.3])
    assert either == pytest.approx(0.496, rel=1e-13)
    assert pairs == pytest.approx(0.074, rel=1e-13)
