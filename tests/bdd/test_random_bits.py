"""Seeded random bits."""

from math import sqrt

import pytest

from sosgraph.bdd.random_bits import RandomBits

BITS = 1 << 17
FIRST = "172006ac28040301"


@pytest.mark.parametrize("chance", [0.0, 1e-4, 0.003, 1 / 256, 0.02, 0.25, 1 / 3, 0.5, 0.9, 0.999, 1.0])
def test_bits_are_set_with_the_chance(chance: float) -> None:
    """The share of bits set is within five standard deviations, in either half of the word, and never for never."""
    octets = RandomBits(1, 0).word(BITS, chance)
    assert len(octets) == BITS // 8
    for half in (octets[: BITS // 16], octets[BITS // 16 :]):
        count = int.from_bytes(half, "little").bit_count()
        assert abs(count - chance * BITS / 2) <= 5 * sqrt(BITS / 2 * chance * (1 - chance))


@pytest.mark.parametrize("chance", [0.01, 0.3])
def test_neighbours_are_independent(chance: float) -> None:
    """A bit and the next are both set with the square of the chance."""
    word = int.from_bytes(RandomBits(1, 0).word(BITS, chance), "little")
    both = (word & word >> 1).bit_count()
    assert abs(both - chance**2 * BITS) <= 5 * sqrt(BITS) * chance


def test_the_same_on_every_machine() -> None:
    """The words of a seed never change; another seed, block or draw has others."""
    assert RandomBits(1, 0).word(64, 0.3).hex() == FIRST
    bits = RandomBits(1, 0)
    words = [bits.word(64, 0.3), bits.word(64, 0.3), RandomBits(2, 0).word(64, 0.3), RandomBits(1, 1).word(64, 0.3)]
    assert words[0].hex() == FIRST
    assert len(set(words)) == 4


@pytest.mark.parametrize("chance", [5e-324, 1e-308, 2e-301])
def test_a_chance_that_floats_can_hardly_hold_sets_no_bit(chance: float) -> None:
    """The gaps are longer than any word, not longer than any number."""
    assert not any(RandomBits(1, 0).word(BITS, chance))
