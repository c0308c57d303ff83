# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Decision diagrams of Boolean functions: the kernel, run as it stands or compiled (`kernel.pxd` beside it).

An edge is a function: twice the number of a node, plus one for its negation. Node 0 is the constant, so that edge 0 is
true and edge 1 is false. A node asks for the variable of its level and stands for `high` where that is true, else for
`low`; `high` is never negated, so that equal functions are equal edges. Children precede parents, so that whatever is
asked of a diagram is one loop over it. Nodes are packed (level, high, low, next of its chain), the chains are found by
hashing, and results are remembered in a table that forgets what collides and grows with the nodes.
Source: K. Brace, R. Rudell, R. Bryant, Efficient implementation of a BDD package, 1990.
"""

from array import array
from collections.abc import Callable, MutableSequence, Sequence
from typing import Any

TRUE, FALSE = 0, 1
COMPILED = not __file__.endswith(".py")

_FIRST_ROOM = 32  # nodes a new diagram has room for: thousands of diagrams stay that small
_MOST_NODES = (1 << 29) - 1  # four words a node, counted in words of 32 bits
_PAUSE = 1 << 14  # steps between two looks at the clock
_WORK = 64  # steps for each node allowed: what was forgotten is searched again


class NodeLimitReached(Exception):
    """A diagram would have more nodes than allowed, or take the work of many more."""


class Interrupted(NodeLimitReached):
    """The caller does not want to wait any longer."""


class Diagram:
    """Boolean functions over levels 0, 1, …; equal functions are equal edges."""

    def __init__(self, node_limit: int, interrupted: Callable[[], bool] = bool) -> None:
        """Start with the constant. `interrupted` is asked every few thousand steps; once it says yes, `Interrupted` is raised."""
        self._interrupted = interrupted
        self._levels = self._work = self._node_limit = 0
        self._stack = _zeros(0, "q")
        self._end, self._room, self._mask = 4, 4 * _FIRST_ROOM, 4 * _FIRST_ROOM - 4
        self._memory = self._nodes = _zeros(self._room, "i")
        self._nodes[0] = (1 << 31) - 1  # the constant is below all levels
        self._chains = _zeros(_FIRST_ROOM, "i")
        self._table = _zeros(self._room, "i")
        self._steps = _PAUSE
        self.allow(node_limit)

    def __len__(self) -> int:
        """Return the number of nodes, the constant included."""
        return self._end >> 2

    @property
    def level(self) -> Sequence[int]:
        """The level of every node so far, 32 bits each; that of the constant is larger than all others."""
        return self._column(0)

    @property
    def high(self) -> Sequence[int]:
        """The edge for "true" of every node so far, 32 bits each; it is even."""
        return self._column(1)

    @property
    def low(self) -> Sequence[int]:
        """The edge for "false" of every node so far, 32 bits each."""
        return self._column(2)

    def allow(self, node_limit: int) -> None:
        """Allow `node_limit` nodes from now on, the constant included."""
        self._node_limit = min(node_limit, _MOST_NODES)
        self._room = 4 * min(len(self._memory) >> 2, max(self._node_limit, self._end >> 2))

    def variable(self, level: int) -> int:
        """Return the function that is true when the variable of `level`, from 0, is; raise `NodeLimitReached`."""
        if level >= self._levels:
            self._deepen(level + 1)
        return self._node(level, TRUE, FALSE)

    def disjunction(self, f: int, g: int) -> int:
        """Return f or g; raise `NodeLimitReached`, after which the diagram is still sound."""
        return self.conjunction(f ^ 1, g ^ 1) ^ 1

    def conjunction(self, f: int, g: int) -> int:
        """Return f and g; raise `NodeLimitReached`, after which the diagram is still sound.

        Depth first on a stack of our own, as deep as there are levels. Only finished results are remembered.
        """
        table, stack, mask, room = self._table, self._stack, self._mask, self._room
        top = 0
        while True:
            if f > g:
                f, g = g, f
            key = (f * 1640531527 + g * 1181783497) >> 18
            at = key & mask
            if f < 2:
                result = f or g  # false, the edge 1, absorbs; true, the edge 0, does nothing
            elif f ^ g < 2:
                result = f if f == g else 1
            elif table[at] == f and table[at + 1] == g:
                result = table[at + 2]
            else:
                stack[top] = key
                f = self._opened(f, g, top)
                g = stack[top + 6]
                stack[top + 6] = -1
                top += 7
                continue
            while top:
                if stack[top - 1] < 0:
                    stack[top - 1] = result
                    f, g = stack[top - 4], stack[top - 3]
                    break
                top -= 7
                result = self._node(stack[top + 5], stack[top + 6], result)
                if room != self._room:
                    table, mask, room = self._table, self._mask, self._room
                at = stack[top] & mask
                table[at], table[at + 1], table[at + 2] = stack[top + 1], stack[top + 2], result
            else:
                return result

    def _opened(self, f: int, g: int, top: int) -> int:
        """Return what is left of f where the variable is true; all that is to be done is on the stack then."""
        self._steps -= 1
        if not self._steps:
            self._pause()
        at_f, at_g = (f & -2) << 1, (g & -2) << 1
        level_f, level_g = self._nodes[at_f], self._nodes[at_g]
        f_high = f_low = f
        g_high = g_low = g
        if level_f <= level_g:
            f_high, f_low = self._nodes[at_f + 1] ^ f & 1, self._nodes[at_f + 2] ^ f & 1
        if level_g <= level_f:
            g_high, g_low = self._nodes[at_g + 1] ^ g & 1, self._nodes[at_g + 2] ^ g & 1
        self._stack[top + 1], self._stack[top + 2], self._stack[top + 3], self._stack[top + 4] = f, g, f_low, g_low
        self._stack[top + 5] = level_f if level_f < level_g else level_g
        self._stack[top + 6] = g_high
        return f_high

    def threshold(self, need: int, functions: Sequence[int]) -> int:
        """Return the function that is true when at least `need` of `functions` are; raise `NodeLimitReached`.

        A ladder of at most `need` functions a step, never all subsets: a function counts, or the others must do without.
        """
        remaining = len(functions)
        if need <= 0 or need > remaining:
            return FALSE if need > 0 else TRUE
        # What asks for deep variables comes first: the functions in hand then stay small as long as possible.
        ordered = sorted(functions, key=self._height)
        if need == 1 or need == remaining:
            negated, result = int(need < remaining), TRUE
            for function in ordered:
                result = self.conjunction(result, function ^ negated)
            return result ^ negated
        at_least = [TRUE] + [FALSE] * need
        for count, function in enumerate(ordered, 1):
            remaining -= 1
            for enough in range(min(need, count), max(need - remaining, 1) - 1, -1):
                at_least[enough] = self.disjunction(self.conjunction(function, at_least[enough - 1]), at_least[enough])
        return at_least[need]

    def probability(self, edge: int, false: Sequence[float], true: Sequence[float]) -> tuple[float, float]:
        """Return the probabilities that `edge` is false, and true, from those of the variables by level.

        All terms are positive, of either answer: the relative error is that of as many multiplications as there are levels.
        """
        value = self._values(edge, _reals(false), _reals(true))
        return value[edge], value[edge ^ 1]

    def gradient(self, edge: int, false: Sequence[float], true: Sequence[float]) -> tuple[float, list[float]]:
        """Return the probability that `edge` is false and its derivative by `false[level]`, `true` being the rest to 1.

        One pass up, one pass down. A level that `edge` does not ask for has 0; where `edge` is monotone none is negative.
        """
        nodes, fails, works = self._nodes, _reals(false), _reals(true)
        value = self._values(edge, fails, works)
        weights, slope = _zeros((edge | 1) + 1, "d"), [0.0] * len(false)
        weights[edge] = 1.0
        for either in range(edge | 1, 1, -1):
            share = weights[either]
            if share:
                at, negated = (either & -2) << 1, either & 1
                level, high, low = nodes[at], nodes[at + 1] ^ negated, nodes[at + 2] ^ negated
                weights[high] += share * works[level]
                weights[low] += share * fails[level]
                # Of two pairs that differ equally the smaller one, so that less is lost.
                slope[level] += share * (value[low] - value[high] if value[low] < 0.5 else value[high ^ 1] - value[low ^ 1])
        return value[edge], slope

    def part(self, edge: int) -> tuple["Diagram", int]:
        """Return a diagram of the nodes below `edge` alone, and `edge` there."""
        nodes = self._nodes
        wanted = bytearray((edge >> 1) + 1)
        wanted[edge >> 1] = 1
        for node in range(edge >> 1, 0, -1):
            if wanted[node]:
                wanted[nodes[4 * node + 1] >> 1] = 1
                wanted[nodes[4 * node + 2] >> 1] = 1
        small = Diagram(self._node_limit, self._interrupted)
        small._deepen(self._levels)
        places = _zeros((edge >> 1) + 1, "i")
        for node in range(1, (edge >> 1) + 1):
            if wanted[node]:
                level, high, low = nodes[4 * node], nodes[4 * node + 1], nodes[4 * node + 2]
                places[node] = small._node(level, places[high >> 1], places[low >> 1] ^ low & 1)
        return small, places[edge >> 1] ^ edge & 1

    def _values(self, edge: int, false: MutableSequence[float], true: MutableSequence[float]) -> MutableSequence[float]:
        """Return by edge up to `edge` and its negation the probability of being false."""
        if min(len(false), len(true)) < self._levels:
            raise ValueError(f"{len(false)} and {len(true)} probabilities do not cover {self._levels} levels; give one for each")
        nodes, value = self._nodes, _zeros((edge | 1) + 1, "d")
        value[1] = 1.0  # false
        for even in range(2, edge + 1, 2):
            at = even << 1
            level, high, low = nodes[at], nodes[at + 1], nodes[at + 2]
            fails, works = false[level], true[level]
            value[even] = fails * value[low] + works * value[high]
            value[even + 1] = fails * value[low ^ 1] + works * value[high ^ 1]
        return value

    def _deepen(self, levels: int) -> None:
        self._levels = levels
        if len(self._stack) < 7 * levels:
            self._stack = _zeros(14 * levels, "q")

    def _height(self, edge: int) -> int:
        return -self._nodes[(edge & -2) << 1]  # type: ignore[no-any-return]

    def _column(self, offset: int) -> Sequence[int]:
        if isinstance(self._memory, array):
            return memoryview(self._memory)[offset : self._end : 4]
        return array("i", self._memory[offset : self._end : 4])

    def _node(self, level: int, high: int, low: int) -> int:
        """Return the edge that is `high` where the variable of `level` is true, else `low`."""
        if high == low:
            return high
        negated = high & 1
        high ^= negated
        low ^= negated
        key = (high * 1640531527 + low * 1181783497 + level * 915488749) >> 18
        bucket = (key & self._mask) >> 2
        at = self._chains[bucket]
        while at:
            if self._nodes[at + 1] == high and self._nodes[at + 2] == low and self._nodes[at] == level:
                return at >> 1 | negated  # type: ignore[no-any-return]
            at = self._nodes[at + 3]
        if self._end >= self._room:
            self._grow()
            bucket = (key & self._mask) >> 2
        at = self._end
        self._nodes[at], self._nodes[at + 1], self._nodes[at + 2] = level, high, low
        self._nodes[at + 3] = self._chains[bucket]
        self._chains[bucket] = at
        self._end = at + 4
        return at >> 1 | negated

    def _grow(self) -> None:
        """Make room for twice the nodes and results, or raise `NodeLimitReached`."""
        if self._end >> 2 >= self._node_limit:
            raise NodeLimitReached
        old, words = self._table, self._mask + 4
        mask = 2 * words - 4
        nodes, chains, table = _zeros(2 * words, "i"), _zeros(words >> 1, "i"), _zeros(2 * words, "i")
        nodes[:words] = self._memory
        self._link(nodes, chains, mask)
        for was in range(0, words, 4):
            f, g = old[was], old[was + 1]
            if f:
                at = (f * 1640531527 + g * 1181783497) >> 18 & mask
                table[at], table[at + 1], table[at + 2] = f, g, old[was + 2]
        self._memory = self._nodes = nodes
        self._chains, self._table, self._mask = chains, table, mask
        self._room = min(2 * words, 4 * self._node_limit)

    def _link(self, nodes: MutableSequence[int], chains: MutableSequence[int], mask: int) -> None:
        for at in range(4, self._end, 4):
            level, high, low = nodes[at], nodes[at + 1], nodes[at + 2]  # wide when compiled: the products need 64 bits
            bucket = ((high * 1640531527 + low * 1181783497 + level * 915488749) >> 18 & mask) >> 2
            nodes[at + 3] = chains[bucket]
            chains[bucket] = at

    def _pause(self) -> None:
        """Look at the clock and at the work done."""
        self._steps = _PAUSE
        self._work += _PAUSE
        if self._work > _WORK * self._node_limit:
            raise NodeLimitReached
        if self._interrupted():
            raise Interrupted


def _zeros(count: int, code: str) -> MutableSequence[Any]:
    """Return `count` zeros: an array for compiled code, a list, which is faster to read, for interpreted code."""
    return array(code, [0]) * count if COMPILED else [0.0 if code == "d" else 0] * count


def _reals(values: Sequence[float]) -> MutableSequence[float]:
    return array("d", values) if COMPILED else list(values)
