"""One shared part counted once."""

import pytest

from sosgraph.bdd.counted_once import counted_once, made_of
from sosgraph.bdd.independent import naive_failure_probabilities
from sosgraph.equations import Equations, Gate

# 0 and 1 are members, 2 is what both need; 4 and 5 are the members with it, 6 one of them, 7 with 2 once more.
DIAMOND = Equations(3, (Gate(1, (2,)), Gate(2, (0, 3)), Gate(2, (1, 3)), Gate(1, (4, 5)), Gate(2, (6, 3))))
FAILURE = [0.1, 0.2, 0.01]


def test_where_one_part_is_shared_it_is_exact() -> None:
    """In a diamond the number is exact: 0.01 + 0.99 · 0.1 · 0.2; the two rules have 0.109 · 0.208."""
    assert naive_failure_probabilities(DIAMOND, FAILURE)[6] == pytest.approx(0.109 * 0.208)
    assert counted_once(DIAMOND, FAILURE, 3)[6] == pytest.approx(0.01 + 0.99 * 0.02)


def test_in_series_it_is_lower() -> None:
    """The rules err on the safe side there."""
    series = Equations(2, (Gate(1, (1,)), Gate(2, (0, 2)), Gate(2, (3, 2))))
    naive = naive_failure_probabilities(series, [0.1, 0.01])[4]
    once = counted_once(series, [0.1, 0.01], 2)[4]
    assert naive is not None and once is not None
    assert once == pytest.approx(0.1 + 0.9 * 0.01) and once < naive


def test_without_a_number_there_is_none() -> None:
    """A circle through a choice is not covered by the rules."""
    circle = Equations(2, (Gate(1, (0, 3)), Gate(2, (1, 2))))
    assert counted_once(circle, [0.1, 0.1], 2) == [None] * 4


def test_what_roots_are_made_of_keeps_its_numbers() -> None:
    """Variables keep their places, gates that are not needed go."""
    equations, place = made_of(DIAMOND, [5])
    assert place == {3: 3, 5: 4}
    assert equations == Equations(3, (Gate(1, (2,)), Gate(2, (1, 3))))
