# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Named random streams: the same numbers on every machine, for each station or link and purpose its own.

A kernel, run as it stands or compiled (`streams.pxd` beside it). The source is SHAKE128 (FIPS 202) of the seed, the name and a
counter. What one policy draws moves nothing of what others draw: two systems that differ in one meet the same luck elsewhere.
"""

import math
from array import array
from collections.abc import MutableSequence
from hashlib import shake_128
from typing import Any

COMPILED = not __file__.endswith(".py")

_FIRST, _MOST = 16, 512  # numbers drawn at once: at first few, as most streams of a large system are hardly used
_MANTISSA = (1 << 52) - 1
_EXPONENT = 0x3FF << 52  # of the numbers in [1, 2)
_TO_BASE_E = -math.log(2.0)  # of CPython's logarithms, that to base 2 takes a third of the time
_TURNED = array("H", [1]).tobytes() != b"\1\0"  # this machine puts the highest octet first


class Stream:
    """Random numbers of one purpose; the last `left` of `drawn` come next, the last one first."""

    __slots__ = ("_block", "_count", "_exponential", "_name", "drawn", "left")

    def __init__(self, name: str, exponential: bool) -> None:
        """Begin the stream of that name; of a mean of 1 where `exponential`, else uniform in (0, 1]."""
        self._name, self._exponential = name, exponential
        self._block, self._count, self.left = 0, _FIRST, 0
        self.drawn: MutableSequence[Any] = array("d")

    def following(self) -> float:
        """Return the next number."""
        if not self.left:
            self.refill()
        self.left = left = self.left - 1
        number: float = self.drawn[left]
        return number

    def refill(self) -> None:
        """Draw the next numbers, of which there are none left."""
        count = self._count
        octets = shake_128(f"{self._name}:{self._block}".encode()).digest(8 * count)
        words = int.from_bytes(octets, "little") & _words(_MANTISSA, count) | _words(_EXPONENT, count)
        numbers = array("d", words.to_bytes(8 * count, "little"))
        if _TURNED:
            numbers.byteswap()
        if COMPILED:
            self.drawn = self.turned(numbers)
        elif self._exponential:
            self.drawn = [_TO_BASE_E * math.log2(2.0 - number) for number in numbers]
        else:
            self.drawn = [2.0 - number for number in numbers]
        self._block += 1
        self._count = min(2 * count, _MOST)
        self.left = count

    def turned(self, numbers: MutableSequence[Any]) -> MutableSequence[Any]:
        """Return numbers from [1, 2) as those of this stream, in place."""
        for place in range(len(numbers)):
            number = 2.0 - numbers[place]
            numbers[place] = _TO_BASE_E * math.log2(number) if self._exponential else number
        return numbers


_WORDS: dict[tuple[int, int], int] = {}


def _words(word: int, count: int) -> int:
    """Return `count` times the same 64 bits, side by side."""
    if (word, count) not in _WORDS:
        _WORDS[word, count] = int.from_bytes(word.to_bytes(8, "little") * count, "little")
    return _WORDS[word, count]
