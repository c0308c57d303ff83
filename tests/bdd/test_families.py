"""The kernel of families, against families written out."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.bdd.families import BASE, EMPTY, Families
from sosgraph.bdd.kernel import Diagram, Interrupted, NodeLimitReached
from tests.from_source import from_source

LEVELS = 6
WrittenOut = frozenset[frozenset[int]]

written_out = st.frozensets(st.frozensets(st.integers(0, LEVELS - 1)), max_size=12)


def minimal(sets: WrittenOut) -> WrittenOut:
    return frozenset(each for each in sets if not any(other < each for other in sets))


def node_of(families: Families, sets: WrittenOut, level: int = 0) -> int:
    if not sets:
        return EMPTY
    if level == LEVELS:
        return BASE
    taken = frozenset(each - {level} for each in sets if level in each)
    left = frozenset(each for each in sets if level not in each)
    return families.node(level, node_of(families, taken, level + 1), node_of(families, left, level + 1))


@given(st.lists(st.tuples(written_out, written_out), max_size=4))
def test_without_spares_what_contains_nothing_of_the_other(pairs: list[tuple[WrittenOut, WrittenOut]]) -> None:
    """Equal families are equal nodes, whatever was done before with the same kernel."""
    families = Families(100_000)
    for f, g in pairs:
        forbidden = minimal(g)
        spared = frozenset(each for each in f if not any(other <= each for other in forbidden))
        assert families.without(node_of(families, f), node_of(families, forbidden)) == node_of(families, spared)


@given(st.lists(st.booleans(), min_size=1 << 4, max_size=1 << 4), st.lists(st.booleans(), min_size=4, max_size=4))
def test_minimal_solutions_of_any_function(table: list[bool], inverted: list[bool]) -> None:
    """The minimal sets of failures that fail it; where a level is inverted, it starts failed and works when it is in the set."""
    diagram = Diagram(100_000)
    edges = [0 if works else 1 for works in table]
    for level in range(3, -1, -1):
        own = diagram.variable(level)
        edges = [
            diagram.disjunction(diagram.conjunction(own, edges[2 * place]), diagram.conjunction(own ^ 1, edges[2 * place + 1]))
            for place in range(len(edges) // 2)
        ]
    flipped = sum(8 >> level for level in range(4) if inverted[level])
    failing = frozenset(
        frozenset(level for level in range(4) if state & 8 >> level) for state in range(16) if not table[state ^ flipped]
    )
    families = Families(100_000)
    found = families.minimal_solutions((diagram.level, diagram.high, diagram.low), edges[0], 0, bytes(inverted), False)
    assert found == node_of(families, minimal(failing))


@pytest.mark.parametrize("made_by", [Families, from_source("sosgraph.bdd", "families")["families"].Families])
@given(written_out)
def test_minimal_solutions_of_a_monotone_function(made_by: type[Families], sets: WrittenOut) -> None:
    """The smallest of the sets that fail it, at both speeds, whether or not it is said that it is monotone."""
    diagram = Diagram(100_000)
    own = [diagram.variable(level) for level in reversed(range(LEVELS))][::-1]
    spared = [diagram.threshold(1, [own[level] for level in sorted(each)]) for each in sorted(sets, key=sorted)]
    edge = diagram.threshold(len(spared), spared)
    families = made_by(100_000)
    columns = diagram.level, diagram.high, diagram.low
    found = [families.minimal_solutions(columns, edge, 0, bytes(LEVELS), monotone) for monotone in (True, False)]
    assert found == [node_of(families, minimal(sets))] * 2


def test_nodes_that_are_needed_keep_their_order() -> None:
    """What the work left behind is dropped."""
    families = Families(100)
    single = [families.node(level, BASE, EMPTY) for level in range(4)]
    wanted = families.node(1, BASE, single[3])
    level, taken, left, roots = families.part([wanted, EMPTY])
    assert (list(level)[2:], list(taken)[2:], list(left)[2:], roots) == ([3, 1], [1, 1], [0, 2], [3, 0])


def test_growth_keeps_what_is_there() -> None:
    """Twenty thousand nodes later the first ones are found again."""
    families = Families(100_000)
    single = [families.node(level, BASE, EMPTY) for level in range(1, 150)]
    first = [families.node(0, taken, left) for taken in single for left in single]
    assert [families.node(0, taken, left) for taken in single for left in single] == first
    assert len(families) == 2 + len(single) + len(first)


def test_limit_and_patience() -> None:
    """Beyond the limit, and when nobody waits any longer, work ends with `NodeLimitReached`."""
    families = Families(100)
    with pytest.raises(NodeLimitReached):
        for level in range(200):
            families.node(level, BASE, EMPTY)
    assert len(families) == 100
    hurried = Families(100_000, lambda: True)
    single = [hurried.node(level, BASE, EMPTY) for level in range(1, 150)]
    double = [hurried.node(0, taken, left) for taken in single for left in single]
    with pytest.raises(Interrupted):
        for f, g in pairwise(double):
            hurried.without(f, g)
