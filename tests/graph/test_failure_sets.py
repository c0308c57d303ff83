"""Failure sets against the greatest solution with one variable false at a time."""

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.equations import Equations, Gate, conjunction
from sosgraph.graph.failure_sets import failure_sets, in_at_least, transposed

LONG = 200_000


@st.composite
def systems(draw: st.DrawFn) -> Equations:
    """Return equations with conjunctions, disjunctions, k-out-of-n gates and constants, that refer to each other in circles."""
    variables = draw(st.integers(0, 6))
    gates = draw(st.integers(1, 8))
    arguments = st.lists(st.integers(0, variables + gates - 1), max_size=5).map(tuple)
    conjunctions = arguments.map(lambda wanted: Gate(len(wanted), wanted))
    disjunctions = arguments.map(lambda wanted: Gate(1, wanted))
    others = st.builds(Gate, st.integers(0, 6), arguments)
    return Equations(variables, tuple(draw(st.lists(conjunctions | disjunctions | others, min_size=gates, max_size=gates))))


def brute_force(equations: Equations) -> list[int]:
    """Return the failure sets by solving the equations once for every variable."""
    solutions = [equations.greatest_solution([variable]) for variable in range(equations.variables)]
    return [sum(1 << x for x, solution in enumerate(solutions) if not solution[number]) for number in range(len(equations))]


@given(systems())
def test_a_number_fails_with_exactly_the_variables_in_its_set(equations: Equations) -> None:
    """Cycles, redundancy, repeated arguments and constants included."""
    assert failure_sets(equations) == brute_force(equations)


def test_a_redundant_callee_is_in_no_failure_set_but_a_shared_one_is() -> None:
    """Two replicas (1, 2) on one zone (0): the zone alone brings the pair down, no replica does."""
    first, second, pair = 3, 4, 5
    sets = failure_sets(Equations(3, (conjunction((1, 0)), conjunction((2, 0)), Gate(1, (first, second)))))
    assert sets == [0b001, 0b010, 0b100, 0b011, 0b101, 0b001]
    assert transposed(sets, 3)[0] == 1 << 0 | 1 << first | 1 << second | 1 << pair


def test_two_that_need_each_other_fail_together_and_only_from_outside() -> None:
    """A running circle does not bring itself down."""
    assert failure_sets(Equations(2, (conjunction((0, 3)), conjunction((1, 2)))))[2:] == [0b11, 0b11]


@given(st.integers(1, 9), st.lists(st.integers(0, 255), max_size=9))
def test_bits_are_counted_all_at_once(threshold: int, sets: list[int]) -> None:
    """A bit is in the answer when it is set in at least so many."""
    wanted = [bit for bit in range(8) if sum(one >> bit & 1 for one in sets) >= threshold]
    assert in_at_least(threshold, sets) == sum(1 << bit for bit in wanted)


@given(st.integers(0, 20).flatmap(lambda width: st.tuples(st.just(width), st.lists(st.integers(0, 2**width - 1), max_size=20))))
def test_transposing_exchanges_rows_and_columns(drawn: tuple[int, list[int]]) -> None:
    """Number n is in the answer for variable x exactly when x is in the set of n."""
    width, sets = drawn
    assert transposed(sets, width) == [sum(1 << n for n, one in enumerate(sets) if one >> x & 1) for x in range(width)]


def test_transposing_is_right_where_blocks_of_few_and_of_many_bits_meet() -> None:
    """A million variables, so that blocks are small; rows of one bit, then rows of all bits, then rows of one bit."""
    width = 1 << 20
    rows = [1 << number for number in range(256)] + [(1 << width) - 1] * 256 + [1 << 7] * 3
    columns = transposed(rows, width)
    dense = sum(1 << number for number in range(256, 512))
    assert columns[7] == dense | 1 << 7 | 0b111 << 512
    assert columns[255] == dense | 1 << 255
    assert columns[256] == columns[width - 1] == dense


def test_long_chains_and_long_cycles_need_no_recursion() -> None:
    """All of 200,000 gates in a row fail with the one variable at its end; closed to a ring with a disjunction in it, too."""
    last = LONG
    chain = [conjunction((number + 1,)) for number in range(1, last)]
    assert set(failure_sets(Equations(1, (*chain, conjunction((0,)))))) == {1}
    assert set(failure_sets(Equations(1, (*chain, conjunction((0, 1)))))) == {1}
    assert set(failure_sets(Equations(1, (Gate(1, (2, 2)), *chain[1:], conjunction((0, 1)))))) == {1}
