"""The numbers of a whole system, against networkx and plain counting."""

from itertools import pairwise

import networkx
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.structure.network import network
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.shape import histogram, quantile, shape
from tests.strategies import architectures
from tests.structure.test_dominator_tree import hard_graph


@settings(max_examples=60)
@given(drawn=architectures())
def test_the_numbers_are_those_of_the_graph(drawn: Architecture) -> None:
    """Kinds and hard dependencies of the whole graph; depth and cycles of what is hard while running; groups as elsewhere."""
    found = shape(drawn)
    edges = network(drawn).edges
    assert dict(found.kinds) == {kind: sum(edge.kind == kind for edge in edges) for kind in {edge.kind for edge in edges}}
    assert found.hard == sum(edge.hard for edge in edges)
    graph = hard_graph(drawn)
    assert found.depth == networkx.dag_longest_path_length(networkx.condensation(graph))
    circles = [each for each in networkx.strongly_connected_components(graph) if len(each) > 1]
    assert sorted(map(sorted, found.circles)) == sorted(map(sorted, circles))
    assert found.in_circles == sum(map(len, circles))
    assert found.groups == len(list(redundancy_groups(drawn)))


SIZES = st.lists(st.integers(0, 500), min_size=1, max_size=40)


@given(sizes=SIZES)
def test_a_histogram_counts_every_size_once(sizes: list[int]) -> None:
    """Its classes follow one another from 0 to that of the largest."""
    classes = histogram(sizes)
    assert classes[0][0] == 0 and classes[-1][0] <= max(sizes) <= classes[-1][1]
    assert all(before[1] + 1 == after[0] for before, after in pairwise(classes))
    assert [count for _, _, count in classes] == [sum(low <= size <= high for size in sizes) for low, high, _ in classes]


@given(sizes=SIZES, percent=st.integers(1, 100))
def test_a_quantile_is_not_exceeded_by_so_many(sizes: list[int], percent: int) -> None:
    """It is the smallest size of which that is true."""
    found = quantile(sorted(sizes), percent)
    fitting = [size for size in sizes if 100 * sum(other <= size for other in sizes) >= percent * len(sizes)]
    assert found == min(fitting)
