# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Failure sets of a block of columns, one row of words for each vertex: a kernel (`block.pxd` beside it).

A row has one bit a column: set where the column alone, failing, brings the vertex down. Rows come callees before callers, so
that one sweep fills them; those on a circle are swept until nothing changes. What is zero costs nothing: four words are a
chunk, a mask says which chunks of a row are written, a vertex without a set bit has no row, and one that falls with
exactly what another falls with has that other's.
"""

from array import array
from collections.abc import MutableSequence
from typing import Any

from sosgraph.graph.sparse import Numbers, numbers

COMPILED = not __file__.endswith(".py")

_FIRST_ROOM = 256  # rows
_ALL = (1 << 64) - 1


class Block:
    """The rows of a system with `columns` (rows, ascending), `words` (a multiple of 4, at most 128) words wide."""

    def __init__(self, enough: Numbers, starts: Numbers, heads: Numbers, ends: Numbers, columns: Numbers, words: int) -> None:
        """Take over the system as `reduced.rows` returns it."""
        self._enough, self._starts, self._heads, self._ends, self._columns = enough, starts, heads, ends, columns
        self._size, self._words, self._chunks = len(enough), words, words // 4
        self._column_of = numbers(self._size, -1)
        for column in range(len(columns)):
            self._column_of[self._columns[column]] = column
        self._place = numbers(self._size, -1)
        self._rows, self._masks = _words(_FIRST_ROOM * words), numbers(_FIRST_ROOM)
        self._room, self._top, self._first, self._begin = _FIRST_ROOM, 0, 0, 0
        self._planes = _words(32)

    @property
    def columns(self) -> int:
        """How many columns there are in a block; the last may have fewer."""
        return 64 * self._words

    def fill(self, first: int) -> None:
        """Write the rows of the columns from `first` on, as many as there are bits; `first` is larger than the last time."""
        size = self._size
        begin = self._columns[first]
        while begin and self._ends[begin] and self._ends[begin - 1] == self._ends[begin]:
            begin -= 1
        for row in range(self._begin, size):
            self._place[row] = -1
        self._begin, self._first, self._top = begin, first, 0
        row = begin
        while row < size:
            if self._ends[row]:
                self._sweep(row, self._ends[row])
                row = self._ends[row]
            else:
                self._settle(row)
                row += 1

    def _settle(self, row: int) -> None:
        """Write a row that is on no circle, or let it be that of an argument."""
        one, several = -1, 0
        column = self._column_of[row] - self._first
        if 0 <= column < 64 * self._words:
            several = 1
        elif self._enough[row] == 1:
            for arc in range(self._starts[row], self._starts[row + 1]):
                at = self._place[self._heads[arc]]
                if at >= 0 and at != one:
                    if one >= 0:
                        several = 1
                        break
                    one = at
            if not several:
                self._place[row] = one
                return
        if self._fresh(row):
            if self._same >= 0:
                self._place[row] = self._same
            else:
                self._place[row] = self._top
                self._top += 1

    def _sweep(self, begin: int, end: int) -> None:
        """Write the rows of a circle, growing them from nothing until nothing changes."""
        changing = 1
        while changing:
            changing = 0
            for row in range(begin, end):
                mask = self._fresh(row)
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

    def _fresh(self, row: int) -> int:
        """Write a row at the top and return its mask; say in `_same` where the same row stands already, else -1."""
        if self._top + 1 >= self._room:
            self._grow()
        self._same = -1
        threshold, count = self._enough[row], self._starts[row + 1] - self._starts[row]
        if threshold == 1:
            mask = self._union(row)
        elif threshold > count:
            mask = 0
        elif threshold == count:
            mask = self._intersection(row)
        else:
            mask = self._counted(row, threshold)
        column = self._column_of[row] - self._first
        if 0 <= column < 64 * self._words:
            base, chunk, self._same = self._top * self._words, column >> 8, -1
            if not mask >> chunk & 1:
                for word in range(base + 4 * chunk, base + 4 * chunk + 4):
                    self._rows[word] = 0
                mask |= 1 << chunk
            self._rows[base + (column >> 6)] |= self._bit(column & 63)
        self._masks[self._top] = mask
        return mask

    def _bit(self, place: int) -> int:
        """Return the word with that bit."""
        one = 1
        return one << place

    def _union(self, row: int) -> int:
        """Write what brings down any argument."""
        new, mask, last, grown = self._top * self._words, 0, -1, 0
        for arc in range(self._starts[row], self._starts[row + 1]):
            at = self._place[self._heads[arc]]
            if at < 0 or at == last or at == self._same:
                continue
            old, more = at * self._words, self._masks[at]
            if last < 0:
                self._same = at
            last = at
            for chunk in range(self._chunks):
                if not more >> chunk & 1:
                    continue
                if mask >> chunk & 1:
                    for word in range(4 * chunk, 4 * chunk + 4):
                        was = self._rows[new + word]
                        bits = was | self._rows[old + word]
                        self._rows[new + word] = bits
                        grown |= bits ^ was
                else:
                    for word in range(4 * chunk, 4 * chunk + 4):
                        self._rows[new + word] = self._rows[old + word]
                    grown |= self._same != at
            mask |= more
        if grown:
            self._same = -1
        return mask

    def _intersection(self, row: int) -> int:
        """Write what brings down all arguments."""
        new, mask, begin = self._top * self._words, (1 << self._chunks) - 1, self._starts[row]
        for arc in range(begin, self._starts[row + 1]):
            at = self._place[self._heads[arc]]
            if at < 0:
                return 0
            mask &= self._masks[at]
        left = 0
        for chunk in range(self._chunks):
            if mask >> chunk & 1:
                some = self._rows[0] & 0
                for word in range(4 * chunk, 4 * chunk + 4):
                    bits = self._rows[self._place[self._heads[begin]] * self._words + word]
                    for arc in range(begin + 1, self._starts[row + 1]):
                        bits &= self._rows[self._place[self._heads[arc]] * self._words + word]
                    self._rows[new + word] = bits
                    some |= bits
                if some:
                    left |= 1 << chunk
        return left

    def _counted(self, row: int, threshold: int) -> int:
        """Write what brings down at least `threshold` of the arguments, 64 counts at a time, one plane a binary digit."""
        new, mask, left, planes = self._top * self._words, 0, 0, 0
        while threshold >> planes or self._starts[row + 1] - self._starts[row] >> planes:
            planes += 1
        for arc in range(self._starts[row], self._starts[row + 1]):
            at = self._place[self._heads[arc]]
            if at >= 0:
                mask |= self._masks[at]
        for chunk in range(self._chunks):
            if mask >> chunk & 1:
                some = self._rows[0] & 0
                for word in range(4 * chunk, 4 * chunk + 4):
                    bits = self._counted_word(row, chunk, word, planes, threshold)
                    self._rows[new + word] = bits
                    some |= bits
                if some:
                    left |= 1 << chunk
        return left

    def _counted_word(self, row: int, chunk: int, word: int, planes: int, threshold: int) -> int:
        for plane in range(planes):
            self._planes[plane] = 0
        for arc in range(self._starts[row], self._starts[row + 1]):
            at = self._place[self._heads[arc]]
            if at >= 0 and self._masks[at] >> chunk & 1:
                carry = self._rows[at * self._words + word]
                plane = 0
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

    def _grow(self) -> None:
        """Make room for twice the rows."""
        rows, masks = _words(2 * self._room * self._words), numbers(2 * self._room)
        rows[: self._room * self._words] = self._rows
        masks[: self._room] = self._masks
        self._rows, self._masks, self._room = rows, masks, 2 * self._room


def _words(count: int) -> MutableSequence[Any]:
    """Return `count` words of 64 bits, all zero."""
    return array("Q", [0]) * count
