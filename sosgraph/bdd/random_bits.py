"""Seeded random bits: words in which every bit is set with a given chance, the same on every machine.

The source is SHAKE128 (FIPS 202) of the seed and a counter, so that any block can be drawn without those before it.
"""

from hashlib import shake_128
from math import ceil, sqrt
from struct import unpack

from sosgraph.bdd.gaps import marked

_LEVELS = 256  # a chance is so many steps, drawn by whole words, and a rest below one step, drawn by its rare bits
_LEAST = 1e-300  # a chance below is drawn as this one: in no block, and never in a lifetime


class RandomBits:
    """A stream of random bits that depends on the seed and the block alone."""

    def __init__(self, seed: int, block: int) -> None:
        """Begin block number `block` of the stream of `seed`."""
        self._name = f"{seed}:{block}:"
        self._drawn = 0

    def word(self, bits: int, chance: float) -> bytes:
        """Return `bits`/8 octets, a multiple of 8 bits, in which each bit is set with `chance`, independently."""
        steps = int(chance * _LEVELS)
        rest = (chance - steps / _LEVELS) / (1 - steps / _LEVELS) if steps < _LEVELS else 0.0
        rare = self._rare(bits, rest)
        if not steps:
            return bytes(rare)
        if steps >= _LEVELS:
            return b"\xff" * (bits // 8)
        word = 0
        for place in range((steps & -steps).bit_length() - 1, _LEVELS.bit_length() - 1):
            drawn = int.from_bytes(self._octets(bits // 8), "little")
            word = word | drawn if steps >> place & 1 else word & drawn
        return (word | int.from_bytes(rare, "little")).to_bytes(bits // 8, "little")

    def _rare(self, bits: int, chance: float) -> bytearray:
        """Return octets with bits set that lie geometrically distributed gaps apart."""
        word = bytearray(bits // 8)
        if chance <= 0.0:
            return word
        last = -1
        while last < bits:
            expected = (bits - last) * chance
            count = ceil(expected + 3 * sqrt(expected)) + 8
            last = marked(word, unpack(f"<{count}Q", self._octets(8 * count)), max(chance, _LEAST), last)
        return word

    def _octets(self, count: int) -> bytes:
        self._drawn += 1
        return shake_128(f"{self._name}{self._drawn}".encode()).digest(count)
