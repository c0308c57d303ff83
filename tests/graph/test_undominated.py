"""What is left of sets to be met by the lightest elements, at both speeds."""

from itertools import combinations
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph import sparse, undominated
from tests.graph.speeds import SOURCE

SETS = st.lists(st.frozensets(st.integers(0, 7), min_size=1, max_size=4).map(lambda one: tuple(sorted(one))), max_size=9)
RANKS = st.lists(st.integers(0, 2), min_size=8, max_size=8)
SPEEDS = [pytest.param(undominated, id="installed"), pytest.param(SOURCE["undominated"], id="interpreted")]


def lightest(sets: list[tuple[int, ...]], rank: list[int]) -> int:
    """Return the least weight of elements that meet every set, where an element of rank r weighs r + 1."""
    chosen = (some for size in range(9) for some in combinations(range(8), size))
    return min(sum(rank[element] + 1 for element in some) for some in chosen if all(set(one) & set(some) for one in sets))


@pytest.mark.parametrize("kernel", SPEEDS)
@given(sets=SETS, rank=RANKS)
def test_what_is_left_and_taken_is_as_light_as_the_whole(
    kernel: ModuleType, sets: list[tuple[int, ...]], rank: list[int]
) -> None:
    """Whatever meets what is left lightest, and what is taken, meets all sets, and nothing lighter does."""
    left, taken = kernel.Undominated(sparse.numbers_of(rank, 3)).of(sets)
    assert lightest(sets, rank) == lightest(left, rank) + sum(rank[element] + 1 for element in taken)
    assert not any(set(one) & set(taken) for one in left)


@pytest.mark.parametrize("kernel", SPEEDS)
@given(sets=SETS, rank=RANKS)
def test_nothing_left_is_superfluous(kernel: ModuleType, sets: list[tuple[int, ...]], rank: list[int]) -> None:
    """No set contains another or has one element; no element meets all that a heavier one, or one as heavy and larger, does."""
    left, _ = kernel.Undominated(sparse.numbers_of(rank, 3)).of(sets)
    assert [len(one) for one in left] == sorted(len(one) for one in left if len(one) > 1)
    assert not any(set(one) <= set(other) for one in left for other in left if one is not other)
    meets = {element: {one for one in left if element in one} for one in left for element in one}
    for element, other in combinations(sorted(meets), 2):
        assert not (meets[other] <= meets[element] and rank[element] <= rank[other])
        assert not (meets[element] <= meets[other] and (rank[other], meets[element] == meets[other]) <= (rank[element], False))


@given(sets=SETS, more=SETS, rank=RANKS)
def test_both_speeds_say_the_same_when_asked_again(
    sets: list[tuple[int, ...]], more: list[tuple[int, ...]], rank: list[int]
) -> None:
    """The same sets and elements in the same order after as many looks, and no question leaves a trace."""
    first, second = (kernel.Undominated(sparse.numbers_of(rank, 3)) for kernel in (undominated, SOURCE["undominated"]))
    for asked in (sets, more, sets):
        assert first.of(asked) == second.of(asked)
        assert first.looks == second.looks
    assert first.of(sets) == undominated.Undominated(sparse.numbers_of(rank, 3)).of(sets)


def test_a_set_is_met_with_the_one_in_it() -> None:
    """Of equally heavy elements that meet the same the smallest stays, and of a set with one element it is taken."""
    asked = [(0, 1, 2), (0, 1), (2, 3), (3, 4), (2, 4)]
    assert undominated.Undominated(sparse.numbers_of([0] * 5, 1)).of(asked) == ([(2, 3), (3, 4), (2, 4)], [0])
