# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""What a block of columns brings down, turned into one bit set a column: a kernel (`turning.pxd` beside it)."""

from array import array
from collections.abc import MutableSequence
from typing import Any

from sosgraph.graph.block import Block
from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")

_FEW = 96  # bits in a square of 64 by 64 that are moved singly
_ALL = (1 << 64) - 1
_PAIRS, _FOURS, _BYTES = 0x5555555555555555, 0x3333333333333333, 0x0F0F0F0F0F0F0F0F
# The place of the only set bit of a word; source: C. Leiserson, H. Prokop, K. Randall, Using de Bruijn sequences, 1998.
_BRUIJN = 0x03F79D71B4CB0A89


def _places() -> Numbers:
    """Return the place of a bit by the six bits that the product of its word begins with."""
    places = numbers(64)
    for place in range(64):
        places[(_BRUIJN << place >> 58) & 63] = place
    return places


_PLACES = _places()


def ones(word: int) -> int:
    """Return how many bits of a word are set; source: H. Warren, Hacker's Delight, 5-1."""
    word -= word >> 1 & _PAIRS
    word = (word & _FOURS) + (word >> 2 & _FOURS)
    word = (word + (word >> 4)) & _BYTES
    word += word >> 8
    word += word >> 16
    word += word >> 32
    return word & 127


def turned(block: Block, rows: Numbers, length: int) -> MutableSequence[int]:
    """Return for every column of `block` the bit set of the places in `rows` it brings down, `length` words each.

    64 rows at a time; -1 in `rows` is never brought down.
    """
    words = block._words
    result, square = _words(64 * words * length), _words(64)
    for group in range(length):
        begin, mask = 64 * group, 0
        end = min(begin + 64, len(rows))
        for place in range(begin, end):
            if rows[place] >= block._begin and block._place[rows[place]] >= 0:
                mask |= block._masks[block._place[rows[place]]]
        for word in range(words):
            if not mask >> (word >> 2) & 1:
                continue
            count = 0
            for place in range(begin, end):
                square[place - begin] = 0
                if rows[place] >= block._begin:
                    at = block._place[rows[place]]
                    if at >= 0 and block._masks[at] >> (word >> 2) & 1:
                        bits = block._rows[at * words + word]
                        square[place - begin] = bits
                        if bits:
                            count += ones(bits)
            if count > _FEW:
                for place in range(end - begin, 64):
                    square[place] = 0
                _turn(square)
                for place in range(64):
                    result[(64 * word + place) * length + group] = square[place]
            elif count:
                _move(square, end - begin, result, 64 * word * length + group, length)
    return result


def _move(square: MutableSequence[int], height: int, result: MutableSequence[int], base: int, length: int) -> None:
    """Move bits singly: that of row r and column c of the square to the word of c, at r."""
    for row in range(height):
        bits = square[row]
        while bits:
            rest = bits & (bits - 1)
            place = _PLACES[((bits ^ rest) * _BRUIJN >> 58) & 63]
            result[base + place * length] |= _shifted(1, row)
            bits = rest


def _shifted(word: int, place: int) -> int:
    """Return the word moved up by so many bits, of which none is lost."""
    return word << place


def _turn(square: MutableSequence[int]) -> None:
    """Exchange the rows and columns of 64 words of 64 bits; source: H. Warren, Hacker's Delight, 7-3."""
    width, mask = 32, _ALL >> 32
    while width:
        row = 0
        while row < 64:
            swapped = (square[row] >> width ^ square[row + width]) & mask
            square[row] ^= _shifted(swapped, width)
            square[row + width] ^= swapped
            row = (row + width + 1) & ~width
        width >>= 1
        mask ^= _shifted(mask, width) & _ALL
    # The loop above turns as bit 0 is the first of a row and of the square.


def _words(count: int) -> MutableSequence[Any]:
    """Return `count` words of 64 bits, all zero."""
    return array("Q", [0]) * count
