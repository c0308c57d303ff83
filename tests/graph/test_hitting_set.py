"""The lightest elements that meet every set, against all sets of elements."""

from itertools import chain, combinations

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph.hitting_set import smallest_hitting_set

SETS = st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4), max_size=9)
WEIGHTS = st.fixed_dictionaries({element: st.integers(1, 5) for element in range(8)})


def lightest(sets: list[frozenset[int]], weights: dict[int, int]) -> int:
    """Return the least weight of elements that meet every set."""
    chosen = chain.from_iterable(combinations(range(8), size) for size in range(9))
    return min(sum(map(weights.__getitem__, some)) for some in chosen if all(one.intersection(some) for one in sets))


@given(SETS, WEIGHTS)
def test_they_meet_every_set_and_none_lighter_do(sets: list[frozenset[int]], weights: dict[int, int]) -> None:
    """With room enough the bound is what they weigh, and that is the least of all."""
    found = smallest_hitting_set(sets, weights, 100_000)
    assert all(one.intersection(found.chosen) for one in sets)
    assert found.at_least == sum(map(weights.__getitem__, found.chosen)) == lightest(sets, weights)
    assert found.steps > 0


@given(SETS, WEIGHTS, st.integers(0, 40))
def test_without_room_they_still_meet_every_set_and_the_bound_holds(
    sets: list[frozenset[int]], weights: dict[int, int], steps: int
) -> None:
    """Between the bound and what they weigh lies the least."""
    found = smallest_hitting_set(sets, weights, steps)
    assert all(one.intersection(found.chosen) for one in sets)
    assert found.at_least <= lightest(sets, weights) <= sum(map(weights.__getitem__, found.chosen))


@given(SETS, WEIGHTS, st.data())
def test_what_is_known_before_changes_no_answer(sets: list[frozenset[int]], weights: dict[int, int], data: st.DataObject) -> None:
    """Whatever true bound is given, the weight is the least."""
    least = lightest(sets, weights)
    found = smallest_hitting_set(sets, weights, 100_000, data.draw(st.integers(0, least)))
    assert found.at_least == sum(map(weights.__getitem__, found.chosen)) == least


@given(SETS, WEIGHTS, st.integers(0, 40))
def test_none_of_them_is_in_vain(sets: list[frozenset[int]], weights: dict[int, int], steps: int) -> None:
    """Without any of them some set is not met."""
    chosen = smallest_hitting_set(sets, weights, steps).chosen
    assert all(any(not one.intersection(set(chosen) - {element}) for one in sets) for element in chosen)


def test_no_sets_need_nothing() -> None:
    """The empty set meets all of none."""
    assert smallest_hitting_set([], {}, 10) == ((), 0, 10)
