"""The kernel: monotone functions as nodes."""

from contextlib import suppress
from itertools import product
from math import fsum, isclose, prod
from operator import and_, or_

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.diagram import FALSE, TRUE, Diagram, NodeLimitReached

LEVELS = 5
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["and", "or", "threshold"]), st.lists(st.integers(0, 30), min_size=1, max_size=4), st.integers(0, 5)
    ),
    max_size=12,
)


def value(diagram: Diagram, function: int, state: tuple[bool, ...]) -> bool:
    """Return the value of `function` where the variable of level i has `state[i]`."""
    while function > TRUE:
        function = (diagram.high if state[diagram.level[function]] else diagram.low)[function]
    return function == TRUE


def built(diagram: Diagram, steps: list[tuple[str, list[int], int]]) -> list[tuple[int, tuple[bool, ...]]]:
    """Return functions beside their truth tables, made by `steps` from constants and variables."""
    states = list(product((False, True), repeat=LEVELS))
    functions = [(FALSE, tuple(False for _ in states)), (TRUE, tuple(True for _ in states))]
    functions += [(diagram.variable(i), tuple(state[i] for state in states)) for i in reversed(range(LEVELS))]
    for name, picks, need in steps:
        chosen = [functions[pick % len(functions)] for pick in picks]
        if name == "threshold":
            function = diagram.threshold(need, [node for node, _ in chosen])
        elif name == "and":
            function, need = diagram.conjunction(chosen[0][0], chosen[-1][0]), 2
            chosen = [chosen[0], chosen[-1]]
        else:
            function, need = diagram.disjunction(chosen[0][0], chosen[-1][0]), 1
            chosen = [chosen[0], chosen[-1]]
        functions.append((function, tuple(sum(row) >= need for row in zip(*(table for _, table in chosen), strict=True))))
    return functions


@given(STEPS)
def test_functions_have_their_truth_tables(steps: list[tuple[str, list[int], int]]) -> None:
    """Conjunction, disjunction and threshold are right in every state; equal functions are equal nodes."""
    diagram = Diagram(10_000)
    functions = built(diagram, steps)
    states = list(product((False, True), repeat=LEVELS))
    for function, table in functions:
        assert tuple(value(diagram, function, state) for state in states) == table
    assert len({function for function, _ in functions}) == len({table for _, table in functions})


@given(STEPS, st.lists(st.floats(0, 1), min_size=LEVELS, max_size=LEVELS))
def test_probability_is_the_sum_over_all_states(steps: list[tuple[str, list[int], int]], failure: list[float]) -> None:
    """The probability of a node is that of the states in which its function is false."""
    diagram = Diagram(10_000)
    states = list(product((False, True), repeat=LEVELS))
    chances = [prod(1 - false if works else false for false, works in zip(failure, state, strict=True)) for state in states]
    for function, table in built(diagram, steps):
        expected = fsum(chance for chance, true in zip(chances, table, strict=True) if not true)
        assert isclose(diagram.failure_probability(function, failure), expected, rel_tol=1e-12, abs_tol=1e-300)


@given(STEPS)
def test_children_precede_parents(steps: list[tuple[str, list[int], int]]) -> None:
    """A node comes after its two different children and asks before them."""
    diagram = Diagram(10_000)
    built(diagram, steps)
    for node in range(2, len(diagram)):
        for child in (diagram.high[node], diagram.low[node]):
            assert child < node
            assert diagram.level[child] > diagram.level[node]
        assert diagram.high[node] != diagram.low[node]


def test_limit_leaves_nothing_wrong_behind() -> None:
    """After running into the limit, results that were found before and during are still right."""
    diagram = Diagram(30)
    variables = [diagram.variable(level) for level in range(8)]
    pairs = [diagram.conjunction(variables[i], variables[4 + i]) for i in range(4)]
    with pytest.raises(NodeLimitReached):
        diagram.threshold(1, pairs)
    answered = 0
    for f, g in product(pairs, repeat=2):
        for combined, operator in ((diagram.conjunction, and_), (diagram.disjunction, or_)):
            with suppress(NodeLimitReached):
                function = combined(f, g)
                answered += 1
                for state in product((False, True), repeat=8):
                    assert value(diagram, function, state) == operator(value(diagram, f, state), value(diagram, g, state))
    assert len(diagram) == 30
    assert 8 < answered < 32


def test_work_is_limited_too() -> None:
    """Asking for the same again and again, without a new node, ends as well."""
    diagram = Diagram(10)
    first, second = diagram.variable(0), diagram.variable(1)
    with pytest.raises(NodeLimitReached):
        for _ in range(1000):
            diagram.conjunction(first, second)


def test_wide_threshold_is_a_ladder() -> None:
    """50 of 100 has a node for each pair of how many were asked and how many were true, and no more."""
    diagram = Diagram(20_000)
    function = diagram.threshold(50, [diagram.variable(level) for level in range(100)])
    assert isclose(diagram.failure_probability(function, [0.5] * 100), 0.5 - 0.5 * 0.0795892373871788, rel_tol=1e-12)


def test_deep_function() -> None:
    """A function of 20,000 levels overflows no stack."""
    diagram = Diagram(100_000)
    variables = [diagram.variable(level) for level in range(20_000)]
    even = diagram.threshold(10_000, variables[::2])
    odd = diagram.threshold(10_000, variables[1::2])
    assert diagram.conjunction(even, odd) == diagram.threshold(20_000, variables)
