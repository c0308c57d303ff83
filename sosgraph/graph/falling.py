"""What one variable alone brings down, asked for few of many: the work and the memory are those of what falls.

`brought_down` answers the same for many variables at once; it looks at the whole system for that.
"""

from itertools import pairwise

from sosgraph.graph.flat_equations import FlatEquations
from sosgraph.graph.sparse import integers


class Falling:
    """Equations prepared for letting single variables fall; memory grows with the number of arguments."""

    def __init__(self, equations: FlatEquations) -> None:
        """Find who needs whom, and how much each gate can lose."""
        self._callers: list[list[int]] = [[] for _ in range(len(equations))]
        self._spare = [enough - 1 for enough in integers(equations.enough)]
        self._anyway = [number for number, gone in enumerate(equations.fallen) if gone]
        heads = integers(equations.heads)
        for number, (begin, end) in enumerate(pairwise(integers(equations.starts))):
            for argument in heads[begin:end]:
                self._callers[argument].append(number)

    def with_variable(self, variable: int) -> list[int]:
        """Return each number once that is false in the greatest solution in which `variable` alone is false."""
        callers, spare = self._callers, self._spare
        lost: dict[int, int] = {}  # how many arguments of a gate have fallen
        fallen = [variable]
        for number in fallen:  # grows while it is walked
            for caller in callers[number]:
                lost[caller] = count = lost.get(caller, 0) + 1
                if count == spare[caller] + 1:
                    fallen.append(caller)
        return self._anyway + fallen
