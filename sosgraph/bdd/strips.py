# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Which numbers of a system are false in which of many trials, in strips of 2,048 trials: a kernel (`strips.pxd` beside it).

A strip holds 32 words of every number side by side, so that one sweep over the gates stays in the cache.
"""

from array import array
from collections.abc import Sequence
from typing import Any

from sosgraph.graph.sparse import Numbers, numbers, untouched

COMPILED = not __file__.endswith(".py")

_WIDE = 32  # words in a strip; with 8 or 64 the sweep is slower
_ALL = (1 << 64) - 1
_OTHER, _ALL_NEEDED, _ANY_NEEDED = range(3)


class Strips:
    """The words of `size` numbers, `words` (a multiple of 32) each, and the gates in the order in which they are found.

    Gate `order[p]` needs `needs[p]` of its arguments, `arguments[starts[p]:starts[p + 1]]`, where `~n` is true where n is
    false; `ends[p]` is the place behind its circle, 0 where it is on none.
    """

    def __init__(
        self, size: int, words: int, order: Numbers, needs: Numbers, starts: Numbers, arguments: Numbers, ends: Numbers
    ) -> None:
        """Take memory for the words, which are all zero."""
        self._size, self._strips = size, words // _WIDE
        self._order, self._needs, self._starts, self._arguments, self._ends = order, needs, starts, arguments, ends
        self._kinds, self._planes = numbers(len(order), _OTHER), array("Q", [0]) * 32
        for place in range(len(order)):
            begin, end = starts[place], starts[place + 1]
            negated = 0
            for at in range(begin, end):
                negated |= arguments[at] < 0
            if begin < end and not negated and needs[place] == end - begin:
                self._kinds[place] = _ALL_NEEDED
            elif begin < end and not negated and needs[place] == 1:
                self._kinds[place] = _ANY_NEEDED
        self._words: Any = untouched(8 * words * size).cast("Q")

    def put(self, some: Sequence[int], drawn: Any) -> None:
        """Write the words of `some` numbers, which `drawn` has one after another."""
        source = 0
        for number in some:
            for strip in range(self._strips):
                begin = (strip * self._size + number) * _WIDE
                for word in range(begin, begin + _WIDE):
                    self._words[word] = drawn[source]
                    source += 1

    def word(self, number: int) -> bytes:
        """Return the words of a number."""
        found = array("Q", [0]) * (self._strips * _WIDE)
        for strip in range(self._strips):
            begin = (strip * self._size + number) * _WIDE
            for word in range(_WIDE):
                found[strip * _WIDE + word] = self._words[begin + word]
        return found.tobytes()

    def find(self) -> None:
        """Find where the gates are false: on a circle where the greatest solution says so."""
        for strip in range(self._strips):
            base, place = strip * self._size * _WIDE, 0
            while place < len(self._order):
                end = self._ends[place]
                if end:
                    self._grow(place, end, base)
                    place = end
                else:
                    self._write(place, base)
                    place += 1

    def _grow(self, begin: int, end: int, base: int) -> None:
        """Write the gates of a circle, from nowhere false until nothing changes."""
        for place in range(begin, end):
            to = base + self._order[place] * _WIDE
            for word in range(to, to + _WIDE):
                self._words[word] = 0
        changing = 1
        while changing:
            changing = 0
            for place in range(begin, end):
                to = self._order[place] * _WIDE
                for offset in range(base, base + _WIDE):
                    bits = self._counted(place, offset)
                    changing |= bits != self._words[offset + to]
                    self._words[offset + to] = bits

    def _write(self, place: int, base: int) -> None:
        """Write a gate whose arguments stand there already."""
        if self._kinds[place] == _OTHER:
            to = self._order[place] * _WIDE
            for offset in range(base, base + _WIDE):
                self._words[offset + to] = self._counted(place, offset)
            return
        for offset in range(base, base + _WIDE, 4):
            begin, end = self._starts[place], self._starts[place + 1]
            word = offset + self._arguments[begin] * _WIDE
            one, two, three, four = self._words[word], self._words[word + 1], self._words[word + 2], self._words[word + 3]
            if self._kinds[place] == _ALL_NEEDED:
                for at in range(begin + 1, end):
                    word = offset + self._arguments[at] * _WIDE
                    one |= self._words[word]
                    two |= self._words[word + 1]
                    three |= self._words[word + 2]
                    four |= self._words[word + 3]
            else:
                for at in range(begin + 1, end):
                    word = offset + self._arguments[at] * _WIDE
                    one &= self._words[word]
                    two &= self._words[word + 1]
                    three &= self._words[word + 2]
                    four &= self._words[word + 3]
            word = offset + self._order[place] * _WIDE
            self._words[word] = one
            self._words[word + 1] = two
            self._words[word + 2] = three
            self._words[word + 3] = four

    def _counted(self, place: int, offset: int) -> int:
        """Return the trials of a word in which too many arguments of a gate are false, counted in planes of binary digits."""
        begin, end = self._starts[place], self._starts[place + 1]
        threshold, planes, above = end - begin + 1 - self._needs[place], 0, self._words[0] & 0
        if threshold > end - begin:
            return above  # type: ignore[no-any-return]
        if threshold < 1:
            return above ^ _ALL  # type: ignore[no-any-return]
        while (end - begin) >> planes:
            self._planes[planes] = above
            planes += 1
        for at in range(begin, end):
            argument = self._arguments[at]
            carry = self._words[offset + argument * _WIDE] if argument >= 0 else self._words[offset + ~argument * _WIDE] ^ _ALL
            plane = 0
            while carry:
                was = self._planes[plane]
                self._planes[plane] = was ^ carry
                carry &= was
                plane += 1
        equal = above ^ _ALL
        for plane in range(planes - 1, -1, -1):
            if threshold >> plane & 1:
                equal &= self._planes[plane]
            else:
                above |= equal & self._planes[plane]
                equal &= self._planes[plane] ^ _ALL
        return above | equal  # type: ignore[no-any-return]
