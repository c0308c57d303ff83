"""A formula made smaller."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.absorbed import absorbed
from sosgraph.bdd.formula import rewritten
from sosgraph.bdd.grouped import grouped
from sosgraph.bdd.modules import module_numbers
from sosgraph.bdd.reduction import reduced
from sosgraph.bdd.unwound import formula_of
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.formulas import acyclic, table
from tests.from_source import from_source

SOURCES = from_source("sosgraph.bdd", "formula", "absorbed", "grouped")


@given(acyclic(), st.booleans())
def test_says_the_same(system: Equations, backwards: bool) -> None:
    """Every step, and all together, leave the value in every state as it is."""
    formula = formula_of(system, len(system) - 1)
    assert formula is not None
    expected = table(formula)
    assert table(rewritten(formula)) == expected
    assert table(rewritten(formula, absorbed(formula, backwards))) == expected
    assert table(grouped(formula) or formula) == expected
    assert table(grouped(formula, set(module_numbers(formula))) or formula) == expected
    assert table(reduced(formula)) == expected


@given(acyclic(coherent=True))
def test_stays_coherent(system: Equations) -> None:
    """Nothing is negated in what was monotone, and what is left is neither constant nor asked twice by one gate."""
    formula = formula_of(system, len(system) - 1)
    assert formula is not None
    after = reduced(formula)
    for gate in after.gates:
        assert all(argument >= 0 for argument in gate.arguments)
        assert after.constant is not None or 1 <= gate.need <= len(gate.arguments)


def reduced_gates(variables: int, *gates: Gate) -> tuple[Gate, ...]:
    """Return the gates that are left of the formula whose root is the last of `gates`."""
    formula = formula_of(Equations(variables, gates), variables + len(gates) - 1)
    assert formula is not None
    return reduced(formula).gates


def test_what_fails_the_whole_is_not_asked_again() -> None:
    """Two replicas over one zone, for somebody who needs the zone anyway: the zone, and one of two."""
    replicas = (conjunction([0, 2]), conjunction([1, 2]))
    assert reduced_gates(3, *replicas, Gate(1, (3, 4)), conjunction([2, 5])) == (Gate(1, (0, 1)), conjunction([2, 3]))


def test_what_is_common_is_taken_out() -> None:
    """(x and a) or (x and b) is x and (a or b), and the dual."""
    both = (conjunction([0, 1]), conjunction([0, 2]))
    assert reduced_gates(3, *both, Gate(1, (3, 4))) == (Gate(1, (1, 2)), conjunction([0, 3]))
    either = (Gate(1, (0, 1)), Gate(1, (0, 2)))
    assert reduced_gates(3, *either, conjunction([3, 4])) == (conjunction([1, 2]), Gate(1, (0, 3)))


def test_what_contains_another_is_left_out() -> None:
    """One of: a and b, a and b and c, d. The second adds nothing, and the first stays."""
    gates = (conjunction([0, 1]), conjunction([0, 1, 2]), Gate(1, (4, 5, 3)))
    assert reduced_gates(4, *gates) == (conjunction([0, 1]), Gate(1, (4, 3)))


def test_what_always_stands_together_is_a_gate_of_its_own() -> None:
    """Two that fail the same three of four together are asked as one."""
    gates = (conjunction([0, 1, 2]), conjunction([0, 1, 3]), conjunction([0, 1, 4]), Gate(2, (5, 6, 7)))
    assert reduced_gates(5, *gates)[0] == conjunction([0, 1])


def test_equal_gates_are_one() -> None:
    """A gate that is written twice, in another order, is one gate; with its negation it is constant."""
    gates = (Gate(2, (0, 1, 2)), Gate(2, (2, 1, 0)), conjunction([3, 4]))
    assert reduced_gates(3, *gates) == (Gate(2, (0, 1, 2)),)
    assert reduced_gates(3, *gates[:2], conjunction([3, ~4])) == (Gate(0, ()),)


def test_threshold_counts_repeated_arguments() -> None:
    """2 of a, a, b: a decides; 3 of a, a, b, c: both of the other two, or a with one of them."""
    assert reduced_gates(2, Gate(2, (0, 0, 1))) in ((), (Gate(2, (0, 0, 1)),))


@given(st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=4), min_size=1, max_size=6), st.booleans())
def test_two_levels_say_the_same(rows: list[list[int]], conjunctions: bool) -> None:
    """A disjunction of conjunctions, or the dual, with much in common."""
    inner = [conjunction(row) if conjunctions else Gate(1, tuple(row)) for row in rows]
    numbers = range(6, 6 + len(rows))
    formula = formula_of(Equations(6, (*inner, Gate(1, tuple(numbers)) if conjunctions else conjunction(numbers))), 6 + len(rows))
    assert formula is not None
    assert table(reduced(formula)) == table(formula)


@given(acyclic(), st.booleans())
def test_the_same_at_both_speeds(system: Equations, backwards: bool) -> None:
    """What is compiled makes the gates that its source makes."""
    formula = formula_of(system, len(system) - 1)
    assert formula is not None
    lists = absorbed(formula, backwards)
    assert lists == SOURCES["absorbed"].absorbed(formula, backwards)
    assert rewritten(formula, lists) == SOURCES["formula"].rewritten(formula, lists)
