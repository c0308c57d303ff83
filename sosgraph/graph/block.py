# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Failure sets of a block of columns, one row of words for each vertex: a kernel (`block.pxd` beside it).

A row has one bit a column: set where the column alone, failing, brings the vertex down. Rows come callees before callers, so
that one sweep fills them; those on a circle are swept until nothing changes. What is zero costs little: four words are a
chunk, a mask says which chunks of a row are not zero, a vertex without a set bit has no row, and one that falls with
exactly what another falls with has that other's.
"""

from array import array
from collections.abc import MutableSequence
from typing import Any

from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")

_ALL = (1 << 64) - 1


class Block:
    """The rows of a system with `columns` (rows, ascending), `words` (a multiple of 4, at most 124) words wide."""

    def __init__(
        self, enough: Numbers, starts: Numbers, heads: Numbers, ends: Numbers, columns: Numbers, words: int, memory: Any
    ) -> None:
        """Take over the system as `reduced.rows` returns it, and memory for its rows and one more."""
        self._enough, self._starts, self._heads, self._ends, self._columns = enough, starts, heads, ends, columns
        self._size, self._words, self._chunks = len(enough), words, words // 4
        self._column_of = numbers(self._size, -1)
        for column in range(len(columns)):
            self._column_of[self._columns[column]] = column
        self._place = numbers(self._size, -1)
        self._rows, self._masks = memory, numbers(self._size + 1)
        self._top, self._first, self._begin = 0, 0, 0
        self._planes, self._given = _words(32), numbers(_most(starts) + 2, -1)
        self._reached, self._apart = _words(self._size), 64 * words * (1 + len(columns) // (4096 * words))
        self._reach()

    @property
    def columns(self) -> int:
        """How many columns there are in a block; the last may have fewer."""
        return 64 * self._words

    def _reach(self) -> None:
        """Find for every row the blocks whose columns may bring it down: in the others it is not looked at.

        A bit stands for a block, or for as many blocks side by side as leave no more than 64 bits.
        """
        row = 0
        while row < self._size:
            end, some = max(self._ends[row], row + 1), self._reached[row]
            for one in range(row, end):
                if self._column_of[one] >= 0:
                    some |= self._bit(self._column_of[one] // self._apart)
                for arc in range(self._starts[one], self._starts[one + 1]):
                    some |= self._reached[self._heads[arc]]
            for one in range(row, end):
                self._reached[one] = some
            row = end

    def fill(self, first: int) -> None:
        """Write the rows of the columns from `first` on, as many as there are bits; `first` is larger than the last time."""
        size = self._size
        begin = self._columns[first]
        while begin and self._ends[begin] and self._ends[begin - 1] == self._ends[begin]:
            begin -= 1
        for row in range(self._begin, size):
            self._place[row] = -1
        self._begin, self._first, self._top = begin, first, 0
        row, share = begin, self._bit(first // self._apart)
        while row < size:
            if not self._reached[row] & share:
                row += 1
            elif self._ends[row]:
                self._sweep(row, self._ends[row])
                row = self._ends[row]
            else:
                self._settle(row)
                row += 1

    def _settle(self, row: int) -> None:
        """Write a row that is on no circle, or let it be that of an argument."""
        column, count = self._column_of[row] - self._first, self._noted(row)
        own = 0 <= column < 64 * self._words
        if count > 1 or own:
            if self._fresh(row, count):
                if self._same >= 0:
                    self._place[row] = self._same
                else:
                    self._place[row] = self._top
                    self._top += 1
        elif count and self._enough[row] == 1:
            self._place[row] = self._given[1]

    def _noted(self, row: int) -> int:
        """Note where the arguments are that anything brings down, and return how many; for a conjunction not twice in a row."""
        count, counted, last = 0, self._enough[row] != 1, -1
        for arc in range(self._starts[row], self._starts[row + 1]):
            at = self._place[self._heads[arc]]
            self._given[count + 1] = at
            more = (at >= 0) & (counted | (at != last))
            count += more
            last = at if more else last
        return count

    def _sweep(self, begin: int, end: int) -> None:
        """Write the rows of a circle, growing them from nothing until nothing changes."""
        changing = 1
        while changing:
            changing = 0
            for row in range(begin, end):
                mask = self._fresh(row, self._noted(row))
                at = self._place[row]
                if not mask:
                    continue
                if at < 0:
                    self._place[row] = self._top
                    self._top += 1
                    changing = 1
                elif self._overwritten(at, mask):
                    changing = 1

    def _overwritten(self, at: int, mask: int) -> int:
        """Return whether the row at the top differs from the one at `at`, which becomes it."""
        changed = int(self._masks[at] != mask)
        old, new = at * self._words, self._top * self._words
        self._masks[at] = mask
        for chunk in range(self._chunks):
            if mask >> chunk & 1:
                for word in range(4 * chunk, 4 * chunk + 4):
                    if changed or self._rows[old + word] != self._rows[new + word]:
                        self._rows[old + word] = self._rows[new + word]
                        changed = 1
        return changed

    def _fresh(self, row: int, count: int) -> int:
        """Write a row at the top and return its mask; say in `_same` where the same row stands already, else -1.

        What is zero is written as well, but not in the mask.
        """
        self._same = -1
        threshold = self._enough[row]
        if threshold == 1:
            mask = self._union(count)
        elif threshold > count:
            mask = self._nothing()
        elif threshold == self._starts[row + 1] - self._starts[row]:
            mask = self._intersection(count)
        else:
            mask = self._counted(count, threshold)
        column = self._column_of[row] - self._first
        if 0 <= column < 64 * self._words:
            self._rows[self._top * self._words + (column >> 6)] |= self._bit(column & 63)
            mask |= 1 << (column >> 8)
            self._same = -1
        self._masks[self._top] = mask
        return mask

    def _nothing(self) -> int:
        """Write a row that nothing brings down."""
        for word in range(self._top * self._words, (self._top + 1) * self._words):
            self._rows[word] = 0
        return 0

    def _bit(self, place: int) -> int:
        """Return the word with that bit."""
        one = 1
        return one << place

    def _union(self, count: int) -> int:
        """Write what brings down any argument."""
        new, mask, grown, last = self._top * self._words, 0, 0, self._given[count] * self._words
        for place in range(1, count + 1):
            mask |= self._masks[self._given[place]]
        for chunk in range(self._chunks):
            one = two = three = four = self._rows[0] & 0
            if mask >> chunk & 1:
                for place in range(1, count + 1):
                    old = self._given[place] * self._words + 4 * chunk
                    one |= self._rows[old]
                    two |= self._rows[old + 1]
                    three |= self._rows[old + 2]
                    four |= self._rows[old + 3]
                old = last + 4 * chunk
                grown |= (
                    one ^ self._rows[old] | two ^ self._rows[old + 1] | three ^ self._rows[old + 2] | four ^ self._rows[old + 3]
                )
            self._rows[new] = one
            self._rows[new + 1] = two
            self._rows[new + 2] = three
            self._rows[new + 3] = four
            new += 4
        if count and not grown:
            self._same = self._given[count]
        return mask

    def _intersection(self, count: int) -> int:
        """Write what brings down all arguments."""
        mask, left = self._nothing(), (1 << self._chunks) - 1
        for place in range(1, count + 1):
            left &= self._masks[self._given[place]]
        for chunk in range(self._chunks):
            if left >> chunk & 1:
                for word in range(4 * chunk, 4 * chunk + 4):
                    bits = self._rows[self._given[1] * self._words + word]
                    for place in range(2, count + 1):
                        bits &= self._rows[self._given[place] * self._words + word]
                    self._rows[self._top * self._words + word] = bits
                    if bits:
                        mask |= 1 << chunk
        return mask

    def _counted(self, count: int, threshold: int) -> int:
        """Write what brings down at least `threshold` of the arguments, 64 counts at a time, one plane a binary digit."""
        mask, some, planes = self._nothing(), 0, 0
        while count >> planes:
            planes += 1
        for place in range(1, count + 1):
            some |= self._masks[self._given[place]]
        for chunk in range(self._chunks):
            if some >> chunk & 1:
                for word in range(4 * chunk, 4 * chunk + 4):
                    bits = self._counted_word(count, word, planes, threshold)
                    self._rows[self._top * self._words + word] = bits
                    if bits:
                        mask |= 1 << chunk
        return mask

    def _counted_word(self, count: int, word: int, planes: int, threshold: int) -> int:
        for plane in range(planes):
            self._planes[plane] = 0
        for place in range(1, count + 1):
            carry, plane = self._rows[self._given[place] * self._words + word], 0
            while carry:
                was = self._planes[plane]
                self._planes[plane] = was ^ carry
                carry &= was
                plane += 1
        above = self._planes[0] & 0
        equal = above ^ _ALL
        for plane in range(planes - 1, -1, -1):
            if threshold >> plane & 1:
                equal &= self._planes[plane]
            else:
                above |= equal & self._planes[plane]
                equal &= self._planes[plane] ^ _ALL
        return above | equal  # type: ignore[no-any-return]


def _most(starts: Numbers) -> int:
    """Return how many arguments the row has that has most."""
    most = 0
    for row in range(len(starts) - 1):
        most = max(most, starts[row + 1] - starts[row])
    return most


def _words(count: int) -> MutableSequence[Any]:
    """Return `count` words of 64 bits, all zero."""
    return array("Q", [0]) * count
