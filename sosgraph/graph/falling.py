"""What one variable alone brings down, asked for few of many: the work and the memory are those of what falls.

`brought_down` answers the same for many variables at once; it looks at the whole system for that.
"""

from sosgraph.equations import Equations


class Falling:
    """Coherent equations, prepared for letting single variables fall; memory grows with the number of arguments."""

    def __init__(self, equations: Equations) -> None:
        """Find who needs whom, and how much each gate can lose; raises `ValueError` where the system is not coherent."""
        if not equations.coherent:
            raise ValueError("a gate negates an argument; what one failure brings down is asked of coherent systems")
        self._callers: list[list[int]] = [[] for _ in range(len(equations))]
        self._spare = [0] * equations.variables
        possible = all(need <= len(arguments) for need, arguments in equations.gates)
        standing = None if possible else equations.greatest_solution()
        self._anyway = [number for number, value in enumerate(standing or ()) if not value]
        for number, (need, arguments) in enumerate(equations.gates, equations.variables):
            holding = arguments if standing is None else [argument for argument in arguments if standing[argument]]
            self._spare.append(len(holding) - need)
            if standing is None or standing[number]:
                for argument in holding:
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
