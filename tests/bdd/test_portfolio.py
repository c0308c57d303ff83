"""Diagrams by the first variable order that stays small, within a budget."""

from math import isclose

from hypothesis import given

from sosgraph.bdd.formula import Formula
from sosgraph.bdd.order import WALKS
from sosgraph.bdd.portfolio import Attempt, Effort, diagram_of
from sosgraph.equations import Equations, Gate, conjunction
from tests.bdd.systems import enumerated, systems


def grid(width: int, height: int) -> Formula:
    """Return a conjunction over a grid in which each cell needs itself or its two neighbours: every order is wide."""
    cells = [
        (row * width + column, (row + 1) % height * width + column, row * width + (column + 1) % width)
        for row in range(height)
        for column in range(width)
    ]
    first = width * height
    both = [conjunction(cell[1:]) for cell in cells]
    either = [Gate(1, (cell[0], first + position)) for position, cell in enumerate(cells)]
    gates = (*both, *either, conjunction(range(2 * first, 3 * first)))
    return Formula(first, gates, first + len(gates) - 1)


@given(systems(cyclic=False))
def test_probability_is_that_of_all_states(system: tuple[Equations, list[float]]) -> None:
    """The diagram of a number, and of its negation, has the probability found by adding up all states."""
    equations, failure = system
    expected = enumerated(equations, failure)[-1]
    for root, negated in ((len(equations) - 1, False), (~(len(equations) - 1), True)):
        found = diagram_of(Formula(equations.variables, equations.gates, root), Effort(100_000))
        assert found is not None
        diagram, edge, order = found
        false = [failure[variable] for variable in order]
        assert isclose(
            diagram.probability(edge, false, [1.0 - q for q in false])[negated], expected, rel_tol=1e-12, abs_tol=1e-300
        )


def test_other_orders_are_tried_when_the_first_is_too_large() -> None:
    """Where the first order outgrows its trial, a later one is found, with the same probability."""
    formula = grid(7, 7)
    alone = Attempt(formula, WALKS[0](formula), Effort(10_000_000))
    assert not alone.goes_on(12_000)
    found = diagram_of(formula, Effort(10_000_000))
    assert found is not None
    diagram, edge, _ = found
    assert alone.goes_on(10_000_000)
    half = [0.5] * 49
    assert isclose(diagram.probability(edge, half, half)[1], alone.diagram.probability(alone.root, half, half)[1], rel_tol=1e-13)


def test_effort_is_never_exceeded() -> None:
    """All attempts together make no more nodes than allowed; what is made is taken from the effort."""
    formula = grid(9, 9)
    for nodes in (1, 100, 20_000, 30_000, 60_000):
        effort = Effort(nodes)
        assert diagram_of(formula, effort) is None
        assert effort.nodes >= 0
    effort = Effort(60_000)
    small = Formula(2, (conjunction([0, 1]),), 2)
    assert diagram_of(small, effort) is not None
    assert 59_000 < effort.nodes < 60_000


def test_interrupted_soon_after_the_caller_says_so() -> None:
    """Once the caller has had enough there is no further order, and no diagram."""
    asked = []
    effort = Effort(100_000_000, lambda: bool(asked.append(1)) or len(asked) > 3)
    assert diagram_of(grid(9, 9), effort) is None
    assert len(asked) < 10


def test_resumed_where_it_stopped() -> None:
    """An attempt in many small steps makes the diagram of one in a single step."""
    formula = grid(4, 4)
    order = WALKS[0](formula)
    whole, bit = Attempt(formula, order, Effort(1_000_000)), Attempt(formula, order, Effort(1_000_000))
    assert whole.goes_on(1_000_000)
    limit, rank = 10, bit.rank(0)
    while not bit.goes_on(limit):
        assert bit.rank(limit) <= rank
        limit, rank = limit + 10, bit.rank(limit)
    assert bit.root == whole.root
    assert len(bit.diagram) == len(whole.diagram)


def test_ranked_by_what_it_did_with_as_much_as_the_others() -> None:
    """Whoever got more nodes is not ahead for that."""
    formula = grid(4, 4)
    order = WALKS[0](formula)
    longer, shorter = Attempt(formula, order, Effort(1_000_000)), Attempt(formula, order, Effort(1_000_000))
    assert not shorter.goes_on(60) and longer.goes_on(1_000_000)
    assert longer.rank(60) == shorter.rank(60) == shorter.rank(1_000_000) > longer.rank(1_000_000)
