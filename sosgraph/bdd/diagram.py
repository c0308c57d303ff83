"""Decision diagrams of monotone functions: the kernel.

A node is a number. It asks for the variable of its level and stands for `high` where that is true, else for `low`; being
monotone, `low` implies `high`. Children precede parents, so that whatever is asked of a diagram is one loop over it.
Source: R. Bryant, Graph-based algorithms for Boolean function manipulation, 1986.
"""

from collections.abc import Sequence

FALSE, TRUE = 0, 1
_BELOW_ALL = 1 << 60  # the level of the constants
_WORK = 4  # results remembered for each node allowed: a search may meet the same nodes again and again


class NodeLimitReached(Exception):
    """A diagram would have more nodes than allowed, or take the work of many more."""


class Diagram:
    """Monotone functions over levels 0, 1, …; equal functions are equal nodes."""

    __slots__ = ("_calls", "_conjunctions", "_disjunctions", "_node_limit", "_nodes", "high", "level", "low")

    def __init__(self, node_limit: int) -> None:
        """Start with the two constants."""
        self.level = [_BELOW_ALL, _BELOW_ALL]
        self.high = [FALSE, TRUE]
        self.low = [FALSE, TRUE]
        self._node_limit = node_limit
        self._calls = 0
        self._nodes: dict[tuple[int, int, int], int] = {}
        self._conjunctions: dict[int, int] = {}
        self._disjunctions: dict[int, int] = {}

    def __len__(self) -> int:
        """Return the number of nodes, constants included."""
        return len(self.level)

    def variable(self, level: int) -> int:
        """Return the function that is true when the variable of `level` is; raise `NodeLimitReached`."""
        return self._node(level, TRUE, FALSE)

    def conjunction(self, f: int, g: int) -> int:
        """Return f and g; raise `NodeLimitReached`, after which the diagram is still sound."""
        return self._combined(f, g, self._conjunctions, FALSE)

    def disjunction(self, f: int, g: int) -> int:
        """Return f or g; raise `NodeLimitReached`, after which the diagram is still sound."""
        return self._combined(f, g, self._disjunctions, TRUE)

    def threshold(self, need: int, functions: Sequence[int]) -> int:
        """Return the function that is true when at least `need` of `functions` are; raise `NodeLimitReached`.

        A ladder of at most `need` functions a step, never all subsets: a function counts, or the others must do without.
        """
        if need > len(functions):
            return FALSE
        level = self.level
        at_least = [TRUE] + [FALSE] * max(need, 0)
        remaining = len(functions)
        # What asks for deep variables comes first: the functions in hand then stay small as long as possible.
        for count, function in enumerate(sorted(functions, key=level.__getitem__, reverse=True), 1):
            remaining -= 1
            for enough in range(min(need, count), max(need - remaining, 1) - 1, -1):
                with_it = self.conjunction(function, at_least[enough - 1])
                at_least[enough] = self.disjunction(with_it, at_least[enough])
        return at_least[max(need, 0)]

    def failure_probability(self, function: int, failure: Sequence[float]) -> float:
        """Return the probability that `function` is false when the variable of level i is with probability `failure[i]`.

        All terms are positive: the relative error is that of as many multiplications as there are levels.
        """
        false = [1.0, 0.0]
        level, high, low = self.level, self.high, self.low
        for node in range(2, function + 1):
            chance = failure[level[node]]
            false.append(chance * false[low[node]] + (1.0 - chance) * false[high[node]])
        return min(1.0, false[function])

    def _node(self, level: int, high: int, low: int) -> int:
        """Return the node with these children, which differ."""
        key = (level, high, low)
        node = self._nodes.get(key)
        if node is None:
            node = len(self.level)
            if node >= self._node_limit:
                raise NodeLimitReached
            self._nodes[key] = node
            self.level.append(level)
            self.high.append(high)
            self.low.append(low)
        return node

    def _combined(self, first: int, second: int, known: dict[int, int], absorbing: int) -> int:
        """Return the conjunction (`absorbing` false) or disjunction (true) of two functions.

        Depth first on a stack of our own. Only finished results are remembered, so that running into the limit leaves
        nothing wrong behind.
        """
        levels, highs, lows = self.level, self.high, self.low
        work_limit = _WORK * self._node_limit
        self._calls += 1
        if self._calls >= work_limit:
            raise NodeLimitReached
        results: list[int] = []
        pending = [(first, second, -1)]
        while pending:
            f, g, level = pending.pop()
            if level >= 0:
                low = results.pop()
                high = results[-1]
                node = high if high == low else self._node(level, high, low)
                results[-1] = node
                if len(known) >= work_limit:
                    raise NodeLimitReached
                known[f << 32 | g] = node
                continue
            if f > g:
                f, g = g, f
            if f < 2 or f == g:  # a constant, if there is one, is the smaller number: it absorbs g or leaves it as it is
                results.append(f if f == absorbing else g)
                continue
            key = f << 32 | g
            if key in known:
                results.append(known[key])
                continue
            level_f, level_g = levels[f], levels[g]
            level = min(level_f, level_g)
            pending.append((f, g, level))
            f_high, f_low = (highs[f], lows[f]) if level_f == level else (f, f)
            g_high, g_low = (highs[g], lows[g]) if level_g == level else (g, g)
            pending += ((f_low, g_low, -1), (f_high, g_high, -1))
        return results[0]
