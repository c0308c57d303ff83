"""The graph of chosen dependencies, against all that components name."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import all_uses, connected
from sosgraph.structure.selected_dependencies import VIEWS, selected
from tests.strategies import architectures


@given(drawn=architectures(), view=st.sampled_from(sorted(VIEWS)))
def test_the_edges_are_those_with_a_use_that_is_taken(drawn: Architecture, view: str) -> None:
    """Each caller's callees in reading order, and behind each edge the uses in reading order; no edge has none."""
    graph = selected(drawn, VIEWS[view])
    for tail, heads in enumerate(graph.adjacency):
        taken = [use for use in all_uses(drawn)[graph.names[tail]] if VIEWS[view].takes(use)]
        assert [graph.names[head] for head in heads] == list(dict.fromkeys(use.callee for use in taken))
        for head in heads:
            assert graph.behind[tail, head] == [use for use in taken if use.callee == graph.names[head]]
    places = range(len(graph.names))
    assert all(((tail, head) in graph.behind) == (head in graph.adjacency[tail]) for tail, head in product(places, places))


@given(drawn=architectures())
def test_connected_is_who_names_or_is_named(drawn: Architecture) -> None:
    """In any role and phase."""
    named = {name: {use.callee for use in found} for name, found in all_uses(drawn).items()}
    assert connected(drawn) == {name for name, callees in named.items() if callees}.union(*named.values())
