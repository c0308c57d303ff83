"""Minimal cut sets: counted, listed, limited."""

import tracemalloc
from array import array
from itertools import pairwise
from math import comb, fsum, isclose, prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.bdd import counting
from sosgraph.bdd.compound import Compound
from sosgraph.bdd.cut_sets import CutSets
from sosgraph.bdd.families import BASE, EMPTY
from sosgraph.bdd.kernel import Diagram, NodeLimitReached
from sosgraph.bdd.orders import counted_by_order
from sosgraph.bdd.solved_module import Part
from tests.bdd.parts import Drawn, drawn_parts, minimal_sets, union_probability
from tests.from_source import from_source

CHANCES = st.one_of(st.sampled_from([0.0, 0.5, 0.25, 0.1, 1e-9, 1.0]), st.floats(1e-12, 1.0))
NODES = 100_000
COUNTING = (from_source("sosgraph.bdd", "counting")["counting"], counting)


@st.composite
def drawn_with_failure(draw: st.DrawFn, most_variables: int = 4) -> tuple[Drawn, list[float]]:
    drawn = draw(drawn_parts(most_variables=most_variables))
    return drawn, draw(st.lists(CHANCES, min_size=drawn.variables, max_size=drawn.variables))


def chance(variables: tuple[int, ...], failure: list[float]) -> float:
    return prod(sorted(failure[variable] for variable in variables))


def threshold(need: int, count: int, monotone: bool = False) -> CutSets:
    """Works when at least `need` of `count` variables do."""
    diagram = Diagram(NODES)
    edge = diagram.threshold(need, [diagram.variable(level) for level in range(count)])
    return CutSets.of([Part(diagram, edge, range(count), monotone)], NODES)


@given(drawn_parts())
def test_are_the_minimal_failing_sets(drawn: Drawn) -> None:
    """All sets, counted by order and listed by order and then by variables, modules or not."""
    expected = minimal_sets(drawn)
    found = CutSets.of(drawn.parts, NODES)
    assert found.count == len(expected)
    assert found.by_order == tuple(
        sum(len(each) == order for each in expected) for order in range(1 + max(map(len, expected), default=0))
    )
    assert found.listed(found.count + 1) == tuple(expected)


@given(drawn_parts(coherent=False))
def test_without_coherence_are_the_minimal_failures_of_a_working_system(drawn: Drawn) -> None:
    """Minimal p-cuts: the sets that fail the system while everything else works, and of which no part does."""
    assert CutSets.of(drawn.parts, NODES).listed(1 << drawn.variables) == tuple(minimal_sets(drawn))


@given(drawn_parts(), st.integers(0, 6), st.integers(0, 5))
def test_lists_the_first(drawn: Drawn, most: int, order: int) -> None:
    """A limited list is the beginning of the whole one."""
    expected = [each for each in minimal_sets(drawn) if len(each) <= order]
    assert CutSets.of(drawn.parts, NODES).listed(most, order) == tuple(expected[:most])


@given(drawn_with_failure(), st.integers(0, 6), st.integers(0, 5))
def test_lists_the_likeliest_of_few_variables(system: tuple[Drawn, list[float]], most: int, order: int) -> None:
    """As if all others were not there, modules or not: the same as the likeliest of a list of those alone."""
    drawn, failure = system
    expected = sorted((-chance(each, failure), len(each), each) for each in minimal_sets(drawn) if len(each) <= order)
    found = CutSets.of(drawn.parts, NODES).likeliest(failure, most, order=order)
    assert [probability for probability, _ in found] == pytest.approx([-each[0] for each in expected[:most]], rel=1e-11)
    assert {each for _, each in found} <= {each for _, _, each in expected}
    assert len({each for _, each in found}) == len(found)


@given(drawn_with_failure(), st.integers(0, 6), st.sampled_from([0.0, 1e-3, 0.25]))
def test_lists_the_likeliest(system: tuple[Drawn, list[float]], most: int, least: float) -> None:
    """As if all were sorted by probability; at the end of the list those of equal probability go by order and variables."""
    drawn, failure = system
    expected = sorted((-chance(each, failure), len(each), each) for each in minimal_sets(drawn))
    expected = [each for each in expected if -each[0] >= least]
    alike = any(isclose(own[0], other[0], rel_tol=1e-9) for own, other in pairwise(expected))
    expected = expected[:most]
    found = CutSets.of(drawn.parts, NODES).likeliest(failure, most, least)
    assert [probability for probability, _ in found] == pytest.approx([-each[0] for each in expected], rel=1e-11)
    assert all(probability == chance(each, failure) for probability, each in found)
    assert len({each for _, each in found}) == len(found)
    if not alike:
        assert [each for _, each in found] == [each for _, _, each in expected]


def test_equally_likely_are_listed_by_order_and_then_by_variables() -> None:
    """Not in the order of the diagram, and not by the last digit of a product."""
    found = threshold(19, 20).likeliest([0.1] * 20, 3)
    assert [each for _, each in found] == [(0, 1), (0, 2), (0, 3)]
    diagram = Diagram(NODES)
    edge = diagram.threshold(19, [diagram.variable(level) for level in range(20)])
    turned = CutSets.of([Part(diagram, edge, range(19, -1, -1))], NODES)
    assert turned.likeliest([0.1] * 20, 3) == found
    assert turned.listed(3) == ((0, 1), (0, 2), (0, 3))


@given(drawn_with_failure(), st.integers(-1, 6), st.sampled_from([0.0, 1e-9, 1e-3, 0.1]))
def test_truncation_states_what_is_lost(system: tuple[Drawn, list[float]], order: int, least: float) -> None:
    """Kept and lost sets are counted and summed apart; together they are the rare-event sum."""
    drawn, failure = system
    expected = minimal_sets(drawn)
    found = CutSets.of(drawn.parts, NODES).truncated(failure, order, least)
    near = [chance(each, failure) for each in expected]
    kept = [each for each in expected if len(each) <= order and chance(each, failure) >= least]
    if least and any(isclose(each, least, rel_tol=1e-8) for each in near):
        return
    assert found.count == len(kept)
    assert isclose(found.kept, fsum(chance(each, failure) for each in kept), rel_tol=1e-12)
    assert isclose(found.lost, fsum(chance(each, failure) for each in expected if each not in kept), rel_tol=1e-12)
    assert found.finished


@given(drawn_with_failure(), st.integers(0, 8))
def test_truncation_ended_early_is_still_sound(system: tuple[Drawn, list[float]], steps: int) -> None:
    """What the search gave up counts as lost."""
    drawn, failure = system
    cut_sets = CutSets.of(drawn.parts, NODES)
    early, whole = (cut_sets.truncated(failure, least=1e-3, most_steps=most) for most in (steps, NODES))
    assert early.count <= whole.count
    assert isclose(early.kept + early.lost, whole.kept + whole.lost, rel_tol=1e-12)
    assert early.finished or early.lost >= whole.lost * (1 - 1e-12)


@given(drawn_with_failure())
def test_upper_bounds_are_in_order(system: tuple[Drawn, list[float]]) -> None:
    """Exact ≤ 1 - Π(1 - P) ≤ what is returned for it ≤ ΣP, and 1."""
    drawn, failure = system
    sets = minimal_sets(drawn)
    cut_sets = CutSets.of(drawn.parts, NODES)
    total = cut_sets.rare_event_sum(failure)
    assert isclose(total, fsum(chance(each, failure) for each in sets), rel_tol=1e-12)
    bound = 1.0 - prod(1.0 - chance(each, failure) for each in sets)
    found = cut_sets.upper_bound(failure)
    assert bound * (1 - 1e-9) - 1e-15 <= found <= min(1.0, total) * (1 + 1e-12) or found == 1.0
    if max((chance(each, failure) for each in sets), default=0.0) < 0.4:
        assert isclose(found, bound, rel_tol=1e-9, abs_tol=1e-15)


@given(drawn_with_failure(), st.integers(0, 100))
def test_sets_with_a_variable(system: tuple[Drawn, list[float]], which: int) -> None:
    """`containing` keeps them, `sums_by_variable` sums them up."""
    drawn, failure = system
    variable = which % drawn.variables
    cut_sets = CutSets.of(drawn.parts, NODES)
    expected = [each for each in minimal_sets(drawn) if variable in each]
    found = cut_sets.containing(variable)
    assert found.listed(1 << drawn.variables) == tuple(expected)
    assert isclose(cut_sets.sums_by_variable(failure)[variable], found.rare_event_sum(failure), rel_tol=1e-12)


@given(drawn_parts(), st.sets(st.integers(0, 12)))
def test_sets_through_variables(drawn: Drawn, variables: set[int]) -> None:
    """Those of which no variable is elsewhere."""
    expected = [each for each in minimal_sets(drawn) if variables.issuperset(each)]
    assert CutSets.of(drawn.parts, NODES).through(variables).listed(1 << drawn.variables) == tuple(expected)


@settings(max_examples=30)
@given(drawn_with_failure(most_variables=3), st.integers(0, 100))
def test_union_is_the_sum_over_all_states(system: tuple[Drawn, list[float]], which: int) -> None:
    """Of all sets it is the probability of failing; of those with a variable the numerator of Fussell and Vesely."""
    drawn, failure = system
    cut_sets = CutSets.of(drawn.parts, NODES)
    sets = minimal_sets(drawn)
    assert isclose(cut_sets.union_failure(failure, NODES), union_probability(sets, failure), rel_tol=1e-12)
    variable = which % drawn.variables
    expected = union_probability([each for each in sets if variable in each], failure)
    assert isclose(cut_sets.containing(variable).union_failure(failure, NODES), expected, rel_tol=1e-12)


def test_what_always_works_or_never_does() -> None:
    """No cut set at all, and the empty one."""
    always, never = (CutSets.of([Part(Diagram(NODES), edge, ())], NODES) for edge in (0, 1))
    assert (always.count, always.by_order, always.listed(5)) == (0, (0,), ())
    assert (never.count, never.by_order, never.listed(5)) == (1, (1,), ((),))
    assert (always.upper_bound([]), never.upper_bound([])) == (0.0, 1.0)
    assert (always.truncated([], least=0.5).count, never.truncated([], least=0.5).kept) == (0, 1.0)
    assert (always.union_failure([], NODES), never.union_failure([], NODES)) == (0.0, 1.0)


def test_huge_families_are_counted_and_listed_without_being_enumerated() -> None:
    """Twenty modules, each 5 of 10, of which all must fail: 210^20 sets of 120 variables."""
    parts = []
    for module in range(20):
        diagram = Diagram(NODES)
        edge = diagram.threshold(5, [diagram.variable(level) for level in range(10)])
        parts.append(Part(diagram, edge, range(10 * module, 10 * module + 10)))
    diagram = Diagram(NODES)
    edge = diagram.threshold(1, [diagram.variable(level) for level in range(20)])
    cut_sets = CutSets.of([*parts, Part(diagram, edge, [~module for module in range(20)])], NODES)
    failure = [0.001 * (1 + variable) for variable in range(200)]
    assert cut_sets.count == 210**20
    assert cut_sets.by_order[120] == 210**20
    assert cut_sets.listed(1) == (tuple(10 * module + own for module in range(20) for own in range(6)),)
    assert cut_sets.likeliest(failure, 1)[0][1] == tuple(10 * module + own for module in range(20) for own in range(4, 10))
    assert cut_sets.nodes < 1_000


def test_limit_is_kept() -> None:
    """More nodes than allowed raise, as does whoever loses patience."""
    diagram = Diagram(NODES)
    edge = diagram.threshold(15, [diagram.variable(level) for level in range(30)])
    with pytest.raises(NodeLimitReached):
        CutSets.of([Part(diagram, edge, range(30))], 100)


def test_five_hundred_of_a_thousand_are_counted_and_listed_within_little_room() -> None:
    """A quarter of a million nodes, counts of a thousand bits, sets of five hundred: none is kept longer than it is of use."""
    count = 400
    family = threshold(count // 2, count, monotone=True)
    tracemalloc.start()
    try:
        assert family.count == comb(count, count // 2 + 1)
        ((_, first),) = family.likeliest([0.1] * count, 1)
        assert first == tuple(range(count // 2 + 1))
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    finally:
        tracemalloc.stop()


def test_counting_that_never_ends_is_refused() -> None:
    """Counts are long where there are more sets than atoms; so many bits may be written and no more."""
    family = threshold(50, 100, monotone=True)._family
    assert sum(counted_by_order(family)) == comb(100, 51)
    with pytest.raises(NodeLimitReached):
        counted_by_order(family, work=1_000)


def counted_twice(family: Compound) -> tuple[int, ...] | None:
    """Return what the kernel counts in floating point, the same at both speeds."""
    columns = [array("i", column) for column in family[:3]]
    interpreted, installed = [module.exact_counts(*columns, family.leaves, family.root) for module in COUNTING]
    assert interpreted == installed
    return installed


@given(drawn_parts())
def test_counted_in_floating_point(drawn: Drawn) -> None:
    """Numbers of the machine count what is small enough as whole numbers do."""
    cut_sets = CutSets.of(drawn.parts, NODES)
    if cut_sets._family.root != EMPTY:
        assert counted_twice(cut_sets._family) == cut_sets.by_order


def of_pairs_and_one_more(count: int) -> Compound:
    """Return the sets with one variable of each of `count` pairs, and one further set of as many variables."""
    nodes = [(-1, 0, 0), (-1, 0, 0)]
    pairs = BASE
    for level in range(3 * count - 2, count - 1, -2):
        nodes += [(level + 1, pairs, EMPTY), (level, pairs, len(nodes))]
        pairs = len(nodes) - 1
    further = BASE
    for level in range(count - 1, -1, -1):
        nodes.append((level, further, EMPTY if level else pairs))
        further = len(nodes) - 1
    return Compound(*zip(*nodes, strict=True), range(3 * count), [0] * 3 * count, further)


def test_too_many_for_floating_point() -> None:
    """What is counted by the kernel is exact, or not counted at all."""
    assert counted_twice(threshold(25, 50, monotone=True)._family) == (*[0] * 26, comb(50, 26))
    assert counted_twice(threshold(35, 70, monotone=True)._family) is None
    assert counted_twice(of_pairs_and_one_more(52)) == (*[0] * 52, 2**52 + 1)
    assert counted_twice(of_pairs_and_one_more(53)) is None  # one more than 2^53 would be rounded to 2^53
    assert threshold(35, 70, monotone=True).count == comb(70, 36)
