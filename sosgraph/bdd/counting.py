# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""How many sets of a compound family have how many variables: a kernel (`counting.pxd` beside it).

A polynomial for each node, in floating point: exact as long as there are not more sets than it can count.
"""

from array import array
from collections.abc import MutableSequence, Sequence
from typing import Any

COMPILED = not __file__.endswith(".py")

_TOO_MANY = float(1 << 53)  # whole numbers below this are exact; one more than this would be rounded to it
_ROOM = 1 << 20  # coefficients of all nodes together
_WORK = 1 << 26  # products of two of them: a tenth of a second


def exact_counts(
    level: "array[int]", taken: "array[int]", left: "array[int]", leaves: Sequence[int], root: int
) -> tuple[int, ...] | None:
    """Return how many sets of node `root`, which has some, have 0, 1, … variables; None where that takes too large numbers.

    The columns are those of a compound family. No node that `root` needs has more sets than it: when it is exact, they were.
    """
    nodes, leaf_of = len(level), array("i", leaves)
    least, size, start = _zeros(nodes, "i"), _zeros(nodes, "i"), _zeros(nodes, "q")
    end = _sizes(level, taken, left, leaf_of, least, size, start)
    if not end:
        return None
    count = _zeros(end, "d")
    count[0] = 1.0
    for node in range(2, nodes):
        leaf, one, other = leaf_of[level[node]], taken[node], left[node]
        to = start[node] + least[other] - least[node]
        for at in range(size[other]):
            count[to + at] += count[start[other] + at]
        to = start[node] + least[one] + 1 - least[node]
        if leaf >= 0:
            for at in range(size[one]):
                count[to + at] += count[start[one] + at]
            continue
        to += least[~leaf] - 1
        for own in range(size[~leaf]):
            for at in range(size[one]):
                count[to + own + at] += count[start[~leaf] + own] * count[start[one] + at]
    total = 0.0
    found = [0] * least[root]
    for at in range(size[root]):
        total += count[start[root] + at]
        found.append(int(count[start[root] + at]))
    return tuple(found) if total < _TOO_MANY else None


def _sizes(
    level: "array[int]",
    taken: "array[int]",
    left: "array[int]",
    leaf_of: "array[int]",
    least: MutableSequence[int],
    size: MutableSequence[int],
    start: MutableSequence[int],
) -> int:
    """Find by node the least order of a set, how many orders there are from it on, and where the counts begin; return the end.

    0 where there are too many counts, or there is too much work in multiplying them.
    """
    size[1], end, work = 1, 1, 0
    for node in range(2, len(level)):
        leaf, one, other = leaf_of[level[node]], taken[node], left[node]
        low, high = least[one] + 1, least[one] + size[one]
        if leaf < 0:
            low += least[~leaf] - 1
            high += least[~leaf] + size[~leaf] - 2
            work += size[~leaf] * size[one]
        if size[other]:
            if least[other] < low:
                low = least[other]
            if least[other] + size[other] - 1 > high:
                high = least[other] + size[other] - 1
        least[node], size[node], start[node] = low, high - low + 1, end
        end += high - low + 1
        if end > _ROOM or work > _WORK:
            return 0
    return end


def _zeros(count: int, code: str) -> MutableSequence[Any]:
    return array(code, [0]) * count
