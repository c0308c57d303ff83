"""Sets of numbers as integers, as installed and run from their source."""

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.graph import bit_sets as installed
from tests.from_source import from_source

INTERPRETED = from_source("sosgraph.graph", "bit_sets")["bit_sets"]
SPEEDS = pytest.mark.parametrize("speed", [installed, INTERPRETED], ids=["installed", "interpreted"])


@SPEEDS
@given(st.sets(st.integers(0, 50)) | st.sets(st.integers(0, 5_000)))
def test_members_undo_a_bit_set(speed: ModuleType, indices: set[int]) -> None:
    """Sparse or dense, in ascending order."""
    bits = speed.bit_set(indices)
    assert bits == sum(1 << index for index in indices)
    assert speed.members(bits) == speed.places(bits.to_bytes(700, "little")) == sorted(indices)


@SPEEDS
@given(st.sets(st.integers(0, 40)))
def test_those_are_chosen_whose_bits_are_set(speed: ModuleType, indices: set[int]) -> None:
    """In their order, of exactly as many values as there can be; with one fewer it is refused."""
    values = [f"value {place}" for place in range(max(indices, default=-1) + 1)]
    bits = speed.bit_set(indices)
    assert speed.chosen(values, bits) == [values[index] for index in sorted(indices)]
    if values:
        with pytest.raises(IndexError):
            speed.chosen(values[:-1], bits)


@SPEEDS
def test_a_negative_number_is_no_bit_set(speed: ModuleType) -> None:
    """It would have infinitely many members."""
    with pytest.raises(ValueError, match="it is negative"):
        speed.members(-1)


@SPEEDS
@given(st.lists(st.integers(0, 40)), st.integers(-3, -1))
def test_a_negative_number_is_in_no_bit_set(speed: ModuleType, indices: list[int], negative: int) -> None:
    """However many others there are."""
    with pytest.raises(ValueError):
        speed.bit_set([*indices, negative])


def test_the_interpreted_one_is_interpreted() -> None:
    """Else one speed would be tested twice."""
    assert not INTERPRETED.COMPILED
