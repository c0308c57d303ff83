"""Smallest sets of causes, against all sets."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.scenarios.delta_debugging import minimal

CAUSES = st.sets(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), min_size=1, max_size=4)


@given(CAUSES)
def test_none_can_be_spared(enough: set[frozenset[int]]) -> None:
    """What is found is enough, and without any of its members it is not: it is one of the sets that are."""
    found = minimal(range(8), lambda chosen: any(cause <= set(chosen) for cause in enough), 10_000)
    assert found.causes is not None and found.complete
    least = {cause for cause in enough if not any(other < cause for other in enough)}
    assert frozenset(found.causes) in least


def test_a_single_cause_is_found_by_halving() -> None:
    """Of a thousand candidates with about two tests each time the rest is halved."""
    found = minimal(range(1000), lambda chosen: 700 in chosen, 10_000)
    assert found.causes == (700,) and found.tested <= 2 * 10 + 1


def test_the_earlier_one_is_preferred() -> None:
    """Where each of several alone is enough."""
    assert minimal("abcd", lambda chosen: "b" in chosen or "d" in chosen, 100).causes == ("b",)


def test_nothing_may_be_enough() -> None:
    """Neither all together nor, where there are none, nothing."""
    assert minimal("abc", lambda chosen: False, 100) == (None, 1, True)
    assert minimal("", lambda chosen: True, 100).causes is None


def test_the_bound_is_said() -> None:
    """Then the set is enough, but may be too large."""
    scattered = {1, 30, 60, 90}
    found = minimal(range(100), lambda chosen: scattered <= set(chosen), 10)
    assert not found.complete and found.tested == 10
    assert found.causes is not None and scattered <= set(found.causes)


def test_it_is_quadratic_at_worst() -> None:
    """All of them are needed: about n² + 3 n tests (Zeller & Hildebrandt 2002)."""
    count = 24
    found = minimal(range(count), lambda chosen: len(chosen) == count, 10_000)
    assert found.causes == tuple(range(count)) and found.tested <= count * count + 3 * count


def test_small_sets_against_all_sets() -> None:
    """Of five candidates and every monotone pair of causes."""
    for first, second in combinations(list(combinations(range(5), 2)), 2):
        found = minimal(range(5), lambda chosen, a=first, b=second: set(a) <= set(chosen) or set(b) <= set(chosen), 1000)
        assert found.causes in (first, second)
