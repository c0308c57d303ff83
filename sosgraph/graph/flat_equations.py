"""Coherent equations as flat arrays: made once, and asked as often as one likes what fails with what."""

from sosgraph.equations import Equations, Gate
from sosgraph.frozen import dataclass
from sosgraph.graph.sparse import Numbers, written


@dataclass(frozen=True, slots=True)
class FlatEquations:
    """Number n fails with any `enough[n]` of its arguments, `heads[starts[n]:starts[n + 1]]`; a variable has none.

    What is false anyway, whatever holds, is `fallen` (one octet a number; empty where that is nothing): it has no argument
    here and is none.
    """

    variables: int
    enough: Numbers
    starts: Numbers
    heads: Numbers
    fallen: bytes

    def __len__(self) -> int:
        """Return how many numbers there are: variables and gates."""
        return len(self.enough)


def flat_equations(equations: Equations) -> FlatEquations:
    """Return the same system; raises `ValueError` where it is not coherent, `IndexError` where an argument is no number."""
    fallen = b""
    enough, starts, heads, impossible = written(equations.gates, equations.variables)
    if impossible:
        fallen = bytes(1 - value for value in equations.greatest_solution())
        gates = tuple(_without(gate, fallen, number) for number, gate in enumerate(equations.gates, equations.variables))
        enough, starts, heads, _ = written(gates, equations.variables)
    return FlatEquations(equations.variables, enough, starts, heads, fallen)


def _without(gate: Gate, fallen: bytes, number: int) -> Gate:
    """Return gate `number` where what is false anyway is no argument any more; one that is itself false needs nothing."""
    if fallen[number]:
        return Gate(0, ())
    return Gate(gate.need, tuple(argument for argument in gate.arguments if not fallen[argument]))
