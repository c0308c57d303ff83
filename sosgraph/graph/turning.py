# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""What a block of columns brings down, counted or turned into one bit set a column: a kernel (`turning.pxd` beside it)."""

from array import array
from collections.abc import MutableSequence
from typing import Any

from sosgraph.graph.block import Block
from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")

_FEW = 96  # bits in a square of 64 by 64 that are moved singly
_ALL = (1 << 64) - 1
_DIGITS = 32  # a word that waits, and binary digits of a count
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


def sizes(block: Block, watched: Numbers) -> Numbers:
    """Return for every column of `block` how many it brings down, where `watched` says how many a row stands for.

    A row is added as often as it stands for others.
    """
    times, words, counter = numbers(block._top), block._words, Counter(block._words)
    for row in range(block._begin, block._size):
        if block._place[row] >= 0:
            times[block._place[row]] += watched[row]
    for at in range(block._top):
        mask = block._masks[at] if times[at] else 0
        for chunk in range(block._chunks):
            if mask >> chunk & 1:
                for word in range(4 * chunk, 4 * chunk + 4):
                    bits = block._rows[at * words + word]
                    if bits:
                        counter.add(bits, times[at], word * _DIGITS)
    return counter.counts()


class Counter:
    """Counts of 64 columns at once, by `words` times: each binary digit of them is a word, after a word that waits."""

    def __init__(self, words: int) -> None:
        """Start at zero."""
        self._words, self._digits = words, _words(words * _DIGITS)

    def add(self, bits: int, times: int, place: int) -> None:
        """Add a word, not zero, as often as that to the counts that are at `place`.

        A word waits for another, so that two carry once.
        """
        if times > 1:
            while times:
                place += 1
                if times & 1:
                    self._carry(bits, place)
                times >>= 1
            return
        waiting = self._digits[place]
        if not waiting:
            self._digits[place] = bits
            return
        lowest = self._digits[place + 1]
        self._digits[place] = 0
        self._digits[place + 1] = lowest ^ waiting ^ bits
        self._carry((lowest & waiting) | ((lowest ^ waiting) & bits), place + 2)

    def _carry(self, carry: int, place: int) -> None:
        while carry:
            was = self._digits[place]
            self._digits[place] = was ^ carry
            carry &= was
            place += 1

    def counts(self) -> Numbers:
        """Return the counts."""
        found = numbers(64 * self._words)
        for word in range(self._words):
            for digit in range(_DIGITS):
                bits = self._digits[word * _DIGITS + digit]
                if bits:
                    worth = 1 << digit - 1 if digit else 1
                    for bit in range(64):
                        if bits >> bit & 1:
                            found[64 * word + bit] += worth
        return found


def add_variables(block: Block, carried: Numbers, total: Numbers) -> None:
    """Add to `total` of every row how many variables bring it down from `block`, where `carried` says so of a column.

    A table has the sum for every octet of a row.
    """
    words, columns, each = block._words, min(64 * block._words, len(carried) - block._first), numbers(block._top)
    table = numbers(words << 11)
    for column in range(columns):
        begin, high = column >> 3 << 8, 1 << (column & 7)
        for octet in range(high):
            table[begin + high + octet] = table[begin + octet] + carried[block._first + column]
    for at in range(block._top):
        found = 0
        for chunk in range(block._chunks):
            if block._masks[at] >> chunk & 1:
                for word in range(4 * chunk, 4 * chunk + 4):
                    bits, begin = block._rows[at * words + word], word << 11
                    while bits:
                        found += table[begin + (bits & 255)]
                        bits >>= 8
                        begin += 256
        each[at] = found
    for row in range(block._begin, block._size):
        if block._place[row] >= 0:
            total[row] += each[block._place[row]]


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
