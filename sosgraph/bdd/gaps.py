# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Bits that lie random gaps apart: a kernel, run as it stands or compiled (`gaps.pxd` beside it)."""

import math
from collections.abc import Sequence

COMPILED = not __file__.endswith(".py")

_ALL = 64 * math.log(2.0)


def marked(word: bytearray, numbers: Sequence[int], chance: float, last: int) -> int:
    """Set bits of `word` behind bit `last`, each with `chance`, by random `numbers` of 64 bits; return the last bit set.

    At the end of the word its number of bits. The gaps between bits that are set are distributed geometrically.
    """
    bits, scale = 8 * len(word), 1.0 / math.log1p(-chance)
    for number in numbers:
        gap = (math.log(number | 1) - _ALL) * scale
        if gap >= bits - 1 - last:
            return bits
        last += int(gap) + 1
        word[last >> 3] |= 1 << (last & 7)
    return last
