# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Families of sets as zero-suppressed decision diagrams: the kernel, run as it stands or compiled (`families.pxd` beside it).

A node stands for the sets of `taken`, its level added to each, and for the sets of `left`. Node 0 is the family without
sets, node 1 the family of the empty set alone. Equal families are equal nodes; children precede parents and have larger
levels. Nodes are packed as in `kernel.py`: level, taken, left, next of the chain.
Sources: S. Minato, Zero-suppressed BDDs for set manipulation in combinatorial problems, 1993; A. Rauzy, New algorithms
for fault trees analysis, 1993.
"""

from array import array
from collections.abc import Callable, MutableSequence, Sequence

from sosgraph.bdd.kernel import Interrupted, NodeLimitReached

EMPTY, BASE = 0, 1
_EMPTY, _BASE = EMPTY, BASE  # numbers of the machine where it is compiled, as are those below
COMPILED = not __file__.endswith(".py")

_FIRST_ROOM = 64
_MOST_NODES = (1 << 29) - 1  # four words a node, counted in words of 32 bits
_PAUSE = 1 << 14  # steps between two looks at the clock
_WITHOUT, _DIFFERENCE = 0, 1  # the kinds of remembered results
_WORK = 64  # steps for each node allowed: what was forgotten is searched again


class Families:
    """Families of sets over levels 0, 1, …; equal families are equal nodes."""

    __slots__ = (
        "_chains",
        "_end",
        "_high",
        "_interrupted",
        "_level",
        "_levels",
        "_low",
        "_mask",
        "_memory",
        "_node_limit",
        "_nodes",
        "_room",
        "_stack",
        "_steps",
        "_table",
        "_work",
    )

    def __init__(self, node_limit: int, interrupted: Callable[[], bool] = bool) -> None:
        """Start with the two constants. Once `interrupted` says yes, `Interrupted` is raised."""
        self._interrupted = interrupted
        self._node_limit = min(node_limit, _MOST_NODES)
        self._levels = 0
        self._stack = _zeros(0, "q")
        self._end = 8
        self._mask = 4 * _FIRST_ROOM - 4
        self._room = 4 * min(_FIRST_ROOM, self._node_limit)
        self._memory = _zeros(4 * _FIRST_ROOM)
        self._nodes = self._memory
        self._nodes[0] = self._nodes[4] = (1 << 31) - 1  # the constants are below all levels
        self._chains = _zeros(_FIRST_ROOM)
        self._table = _zeros(4 * _FIRST_ROOM)
        self._steps = _PAUSE
        self._work = 0
        self._level: Sequence[int] = _zeros(0)
        self._high: Sequence[int] = self._level
        self._low: Sequence[int] = self._level

    def __len__(self) -> int:
        """Return the number of nodes, the constants included."""
        return self._end >> 2

    def node(self, level: int, taken: int, left: int) -> int:
        """Return the sets of `taken` with `level` added, and those of `left`; raise `NodeLimitReached`."""
        if taken == _EMPTY:
            return left
        key = (taken * 1640531527 + left * 1181783497 + level * 915488749) >> 18
        bucket = (key & self._mask) >> 2
        nodes = self._nodes
        at = self._chains[bucket]
        while at:
            if nodes[at + 1] == taken and nodes[at + 2] == left and nodes[at] == level:
                return at >> 2
            at = nodes[at + 3]
        if self._end >= self._room:
            self._grow()
            nodes = self._nodes
            bucket = (key & self._mask) >> 2
        if level >= self._levels:
            self._levels = max(level + 1, 2 * self._levels)
            self._stack = _zeros(5 * self._levels, "q")
        at = self._end
        nodes[at] = level
        nodes[at + 1] = taken
        nodes[at + 2] = left
        nodes[at + 3] = self._chains[bucket]
        self._chains[bucket] = at
        self._end = at + 4
        return at >> 2

    def without(self, f: int, g: int) -> int:
        """Return the sets of `f` that contain no set of `g`, none of which may contain another; raise `NodeLimitReached`.

        Depth first on a stack of our own, as deep as there are levels. Only finished results are remembered.
        A frame waits for 0: taken of f without taken of g; 1: that without left of g; 2: left of f without left of g.
        """
        stack = self._stack
        top = 0
        while True:
            while f > _BASE and self._nodes[4 * g] < self._nodes[4 * f]:
                g = self._nodes[4 * g + 2]
            if f == _EMPTY or g == _BASE or f == g:  # noqa: SIM109 (a tuple is slow where it is compiled)
                result = _EMPTY
            elif f == _BASE or g == _EMPTY:
                result = f
            else:
                result = self._recalled(f, g, _WITHOUT)
            if result < 0:
                same = self._nodes[4 * f] == self._nodes[4 * g]
                stack[top], stack[top + 1] = f, g
                stack[top + 2] = self._nodes[4 * g + 2] if same else g
                stack[top + 3] = 0 if same else 1
                top += 5
                f, g = self._nodes[4 * f + 1], self._nodes[4 * g + 1] if same else g
                continue
            while top:
                stage, f, g = stack[top - 2], stack[top - 5], stack[top - 3]
                stack[top - 2] = stage + 1
                if stage == 0:
                    f = result
                    break
                if stage == 1:
                    stack[top - 1] = result
                    f = self._nodes[4 * f + 2]
                    break
                top -= 5
                result = self.node(self._nodes[4 * f], stack[top + 4], result)
                self._remember(f, stack[top + 1], _WITHOUT, result)
            else:
                return result

    def minimal_solutions(
        self,
        columns: tuple[Sequence[int], Sequence[int], Sequence[int]],
        edge: int,
        first: int,
        inverted: bytes,
        monotone: bool,
    ) -> int:
        """Return the smallest sets of levels that make `edge` false by being false while all others are true.

        `columns` are level, high and low by node of a diagram (`kernel.py`); its level i becomes `first` + i. Where
        `inverted[i]` is not 0 a variable counts when it is true instead. Of a monotone function these are the minimal cut
        sets, of any other one the minimal p-cuts: what fails it while everything else works. `monotone` promises that the
        function is, and that nothing is inverted: then a minimal set fails the rest without the variable only if it is one of
        the minimal sets of that too, which is faster found. Raise `NodeLimitReached`.
        """
        self._level, self._high, self._low = columns
        opposite: MutableSequence[int] = bytearray(inverted)
        reached = self._reached(edge)
        found = _zeros((edge | 1) + 1)
        solutions: MutableSequence[int] = found
        solutions[1] = _BASE
        for either in range(2, (edge | 1) + 1):
            if reached[either]:
                node, negated = either >> 1, either & 1
                level, high = self._level[node], self._high[node] ^ negated
                above, below = solutions[high], solutions[self._low[node] ^ negated]
                if opposite[level]:
                    above, below = below, above
                needed = self._difference(below, above) if monotone else self.without(below, above)
                solutions[either] = self.node(first + level, needed, above)
        self._level = self._high = self._low = _zeros(0)
        return solutions[edge]

    def _difference(self, f: int, g: int) -> int:
        """Return the sets of `f` that are none of `g`; a frame waits for what is taken, -1, or has it."""
        stack = self._stack
        top = 0
        while True:
            while f != _EMPTY and self._nodes[4 * g] < self._nodes[4 * f]:
                g = self._nodes[4 * g + 2]
            if f == g:
                result = _EMPTY
            elif f == _EMPTY or g == _EMPTY:
                result = f
            else:
                result = self._recalled(f, g, _DIFFERENCE)
            if result < 0:
                stack[top], stack[top + 1] = f, g
                if self._nodes[4 * f] == self._nodes[4 * g]:
                    stack[top + 2] = -1
                    f, g = self._nodes[4 * f + 1], self._nodes[4 * g + 1]
                else:
                    stack[top + 2] = self._nodes[4 * f + 1]
                    f = self._nodes[4 * f + 2]
                top += 3
                continue
            while top:
                f, g = stack[top - 3], stack[top - 2]
                if stack[top - 1] < 0:
                    stack[top - 1] = result
                    f, g = self._nodes[4 * f + 2], self._nodes[4 * g + 2]
                    break
                top -= 3
                result = self.node(self._nodes[4 * f], stack[top + 2], result)
                self._remember(f, g, _DIFFERENCE, result)
            else:
                return result

    def _recalled(self, f: int, g: int, kind: int) -> int:
        """Return what is remembered of two arguments, or -1."""
        at = (f * 1640531527 + g * 1181783497) >> 18 & self._mask
        if self._table[at] == f and self._table[at + 1] == g and self._table[at + 3] == kind:
            return self._table[at + 2]
        self._steps -= 1
        if not self._steps:
            self._pause()
        return -1

    def _remember(self, f: int, g: int, kind: int, result: int) -> None:
        at = (f * 1640531527 + g * 1181783497) >> 18 & self._mask
        self._table[at], self._table[at + 1], self._table[at + 2], self._table[at + 3] = f, g, result, kind

    def _reached(self, edge: int) -> MutableSequence[int]:
        """Return 1 for every edge of the diagram that is asked for below `edge`, by edge."""
        reached: MutableSequence[int] = bytearray((edge | 1) + 1)
        reached[edge] = 1
        for either in range(edge, 1, -1):
            if reached[either]:
                reached[self._high[either >> 1] ^ either & 1] = 1
                reached[self._low[either >> 1] ^ either & 1] = 1
        return reached

    def part(self, roots: Sequence[int]) -> tuple[Sequence[int], Sequence[int], Sequence[int], list[int]]:
        """Return level, taken and left of the nodes that `roots` need, renumbered in the same order, and the new `roots`."""
        nodes, count = self._nodes, self._end >> 2
        needed: MutableSequence[int] = bytearray(count)
        for root in (EMPTY, BASE, *roots):
            needed[root] = 1
        for node in range(count - 1, _BASE, -1):
            if needed[node]:
                needed[nodes[4 * node + 1]] = needed[nodes[4 * node + 2]] = 1
        level, taken, left = array("i"), array("i"), array("i")
        renumbered = _zeros(count)
        place: MutableSequence[int] = renumbered
        for node in range(count):
            if needed[node]:
                place[node] = len(level)
                level.append(nodes[4 * node])
                taken.append(place[nodes[4 * node + 1]])
                left.append(place[nodes[4 * node + 2]])
        return level, taken, left, [place[root] for root in roots]

    def _grow(self) -> None:
        """Make room for twice the nodes, or raise `NodeLimitReached`."""
        if self._end >> 2 >= self._node_limit:
            raise NodeLimitReached
        old, count = self._table, self._mask + 4 >> 2
        mask = 8 * count - 4
        memory = _zeros(8 * count)
        memory[: 4 * count] = self._memory
        nodes, chains, table = memory, _zeros(2 * count), _zeros(8 * count)
        for at in range(8, self._end, 4):
            level, taken, left = nodes[at], nodes[at + 1], nodes[at + 2]
            bucket = ((taken * 1640531527 + left * 1181783497 + level * 915488749) >> 18 & mask) >> 2
            nodes[at + 3] = chains[bucket]
            chains[bucket] = at
        for at in range(0, 4 * count, 4):
            f, g = old[at], old[at + 1]
            if f:
                to = (f * 1640531527 + g * 1181783497) >> 18 & mask
                table[to], table[to + 1], table[to + 2], table[to + 3] = f, g, old[at + 2], old[at + 3]
        self._memory = self._nodes = memory
        self._chains, self._table, self._mask = chains, table, mask
        self._room = 4 * min(2 * count, self._node_limit)

    def _pause(self) -> None:
        """Look at the clock and at the work done."""
        self._steps = _PAUSE
        self._work += _PAUSE
        if self._work > _WORK * self._node_limit:
            raise NodeLimitReached
        if self._interrupted():
            raise Interrupted


def _zeros(count: int, code: str = "i") -> MutableSequence[int]:
    """Return `count` zeros: an array for compiled code, a list, which is faster to read, for interpreted code."""
    return array(code, [0]) * count if COMPILED else [0] * count
