# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""How much the columns of a block bring down, and how much brings down its rows: a kernel (`counting.pxd` beside it)."""

from array import array
from collections.abc import MutableSequence
from typing import Any

from sosgraph.graph.block import Block
from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")

_TOGETHER = 512  # rows, so that what is read four times stays near
_DIGITS = 32  # of a count


def sizes(block: Block, watched: Numbers, settled: int) -> Numbers:
    """Return for every column of `block` how many it brings down, where `watched` says how many a row stands for.

    Beside them it brings down `settled`.
    """
    count = block._top
    adder, times, waiting, chosen = Adder(block), numbers(count + 1), numbers(count), numbers(count)
    for row in range(block._begin, block._size):
        times[block._place[row] + 1] += watched[row]  # 0 is where nothing brings the row down
    for at in range(count):
        waiting[at] = at
    digit = 0
    while count:
        size = left = 0
        for place in range(count):
            at = waiting[place]
            chosen[size] = waiting[left] = at
            size += times[at + 1] >> digit & 1
            left += times[at + 1] >> digit > 1
        for first in range(0, size, _TOGETHER):
            adder.add(chosen, first, min(first + _TOGETHER, size), digit)
        count = left
        digit += 1
    return adder.counts(settled)


class Adder:
    """Counts of all columns of a block at once; each binary digit of 64 of them is a word."""

    def __init__(self, block: Block) -> None:
        """Start at zero."""
        self._block = block
        self._digits = _words(self._block._words * _DIGITS)
        self._begins, self._carries = numbers(_TOGETHER), _words(4 * (_TOGETHER // 2 + 2))

    def add(self, places: Numbers, first: int, last: int, digit: int) -> None:
        """Add the rows at places `first` to `last` to the counts, from a binary digit on."""
        block = self._block
        for chunk in range(block._chunks):
            count = 0
            for place in range(first, last):
                self._begins[count] = places[place] * block._words + 4 * chunk
                count += block._masks[places[place]] >> chunk & 1
            self._carry(self._begun(count, 4 * (chunk * _DIGITS + digit)), 4 * (chunk * _DIGITS + digit + 1))

    def _begun(self, count: int, digit: int) -> int:
        """Add a chunk of `count` rows to the sum of a binary digit; return how many chunks of the next digit that makes."""
        for place in range(0, count - 1, 2):
            begin, end = self._begins[place], self._begins[place + 1]
            for word in range(4):
                one, other = self._block._rows[begin + word], self._block._rows[end + word]
                either = one ^ other
                self._carries[2 * place + word] = one & other | either & self._digits[digit + word]
                self._digits[digit + word] ^= either
        if count & 1:
            for word in range(4):
                one = self._block._rows[self._begins[count - 1] + word]
                self._carries[2 * (count - 1) + word] = one & self._digits[digit + word]
                self._digits[digit + word] ^= one
        return count + 1 >> 1

    def _carry(self, count: int, digit: int) -> None:
        """Add `count` chunks: two of one binary digit and its sum so far make the sum and one chunk of the next digit."""
        while count:
            some = 0
            for word in range(4):
                self._carries[4 * count + word] = 0
            for place in range(0, count, 2):
                for word in range(4):
                    one, other = self._carries[4 * place + word], self._carries[4 * place + 4 + word]
                    either = one ^ other
                    self._carries[2 * place + word] = one & other | either & self._digits[digit + word]
                    self._digits[digit + word] ^= either
            digit += 4
            count = count + 1 >> 1
            if count == 1:
                for word in range(4):
                    some |= self._carries[word] != 0
                count = some

    def counts(self, settled: int) -> Numbers:
        """Return the counts and `settled` each, of all columns that the block has."""
        found = numbers(64 * self._block._words, settled)
        for word in range(self._block._words):
            for digit in range(_DIGITS):
                bits = self._digits[4 * ((word >> 2) * _DIGITS + digit) + (word & 3)]
                if bits:
                    for bit in range(64):
                        found[64 * word + bit] += (bits >> bit & 1) << digit
        return found[: len(self._block._columns) - self._block._first]


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


def _words(count: int) -> MutableSequence[Any]:
    """Return `count` words of 64 bits, all zero."""
    return array("Q", [0]) * count
