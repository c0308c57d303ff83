# cython: annotation_typing=False
"""A fair sample of many numbers, of a bounded size: a kernel, run as it stands or compiled (`sample.pxd` beside it)."""

import math

from sosgraph.requests.streams import Stream

_SIZE = 10_000


class Sample:
    """Each of the numbers that were added is in `kept` with the same chance; all are while there are few.

    Source: K.-H. Li, Reservoir-sampling algorithms of time complexity O(n(1 + log(N/n))), 1994 (algorithm L).
    """

    __slots__ = ("_luck", "_passed", "_share", "kept")

    def __init__(self, luck: Stream) -> None:
        """Start with nothing."""
        self.kept: list[float] = []
        self._luck, self._passed, self._share = luck, 0, 1.0

    def add(self, number: float) -> None:
        """Keep a number, or pass it over."""
        if self._passed:
            self._passed -= 1
            return
        if len(self.kept) < _SIZE:
            self.kept.append(number)
            if len(self.kept) < _SIZE:
                return
        else:
            self.kept[min(_SIZE - 1, int(self._luck.following() * _SIZE))] = number
        self._share *= math.exp(math.log(self._luck.following()) / _SIZE)
        self._passed = int(math.log(self._luck.following()) / math.log(1.0 - self._share))
