"""Drawn systems of equations, and their probabilities by adding up all states."""

from itertools import product
from math import fsum, prod

from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate

PROBABILITIES = st.one_of(st.sampled_from([0.0, 1.0, 1e-9, 1e-3, 0.5]), st.floats(1e-6, 1.0))


@st.composite
def equations(draw: st.DrawFn, cyclic: bool = True, constants: bool = True, most_variables: int = 7) -> Equations:
    """Draw a system with conjunctions, disjunctions and k-of-n gates, with much sharing; arguments may be repeated."""
    variables = draw(st.integers(1, most_variables))
    count = draw(st.integers(1, 9))
    gates = []
    for position in range(count):
        arguments = tuple(
            draw(
                st.lists(
                    st.integers(0, variables + (count if cyclic else position) - 1),
                    min_size=0 if constants else 1,
                    max_size=4,
                )
            )
        )
        need = draw(st.integers(0, len(arguments) + 1) if constants else st.integers(1, len(arguments)))
        gates.append(Gate(need, arguments))
    return Equations(variables, tuple(gates))


@st.composite
def systems(draw: st.DrawFn, cyclic: bool = True, most_variables: int = 7) -> tuple[Equations, list[float]]:
    """Draw equations with a probability of being false for every variable."""
    system = draw(equations(cyclic=cyclic, most_variables=most_variables))
    return system, draw(st.lists(PROBABILITIES, min_size=system.variables, max_size=system.variables))


@st.composite
def trees(draw: st.DrawFn) -> tuple[Equations, list[float]]:
    """Draw equations in which every number is an argument at most once, and is not its own."""
    variables = draw(st.integers(1, 9))
    loose = list(range(variables))
    gates: list[Gate] = []
    while len(loose) > 1 and draw(st.integers(0, 9)):
        size = draw(st.integers(1, len(loose)))
        arguments = draw(st.permutations(loose))[:size]
        loose = [number for number in loose if number not in arguments] + [variables + len(gates)]
        gates.append(Gate(draw(st.integers(1, size)), tuple(arguments)))
    return Equations(variables, tuple(gates)), draw(st.lists(PROBABILITIES, min_size=variables, max_size=variables))


def enumerated(system: Equations, failure: list[float]) -> list[float]:
    """Return for every number the probability that it is false: the sum over all states of the variables."""
    terms: list[list[float]] = [[] for _ in range(len(system))]
    for state in product((False, True), repeat=system.variables):
        chance = prod(false if fails else 1.0 - false for false, fails in zip(failure, state, strict=True))
        if chance:
            for number, value in enumerate(system.greatest_solution([i for i, fails in enumerate(state) if fails])):
                if not value:
                    terms[number].append(chance)
    return [fsum(chances) for chances in terms]
