"""The kernel: Boolean functions as edges, at each of its speeds."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations, product
from math import fsum, isclose, prod
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bdd.speeds import KERNELS, NAMES

LEVELS = 5
STATES = list(product((False, True), repeat=LEVELS))
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["and", "or", "not", "threshold"]),
        st.lists(st.integers(0, 30), min_size=1, max_size=5),
        st.integers(-1, 6),
    ),
    max_size=12,
)
CHANCES = st.lists(st.one_of(st.sampled_from([0.0, 1.0, 1e-9]), st.floats(0, 1)), min_size=LEVELS, max_size=LEVELS)
at_both_speeds = pytest.mark.parametrize("kernel", KERNELS, ids=NAMES)


def value(diagram: Any, edge: int, state: tuple[bool, ...]) -> bool:
    """Return the value of `edge` where the variable of level i has `state[i]`."""
    level, high, low = diagram.level, diagram.high, diagram.low
    while edge > 1:
        node = edge >> 1
        edge = (high[node] if state[level[node]] else low[node]) ^ edge & 1
    return edge == 0


def built(kernel: ModuleType, diagram: Any, steps: list[tuple[str, list[int], int]]) -> list[tuple[int, tuple[bool, ...]]]:
    """Return functions beside their truth tables, made by `steps` from constants and variables."""
    functions = [(kernel.FALSE, tuple(False for _ in STATES)), (kernel.TRUE, tuple(True for _ in STATES))]
    functions += [(diagram.variable(i), tuple(state[i] for state in STATES)) for i in reversed(range(LEVELS))]
    for name, picks, need in steps:
        chosen = [functions[pick % len(functions)] for pick in picks]
        (f, table_f), (g, table_g) = chosen[0], chosen[-1]
        if name == "threshold":
            edge = diagram.threshold(need, [edge for edge, _ in chosen])
            functions.append((edge, tuple(sum(row) >= need for row in zip(*(table for _, table in chosen), strict=True))))
        elif name == "and":
            functions.append((diagram.conjunction(f, g), tuple(a and b for a, b in zip(table_f, table_g, strict=True))))
        elif name == "or":
            functions.append((diagram.disjunction(f, g), tuple(a or b for a, b in zip(table_f, table_g, strict=True))))
        else:
            functions.append((f ^ 1, tuple(not a for a in table_f)))
    return functions


def failing(table: tuple[bool, ...], failure: list[float]) -> float:
    """Return the probability of the states in which `table` is false."""
    chances = (prod(1 - q if up else q for q, up in zip(failure, state, strict=True)) for state in STATES)
    return fsum(chance for chance, true in zip(chances, table, strict=True) if not true)


@at_both_speeds
@given(steps=STEPS)
def test_edges_have_their_truth_tables(kernel: ModuleType, steps: list[tuple[str, list[int], int]]) -> None:
    """Every operation is right in every state; equal functions are equal edges."""
    diagram = kernel.Diagram(10_000)
    functions = built(kernel, diagram, steps)
    for edge, table in functions:
        assert tuple(value(diagram, edge, state) for state in STATES) == table
    assert len({edge for edge, _ in functions}) == len({table for _, table in functions})


@at_both_speeds
@given(steps=STEPS)
def test_children_precede_parents(kernel: ModuleType, steps: list[tuple[str, list[int], int]]) -> None:
    """A node comes after its two different children and asks before them; its `high` is never negated."""
    diagram = kernel.Diagram(10_000)
    built(kernel, diagram, steps)
    assert len(diagram) == len(diagram.level) == len(diagram.high) == len(diagram.low)
    for node in range(1, len(diagram)):
        high, low = diagram.high[node], diagram.low[node]
        assert high != low and high % 2 == 0
        assert max(high, low) >> 1 < node
        assert diagram.level[node] < min(diagram.level[high >> 1], diagram.level[low >> 1])


@at_both_speeds
@given(steps=STEPS, failure=CHANCES)
def test_probability_is_the_sum_over_all_states(
    kernel: ModuleType, steps: list[tuple[str, list[int], int]], failure: list[float]
) -> None:
    """The probabilities of an edge are those of the states in which it is false, and true."""
    diagram = kernel.Diagram(10_000)
    for edge, table in built(kernel, diagram, steps):
        false, true = diagram.probability(edge, failure, [1.0 - q for q in failure])
        assert isclose(false, failing(table, failure), rel_tol=1e-13, abs_tol=1e-300)
        assert isclose(true, failing(tuple(not up for up in table), failure), rel_tol=1e-13, abs_tol=1e-300)


@at_both_speeds
@given(steps=STEPS, failure=CHANCES)
def test_gradient_is_the_difference_a_variable_makes(
    kernel: ModuleType, steps: list[tuple[str, list[int], int]], failure: list[float]
) -> None:
    """The derivative by a level is the probability given it is false, less that given it is true."""
    diagram = kernel.Diagram(10_000)
    for edge, table in built(kernel, diagram, steps)[-3:]:
        false, slope = diagram.gradient(edge, failure, [1.0 - q for q in failure])
        assert isclose(false, failing(table, failure), rel_tol=1e-13, abs_tol=1e-300)
        for level in range(LEVELS):
            down, up = ([*failure[:level], q, *failure[level + 1 :]] for q in (1.0, 0.0))
            assert isclose(slope[level], failing(table, down) - failing(table, up), rel_tol=1e-9, abs_tol=1e-12)


@at_both_speeds
@given(steps=STEPS)
def test_part_is_the_same_function_alone(kernel: ModuleType, steps: list[tuple[str, list[int], int]]) -> None:
    """The part below an edge has its truth table, no other node, and can be built on."""
    diagram = kernel.Diagram(10_000)
    edge, table = built(kernel, diagram, steps)[-1]
    part, same = diagram.part(edge)
    assert tuple(value(part, same, state) for state in STATES) == table
    used = {same >> 1, 0}
    for node in range(same >> 1, 0, -1):
        used |= {part.high[node] >> 1, part.low[node] >> 1} if node in used else set()
    assert used == set(range(len(part)))
    assert part.conjunction(part.variable(LEVELS - 1), same ^ 1) <= 2 * len(part)


@at_both_speeds
def test_tiny_probabilities_keep_their_digits(kernel: ModuleType) -> None:
    """A pair of components that fail once in 1e12: 1e-24, not what is left of 1 less nearly 1; so negated as not."""
    diagram = kernel.Diagram(100)
    pair = diagram.disjunction(diagram.variable(0), diagram.variable(1))
    false, true = [1e-12, 1e-12], [1.0 - 1e-12, 1.0 - 1e-12]
    assert isclose(diagram.probability(pair, false, true)[0], 1e-24, rel_tol=1e-15)
    assert isclose(diagram.probability(pair ^ 1, false, true)[1], 1e-24, rel_tol=1e-15)
    assert diagram.gradient(pair, false, true)[1] == [1e-12, 1e-12]


@at_both_speeds
def test_limit_leaves_nothing_wrong_behind(kernel: ModuleType) -> None:
    """After running into the limit, results that were found before and during are still right; more nodes end the trouble."""
    diagram = kernel.Diagram(35)
    variables = [diagram.variable(level) for level in range(8)]
    pairs = [diagram.conjunction(variables[i], variables[4 + i]) for i in range(4)]
    with pytest.raises(kernel.NodeLimitReached):
        diagram.threshold(1, pairs)
    answered = 0
    for f, g in product(pairs, repeat=2):
        with suppress(kernel.NodeLimitReached):
            edge = diagram.disjunction(f, g)
            answered += 1
            for state in product((False, True), repeat=8):
                assert value(diagram, edge, state) == (value(diagram, f, state) or value(diagram, g, state))
    assert len(diagram) == 35
    assert 4 < answered < 16
    diagram.allow(1000)
    edge = diagram.threshold(1, pairs)
    for state in product((False, True), repeat=8):
        assert value(diagram, edge, state) == any(value(diagram, pair, state) for pair in pairs)


@at_both_speeds
def test_work_is_limited_too(kernel: ModuleType) -> None:
    """Asking many questions over and over, without a new node, ends as well."""
    diagram = kernel.Diagram(130)
    chains = [kernel.TRUE]
    for level in reversed(range(60)):
        chains.append(diagram.conjunction(diagram.variable(level), chains[-1]))
    nodes = len(diagram)
    with pytest.raises(kernel.NodeLimitReached):
        for _ in range(100):
            for longer, shorter in combinations(reversed(chains), 2):
                assert diagram.conjunction(longer, shorter) == longer
    assert len(diagram) == nodes < 130


@at_both_speeds
def test_interrupted_when_asked(kernel: ModuleType) -> None:
    """The caller is asked every few thousand steps, and once it says yes nothing goes on."""
    answers: Iterator[bool] = iter([False, True])
    diagram = kernel.Diagram(10_000_000, lambda: next(answers))
    variables = [diagram.variable(level) for level in reversed(range(60))]
    with pytest.raises(kernel.Interrupted):
        diagram.threshold(1, [diagram.conjunction(variables[i], variables[i + 30]) for i in range(30)])
    assert 10_000 < len(diagram) < 100_000


@at_both_speeds
def test_wide_threshold_is_a_ladder(kernel: ModuleType) -> None:
    """50 of 100 has a node for each pair of how many were asked and how many were true, and no more."""
    diagram = kernel.Diagram(20_000)
    function = diagram.threshold(50, [diagram.variable(level) for level in range(100)])
    half = [0.5] * 100
    assert isclose(diagram.probability(function, half, half)[0], 0.5 - 0.5 * 0.0795892373871788, rel_tol=1e-12)
    assert len(diagram.part(function)[0]) == 50 * 51 + 1


@at_both_speeds
def test_deep_function(kernel: ModuleType) -> None:
    """A function of 5,000 levels overflows no stack."""
    diagram = kernel.Diagram(100_000)
    variables = [diagram.variable(level) for level in reversed(range(5_000))]
    even, odd = diagram.threshold(2_500, variables[::2]), diagram.threshold(2_500, variables[1::2])
    assert diagram.conjunction(even, odd) == diagram.threshold(5_000, variables)


@at_both_speeds
def test_probabilities_must_cover_the_levels(kernel: ModuleType) -> None:
    """Too few probabilities are refused, before anything is read that is not there."""
    diagram = kernel.Diagram(10)
    edge = diagram.variable(3)
    with pytest.raises(ValueError, match="3 and 4 probabilities do not cover 4 levels"):
        diagram.probability(edge, [0.5] * 3, [0.5] * 4)


@pytest.mark.skipif(len(KERNELS) < 2, reason="no compiled kernel is installed")
@given(steps=STEPS)
def test_both_speeds_make_the_same_nodes(steps: list[tuple[str, list[int], int]]) -> None:
    """The same steps give the same edges and the same nodes in the same order, compiled or not."""
    interpreted, compiled = (kernel.Diagram(10_000) for kernel in KERNELS)
    assert built(KERNELS[0], interpreted, steps) == built(KERNELS[1], compiled, steps)
    for column in ("level", "high", "low"):
        assert list(getattr(interpreted, column)) == list(getattr(compiled, column))


@at_both_speeds
def test_source_and_speed_agree(kernel: ModuleType) -> None:
    """A kernel says "compiled" exactly when it does not run from its source."""
    assert (not str(kernel.__file__).endswith(".py")) == kernel.COMPILED
