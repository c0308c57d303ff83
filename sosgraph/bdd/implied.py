"""What a number cannot be true without: variables, and gates that leave a choice.

Every number n is the conjunction of the variables in S(n) and of the gates in R(n). S(n) are the variables that fail n
alone (`graph.failure_sets`), R(n) the gates other than conjunctions that n needs unconditionally. In a system of
conjunctions S(n) is the whole answer.
"""

from typing import NamedTuple

from sosgraph.equations import Equations
from sosgraph.graph.components import strong_components
from sosgraph.graph.failure_sets import failure_sets


class Implied(NamedTuple):
    """Bit sets by number: `variables` over the variables, `choices` over the positions in `choice_gates` (numbers)."""

    variables: list[int]
    choices: list[int]
    choice_gates: list[int]


def implied(equations: Equations) -> Implied:
    """Return what every number of `equations`, which has no constant gates, implies."""
    gates = equations.gates
    first = equations.variables
    choice_gates = [number for number, gate in enumerate(gates, first) if gate.need != len(gate.arguments)]
    choices = [0] * len(equations)
    for position, number in enumerate(choice_gates):
        choices[number] = 1 << position
    if choice_gates:
        arcs = [
            [] if choices[number] else [argument - first for argument in gate.arguments if argument >= first]
            for number, gate in enumerate(gates, first)
        ]
        for component in strong_components(arcs):
            union = choices[first + component[0]]
            for member in component:
                for head in arcs[member]:
                    union |= choices[first + head]
            for member in component:
                choices[first + member] = union
    return Implied(failure_sets(equations), choices, choice_gates)
