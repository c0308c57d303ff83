"""What one variable alone brings down, asked for few of many: the work and the memory are those of what falls.

`brought_down` answers the same for many variables at once; it looks at the whole system for that.
"""

from collections.abc import Iterator

from sosgraph.equations import Equations


class Falling:
    """Coherent equations, prepared for letting single variables fall; memory grows with the number of arguments."""

    def __init__(self, equations: Equations) -> None:
        """Find who needs whom, and how much each gate can lose; raises `ValueError` where the system is not coherent."""
        if not equations.coherent:
            raise ValueError("a gate negates an argument; what one failure brings down is asked of coherent systems")
        self._callers: list[list[int]] = [[] for _ in range(len(equations))]
        self._spare = [0] * equations.variables
        possible = all(gate.need <= len(gate.arguments) for gate in equations.gates)
        standing = b"\x01" * len(equations) if possible else equations.greatest_solution()
        self._anyway = [number for number, value in enumerate(standing) if not value]
        for number, gate in enumerate(equations.gates, equations.variables):
            holding = [argument for argument in gate.arguments if standing[argument]]
            self._spare.append(len(holding) - gate.need)
            if standing[number]:
                for argument in holding:
                    self._callers[argument].append(number)

    def with_variable(self, variable: int) -> Iterator[int]:
        """Yield each number once that is false in the greatest solution in which `variable` alone is false."""
        callers, spare = self._callers, self._spare
        lost: dict[int, int] = {}  # how many arguments of a gate have fallen
        pending = [variable]
        yield from self._anyway
        yield variable
        while pending:
            for caller in callers[pending.pop()]:
                count = lost.get(caller, 0) + 1
                lost[caller] = count
                if count == spare[caller] + 1:
                    pending.append(caller)
                    yield caller
