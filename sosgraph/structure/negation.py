"""Where something has to fail for something else to hold: what is above that may fail less often when more fails."""

from sosgraph.equations import support
from sosgraph.structure.function import StructureFunction

NEGATES = "something has to fail for something else to hold"
"""What is said of it."""


def negates(function: StructureFunction, number: int) -> bool:
    """Tell whether anything below a number of the structure function is negated."""
    equations = function.equations
    if equations.coherent:
        return False
    gates = (equations.gates[each - equations.variables] for each in support(equations, [number]) if each >= equations.variables)
    return any(argument < 0 for gate in gates for argument in gate.arguments)


def down_from_the_start(function: StructureFunction, number: int) -> str:
    """Return why it is down though nothing has failed."""
    negated = negates(function, number)
    return "with everything working, until something fails" if negated else "by its settings (house events) alone"
