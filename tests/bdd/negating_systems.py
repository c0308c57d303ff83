"""Drawn systems that negate, and their probabilities by adding up all states."""

from itertools import product
from math import fsum, prod

from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate
from tests.bdd.systems import PROBABILITIES


@st.composite
def negating_systems(draw: st.DrawFn, most_variables: int = 6) -> tuple[Equations, list[float]]:
    """Draw a system without cycles, in which any argument may be negated, with probabilities."""
    variables = draw(st.integers(1, most_variables))
    gates = []
    for position in range(draw(st.integers(1, 7))):
        last = variables + position - 1
        arguments = draw(st.lists(st.integers(-last - 1, last), min_size=0, max_size=4))
        gates.append(Gate(draw(st.integers(0, len(arguments) + 1)), tuple(arguments)))
    chances = draw(st.lists(PROBABILITIES, min_size=variables, max_size=variables))
    return Equations(variables, tuple(gates)), chances


def evaluated(system: Equations, state: tuple[bool, ...]) -> list[bool]:
    """Return the truth of every number, callees before callers, for the truth of the variables."""
    truth = list(state)
    for gate in system.gates:
        truth.append(sum(truth[argument] if argument >= 0 else not truth[~argument] for argument in gate.arguments) >= gate.need)
    return truth


def falsehood(system: Equations, failure: list[float]) -> list[float]:
    """Return for every number the probability that it is false."""
    terms: list[list[float]] = [[] for _ in range(len(system))]
    for state in product((False, True), repeat=system.variables):
        chance = prod(1.0 - false if works else false for false, works in zip(failure, state, strict=True))
        for number, truth in enumerate(evaluated(system, state)):
            if not truth:
                terms[number].append(chance)
    return [fsum(chances) for chances in terms]
