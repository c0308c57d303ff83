"""Drawn formulas, and their values in every state."""

from itertools import product

from hypothesis import strategies as st

from sosgraph.bdd.formula import Formula
from sosgraph.equations import Equations, Gate


@st.composite
def acyclic(draw: st.DrawFn, coherent: bool = False, most_variables: int = 6) -> Equations:
    """Draw a system without circles, with much sharing, thresholds, repeated arguments and, unless `coherent`, negations."""
    variables = draw(st.integers(1, most_variables))
    gates: list[Gate] = []
    for position in range(draw(st.integers(1, 12))):
        numbers = st.integers(0, variables + position - 1)
        literals = (
            numbers if coherent else st.builds(lambda number, negated: ~number if negated else number, numbers, st.booleans())
        )
        arguments = tuple(draw(st.lists(literals, min_size=draw(st.sampled_from([1, 1, 1, 0])), max_size=4)))
        kind = draw(st.sampled_from(["and", "or", "and", "or", "any"]))
        any_need = st.integers(0, len(arguments) + 1)
        need = {"and": len(arguments), "or": 1}.get(kind) if kind != "any" else draw(any_need)
        gates.append(Gate(need or 0, arguments))
    return Equations(variables, tuple(gates))


def table(formula: Formula) -> list[bool]:
    """Return the value of a formula in every state of its variables, all false first."""
    found = []
    for state in product((False, True), repeat=formula.variables):
        value = list(state)
        for need, arguments in formula.gates:
            value.append(sum(value[n] if n >= 0 else not value[~n] for n in arguments) >= need)
        found.append(value[formula.root] if formula.root >= 0 else not value[~formula.root])
    return found
