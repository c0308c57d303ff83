"""The probability that numbers of a system of equations are false."""

from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.probability import Interval, failure_probabilities
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import PROBABILITIES, enumerated, systems


def disjunction(*arguments: int) -> Gate:
    """Return the gate that is true when one of `arguments` is."""
    return Gate(1, arguments)


def failure_of_last(variables: int, gates: list[Gate], failure: list[float]) -> float:
    """Return the exact probability that the last gate is false."""
    interval = failure_probabilities(Equations(variables, tuple(gates)), failure, [variables + len(gates) - 1])[0]
    assert interval.exact
    return interval.lower


@given(systems(), st.randoms(use_true_random=False))
def test_equals_the_sum_over_all_states(system: tuple[Equations, list[float]], shuffler) -> None:
    """Every number gets the sum of the probabilities of the states in which it is false, however small."""
    equations, failure = system
    wanted = list(range(len(equations)))
    shuffler.shuffle(wanted)
    expected = enumerated(equations, failure)
    for number, interval in zip(wanted, failure_probabilities(equations, failure, wanted), strict=True):
        assert interval.exact
        assert interval.lower == interval.upper
        assert isclose(interval.lower, expected[number], rel_tol=1e-12)


@given(systems(), st.integers(0, 12))
def test_interval_contains_what_does_not_fit(system: tuple[Equations, list[float]], node_limit: int) -> None:
    """With next to no nodes allowed, the interval still contains the exact probability."""
    equations, failure = system
    expected = enumerated(equations, failure)
    for number, interval in enumerate(failure_probabilities(equations, failure, range(len(equations)), node_limit)):
        assert 0.0 <= interval.lower <= interval.upper <= 1.0
        assert interval.lower * (1 - 1e-12) <= expected[number] <= interval.upper * (1 + 1e-12)
        assert not interval.exact or interval.lower == interval.upper


@given(systems(), PROBABILITIES, st.data())
def test_raising_a_probability_lowers_none(system: tuple[Equations, list[float]], raised: float, data: st.DataObject) -> None:
    """A variable that fails more often never makes a number fail less often."""
    equations, failure = system
    variable = data.draw(st.integers(0, equations.variables - 1))
    worse = [*failure]
    worse[variable] = max(raised, failure[variable])
    wanted = range(len(equations))
    before = failure_probabilities(equations, failure, wanted)
    after = failure_probabilities(equations, worse, wanted)
    assert all(old.lower <= new.lower * (1 + 1e-12) for old, new in zip(before, after, strict=True))


def test_shared_dependency_is_counted_once_in_series() -> None:
    """V26: a needs b and c, both need d."""
    gates = [conjunction([3]), conjunction([1, 4]), conjunction([2, 4]), conjunction([0, 5, 6])]
    assert isclose(1 - failure_of_last(4, gates, [0.001, 0.001, 0.001, 0.01]), 0.99 * 0.999**3, rel_tol=1e-12)


def test_diamond_of_99_percent_in_series() -> None:
    """V26 as printed: own parts .999 of b and c, .99 of d, and a alone perfect."""
    gates = [conjunction([1, 3]), conjunction([2, 3]), conjunction([0, 4, 5])]
    assert isclose(1 - failure_of_last(4, gates, [0.0, 0.001, 0.001, 0.01]), 0.98802099, abs_tol=5e-9)


def test_shared_dependency_is_counted_once_in_parallel() -> None:
    """V27: b or c, both need d: hardly better than d."""
    gates = [conjunction([0, 2]), conjunction([1, 2]), disjunction(3, 4)]
    assert isclose(1 - failure_of_last(3, gates, [0.001, 0.001, 0.01]), 0.98999901, abs_tol=5e-9)


@pytest.mark.parametrize(
    ("works", "expected"), [([0.9] * 5, 0.97848), ([0.9, 0.8, 0.7, 0.85, 0.6], 0.91918)], ids=["equal", "different"]
)
def test_bridge(works: list[float], expected: float) -> None:
    """V28: two trains, 1 and 2, 3 and 4, bridged by 5; given by its paths, every variable in several of them."""
    paths = [(0, 1), (2, 3), (0, 4, 3), (2, 4, 1)]
    gates = [*map(conjunction, paths), disjunction(5, 6, 7, 8)]
    assert isclose(1 - failure_of_last(5, gates, [1 - work for work in works]), expected, abs_tol=5e-6)


@pytest.mark.parametrize(
    ("need", "works", "expected"),
    [(2, [0.9] * 3, 0.972), (3, [0.99] * 5, 0.9999901494), (2, [0.9, 0.8, 0.7], 0.902)],
)
def test_k_of_n(need: int, works: list[float], expected: float) -> None:
    """V28b: k of n with equal and different parts."""
    gate = Gate(need, tuple(range(len(works))))
    assert isclose(1 - failure_of_last(len(works), [gate], [1 - work for work in works]), expected, abs_tol=5e-11)


def test_two_trains() -> None:
    """V29: fails when (V1 or P1) and (V2 or P2) do."""
    gates = [conjunction([0, 1]), conjunction([2, 3]), disjunction(4, 5)]
    assert isclose(failure_of_last(4, gates, [0.4, 0.6, 0.5, 0.7]), 0.646, rel_tol=1e-12)


def test_small_fault_trees() -> None:
    """V31b: A or B or C; AB or BC."""
    failure = [0.1, 0.2, 0.3]
    assert isclose(failure_of_last(3, [conjunction([0, 1, 2])], failure), 0.496, rel_tol=1e-12)
    gates = [disjunction(0, 1), disjunction(1, 2), conjunction([3, 4])]
    assert isclose(failure_of_last(3, gates, failure), 0.074, rel_tol=1e-12)


def test_running_cycle_fails_with_its_parts() -> None:
    """C1: three that need one another, while running: the product of their own parts."""
    gates = [conjunction([0, 4]), conjunction([1, 5]), conjunction([2, 3])]
    assert isclose(1 - failure_of_last(3, gates, [0.001] * 3), 0.999**3, rel_tol=1e-12)


def test_certain_failure_is_no_accident() -> None:
    """So many that mostly fail fail together with a probability that rounds to 1."""
    assert failure_of_last(21, [conjunction(range(20)), conjunction([20, 21])], [0.999] * 21) == 1.0
    assert failure_of_last(22, [conjunction(range(20)), Gate(2, (22, 20, 21)), conjunction([22, 23])], [0.999] * 22) == 1.0


def test_nine_nines_survive() -> None:
    """Two replicas of 1e-9 each, over something of 1e-20, fail with 1.01e-18 and not with a rounding error."""
    gates = [conjunction([0, 2]), conjunction([1, 2]), disjunction(3, 4)]
    assert isclose(failure_of_last(3, gates, [1e-9, 1e-9, 1e-20]), 1.01e-18, rel_tol=1e-13)


@pytest.mark.parametrize("turn", [1, -1], ids=["callees first", "callers first"])
def test_long_chain(turn: int) -> None:
    """A chain of 5,000 that need their neighbours keeps its relative precision, and overflows no stack."""
    length = 5000
    order = range(length)[::turn]
    gates = {i: conjunction([i, length + i - turn] if i != order[0] else [i]) for i in order}
    system = Equations(length, tuple(gates[i] for i in range(length)))
    found = failure_probabilities(system, [1e-12] * length, range(length, 2 * length))
    assert all(isclose(found[i].lower, 1e-12 * n * (1 - 5e-13 * (n - 1)), rel_tol=1e-13) for n, i in enumerate(order, 1))


def test_long_cycle() -> None:
    """5,000 that need one another in a circle fail together."""
    length = 5000
    system = Equations(length, tuple(conjunction([i, length + (i + 1) % length]) for i in range(length)))
    found = failure_probabilities(system, [1e-12] * length, range(length, 2 * length))
    assert len(set(found)) == 1
    assert isclose(found[0].lower, 1e-12 * length * (1 - 5e-13 * (length - 1)), rel_tol=1e-13)


def wide_grid(width: int, depth: int) -> Equations:
    """Return rows of parts, each above three of the row below, of which half are needed at the top."""
    gates = [conjunction([column]) for column in range(width)]
    first = width * depth
    for row in range(1, depth):
        below = first + len(gates) - width
        gates += [disjunction(below + i, below + (i + 1) % width, below + (i + 7) % width) for i in range(width)]
        gates += [conjunction([row * width + i, below + width + i]) for i in range(width)]
    gates.append(Gate(width // 2, tuple(range(first + len(gates) - width, first + len(gates)))))
    return Equations(first, tuple(gates))


def test_wide_grid_gets_an_interval() -> None:
    """Forty columns, ten rows, everything shared by its neighbours: too large for a diagram, so an interval.

    It falls with 21 columns: at least as often as so many of the 40 parts of the last row fail, were all others perfect, and
    at least as often as 21 certain ones do.
    """
    system = wide_grid(40, 10)
    found = failure_probabilities(system, [0.01] * system.variables, [len(system) - 1], 5_000)[0]
    assert not found.exact
    assert found.lower >= 1e-42 * (1 - 1e-9)
    assert sum(comb(40, down) * 0.01**down * 0.99 ** (40 - down) for down in range(21, 41)) <= found.upper < 0.2


@pytest.mark.parametrize("failure", [0.3, 0.05, 1e-3])
def test_a_smaller_grid_lies_in_its_interval(failure: float) -> None:
    """Six columns and three rows fit a diagram: without the nodes for it, the interval has the answer in it."""
    system = wide_grid(6, 3)
    chances, top = [failure] * system.variables, [len(system) - 1]
    (exact,) = failure_probabilities(system, chances, top)
    (rough,) = failure_probabilities(system, chances, top, 60)
    assert exact.exact and not rough.exact
    assert rough.lower <= exact.lower <= rough.upper < 1.0


def test_late_is_bounded_at_once() -> None:
    """Who does not want to wait gets an interval of whatever is not known anyway."""
    system = wide_grid(6, 3)
    chances, top = [0.05] * system.variables, [len(system) - 1]
    (exact,) = failure_probabilities(system, chances, top)
    (late,) = failure_probabilities(system, chances, top, interrupted=lambda: True)
    assert not late.exact and late.lower <= exact.lower <= late.upper


def test_answers_come_in_the_order_of_the_question() -> None:
    """Numbers may be wanted twice, in any order; variables too."""
    system = Equations(2, (conjunction([0, 1]),))
    found = failure_probabilities(system, [0.25, 0.5], [2, 0, 2, 1])
    assert found == [Interval(0.625, 0.625, True), Interval(0.25, 0.25, True), found[0], Interval(0.5, 0.5, True)]
    assert failure_probabilities(system, [0.25, 0.5], []) == []


@pytest.mark.parametrize("failure", [[0.5], [0.5, 1.5], [0.5, float("nan")], [-0.5, 0.5]])
def test_refuses_what_is_no_probability(failure: list[float]) -> None:
    """One probability from 0 to 1 for each variable, or `ValueError`."""
    with pytest.raises(ValueError, match="give"):
        failure_probabilities(Equations(2, ()), failure, [])


def test_refuses_what_is_not_coherent() -> None:
    """Simplification for many numbers at once relies on "more true arguments never make anything false"."""
    with pytest.raises(ValueError, match="one number at a time"):
        failure_probabilities(Equations(1, (Gate(1, (~0,)),)), [0.5], [1])
