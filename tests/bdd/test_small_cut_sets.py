"""Minimal cut sets of few variables against trying all sets."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.small_cut_sets import small_cut_sets
from sosgraph.equations import Equations, Gate, conjunction, support
from tests.bdd.systems import equations


def minimal_failing(system: Equations, root: int) -> list[int]:
    """Return the minimal sets of variables that fail `root`, as masks, by trying all of them from small to large."""
    found: list[int] = []
    for order in range(system.variables + 1):
        for each in combinations(range(system.variables), order):
            mask = sum(1 << variable for variable in each)
            if not any(other & mask == other for other in found) and not system.greatest_solution(each)[root]:
                found.append(mask)
    return found


@given(equations(), st.integers(1, 8), st.data())
def test_are_all_of_at_most_the_order(system: Equations, order: int, data: st.DataObject) -> None:
    """Singles in one mask, larger ones by order; complete only if there are no others. Cycles are running systems."""
    root = data.draw(st.integers(0, len(system) - 1))
    wanted = minimal_failing(system, root)
    found = small_cut_sets(system, root, order)
    if wanted == [0]:
        assert found == (0, (), 0, True)
        return
    small = [each for each in wanted if each.bit_count() <= found.order]
    assert found.order == order or found.complete
    assert found.singles == sum(each for each in small if each.bit_count() == 1)
    assert sorted(found.larger) == sorted(each for each in small if each.bit_count() > 1)
    assert list(found.larger) == sorted(found.larger, key=lambda each: (each.bit_count(), each))
    assert not found.complete or len(small) == len(wanted)


@given(equations(), st.integers(0, 40), st.data())
def test_with_little_work_are_complete_up_to_a_lower_order(system: Equations, work: int, data: st.DataObject) -> None:
    """What is given up is an order as a whole, and the order that is left is stated; the first order is always there."""
    root = data.draw(st.integers(0, len(system) - 1))
    wanted = minimal_failing(system, root)
    found = small_cut_sets(system, root, 7, work)
    assert found.order >= 1 or wanted == [0]
    listed = [1 << variable for variable in range(system.variables) if found.singles >> variable & 1] + list(found.larger)
    assert wanted == [0] or sorted(listed) == sorted(each for each in wanted if each.bit_count() <= found.order)


def test_pairs_of_three_replicas() -> None:
    """Two of three fail with any two, and all with what they share."""
    system = Equations(4, (*[conjunction([0, 1 + i]) for i in range(3)], Gate(2, (4, 5, 6))))
    assert small_cut_sets(system, 7, 1) == (0b0001, (), 1, False)
    assert small_cut_sets(system, 7, 2) == (0b0001, (0b0110, 0b1010, 0b1100), 2, True)


def test_too_many_sets_are_not_begun() -> None:
    """Thirty parts three times over would be 27,000 unions; with less work than that pairs are all there are: none."""
    groups = [conjunction(range(30 * i, 30 * i + 30)) for i in range(3)]
    system = Equations(90, (*groups, Gate(1, (90, 91, 92))))
    assert small_cut_sets(system, 93, 3, work=20_000) == (0, (), 2, False)
    assert len(small_cut_sets(system, 93, 3).larger) == 27_000


def test_support_are_the_numbers_below() -> None:
    """A number is made of itself and of what its arguments are made of, negated or not."""
    system = Equations(3, (conjunction([0, 1]), conjunction([~3, 2]), conjunction([1])))
    assert support(system, [4]) == [0, 1, 2, 3, 4]
    assert support(system, [3, 5]) == [0, 1, 3, 5]
