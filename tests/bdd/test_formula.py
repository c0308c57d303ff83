"""One number of a system, written without circles."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd import unwound
from sosgraph.bdd.formula import Formula, GateTable
from sosgraph.bdd.unwound import formula_of
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.formulas import acyclic, table
from tests.bdd.systems import equations


def values(system: Equations, number: int, certain: frozenset[int] = frozenset()) -> list[bool]:
    """Return the value of `number` in every state of the variables, all false first."""
    return [
        bool(system.greatest_solution([i for i, true in enumerate(state) if not true and i not in certain])[number])
        for state in product((False, True), repeat=system.variables)
    ]


@given(st.one_of(equations(), acyclic()), st.data())
def test_has_the_value_of_the_greatest_solution(system: Equations, data: st.DataObject) -> None:
    """In every state, around circles and through negations; what is certain is true."""
    number = data.draw(st.integers(0, len(system) - 1))
    certain = frozenset(data.draw(st.lists(st.integers(0, system.variables - 1), max_size=2)))
    formula = formula_of(system, number, certain)
    assert formula is not None
    assert table(formula) == [bool(value) for value in values(system, number, certain)]
    assert not certain.intersection(argument for gate in formula.gates for argument in gate.arguments)


@given(equations())
def test_callees_come_first(system: Equations) -> None:
    """A gate has earlier numbers as arguments, and is one of a later gate or the root."""
    formula = formula_of(system, len(system) - 1)
    assert formula is not None
    used = {formula.root, ~formula.root}
    for number, gate in reversed(list(enumerate(formula.gates, formula.variables))):
        assert number in used
        used.update(gate.arguments)
        assert all(max(argument, ~argument) < number for argument in gate.arguments)


def test_circle_of_conjunctions_is_merged() -> None:
    """Two that need each other need what either needs."""
    system = Equations(2, (conjunction([0, 3]), conjunction([1, 2])))
    assert formula_of(system, 2) == Formula(2, (conjunction([0, 1]),), 2)


def test_constant_is_a_gate_without_arguments() -> None:
    """A number that is true, or false, in every state."""
    system = Equations(1, (Gate(1, (1, 0)), Gate(2, (0,))))
    true, false = formula_of(system, 1), formula_of(system, 2)
    assert true is not None and true.constant is True
    assert false is not None and false.constant is False
    assert Formula(1, (), 0).constant is None


def test_large_circle_is_given_up() -> None:
    """Choices that all refer to one another, the later first: None beyond the limit."""
    count = 30
    own = tuple(conjunction([i, 2 * count + i]) for i in range(count))
    choices = tuple(Gate(2, tuple([count + (i + step) % count for step in (1, 7, 12)])) for i in range(count))
    assert formula_of(Equations(count, own + choices), count, gate_limit=200) is None
    assert formula_of(Equations(count, own + choices), count) is not None


def test_long_chain_overflows_no_stack() -> None:
    """5,000 gates, each the only argument of the next but for a variable."""
    length = 5_000
    gates = tuple(conjunction([i, length + i - 1] if i else [0]) for i in range(length))
    formula = formula_of(Equations(length, gates), 2 * length - 1)
    assert formula is not None
    assert len(formula.gates) == length - 1


def test_negation_within_a_circle_is_refused() -> None:
    """What is true when it is false has no solution."""
    with pytest.raises(ValueError, match="outside of circles"):
        formula_of(Equations(1, (Gate(1, (0, ~1)),)), 1)


def test_a_circle_of_conjunctions_is_joined_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """All its members need the same: it costs no more than that, be it ever so long."""
    size, joined = 300, []

    class Counted:
        def __init__(self, variables: int) -> None:
            self._table = GateTable(variables)
            self.gates = self._table.gates

        def literal(self, need: int, arguments: Iterable[int]) -> int:
            joined.extend(arguments := list(arguments))
            return self._table.literal(need, arguments)

    monkeypatch.setattr(unwound, "GateTable", Counted)
    circle = Equations(size, tuple(conjunction((place, size + (place + 1) % size)) for place in range(size)))
    for root in (size, size + size // 2):
        assert formula_of(circle, root) == Formula(size, (conjunction(range(size)),), size)
    assert len(joined) <= 3 * 2 * size
