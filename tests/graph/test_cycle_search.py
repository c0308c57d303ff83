"""The search for cycles of one length: where it starts, and what it says about the next length."""

from sosgraph.graph.cycle_search import CyclesOfLength, Inside, distances

PLENTY = 1_000_000


def test_only_vertices_that_can_be_smallest_of_a_cycle_are_starts() -> None:
    """With 0 gone nothing of 0 → 1 → 2 → 0 can be on a cycle; 3 ⇄ 4 is one of its own, 5 only looks on."""
    inside = Inside([[1], [2], [0, 3], [4], [3], [0]], range(6))
    assert inside.starts == [0, 3]
    assert inside.gone == {0: 0, 1: 0, 2: 0, 3: 3, 4: 3, 5: -1}


def test_the_next_length_is_a_lower_bound_and_none_at_the_end() -> None:
    """Through 0 there are cycles of 2 and of 4 edges; at 2 edges the distance from 2 back to 0 is known to be 2 or more."""
    inside = Inside([[1, 2], [0], [3], [4], [0]], range(5))
    search = CyclesOfLength(inside, 0, 2, PLENTY)
    assert list(search) == [(0, 1)]
    assert search.next_length == 3
    search = CyclesOfLength(inside, 0, 4, PLENTY)
    assert list(search) == [(0, 2, 3, 4)]
    assert search.next_length is None


def test_the_search_ends_when_nothing_is_left_to_spend() -> None:
    """Then `left` is below zero."""
    search = CyclesOfLength(Inside([[1], [2], [0]], range(3)), 0, 3, 3)
    assert list(search) == []
    assert search.left < 0


def test_distances_are_counted_in_edges() -> None:
    """What cannot be reached has none."""
    assert distances({0: [1, 2], 1: [2], 2: [3], 3: [0], 4: [0]}, 0) == {0: 0, 1: 1, 2: 1, 3: 2}
