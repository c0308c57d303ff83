"""How alike the branches of redundancy groups are, against sets."""

from itertools import combinations

import networkx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sosgraph.graph.bit_sets import bit_set
from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import rests_on
from sosgraph.structure.likeness import MOST_BRANCHES, Likeness, likenesses, similarity
from sosgraph.structure.redundancy import redundancy_groups
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SETS = st.frozensets(st.integers(0, 80), min_size=1)


def only(text: str) -> Likeness:
    (found,) = likenesses(architecture(text))
    return found


@given(one=SETS, other=SETS)
def test_similarity_is_jaccards_index(one: frozenset[int], other: frozenset[int]) -> None:
    """What is in both among what is in either; symmetric, and 1 for the same only."""
    found = similarity(bit_set(one), bit_set(other))
    assert found == len(one & other) / len(one | other) == similarity(bit_set(other), bit_set(one))
    assert (found == 1) == (one == other)


@settings(max_examples=60)
@given(drawn=architectures())
def test_branches_are_compared_by_what_they_need(drawn: Architecture) -> None:
    """Needs are the callees and everything that they reach while running, but the owner; least and most over all pairs."""
    graph = networkx.DiGraph([(name, callee) for name, one in drawn.components.items() for callee in rests_on(one)])
    graph.add_nodes_from(drawn.components)
    groups = list(redundancy_groups(drawn))
    found = likenesses(drawn)
    assert [each.group.identity for each in found] == [group.identity for group in groups]
    for each in found:
        needs = []
        for callees in each.branches:
            below = set(callees).union(*(networkx.descendants(graph, callee) for callee in callees))
            needs.append(below - ({each.group.owner.name} - set(callees)))
        pairs = [len(one & other) / len(one | other) for one, other in combinations(needs, 2)] or [1.0]
        assert (each.least, each.most) == (min(pairs), max(pairs))
        several = [name for name in drawn.components if sum(name in need for need in needs) > (len(needs) > 1)]
        assert list(each.shared) == several


def test_a_fallback_is_compared_with_its_primary() -> None:
    """Three of four things are needed by both."""
    found = only(
        """
        components:
          web: {depends_on: [{on: live, fallback: {to: cache, coverage: 99%}}]}
          live: {depends_on: [db, dns]}
          cache: {depends_on: [db, dns, live]}
          db:
          dns:
        """
    )
    assert found.least == found.most == pytest.approx(3 / 4)
    assert found.shared == ("test/live", "test/db", "test/dns")


def test_branches_may_be_in_the_same_hands_only() -> None:
    """Two vendors' names that belong to one vendor share no component, and are told."""
    text = """
        owner: ours
        components:
          pay: {depends_on: [{any_of: [stripe-eu, stripe-us]}]}
          stripe-eu: {external: true, owner: stripe}
          stripe-us: {external: true, owner: OWNER}
    """
    found = only(text.replace("OWNER", "stripe"))
    assert (found.most, found.shared, found.hands) == (0.0, (), ("vendor stripe",)) and found.only_through_hands
    assert not only(text.replace("OWNER", "adyen")).only_through_hands


def test_replicas_on_one_zone_are_one_branch() -> None:
    """It is like itself."""
    found = only("components: {db: {replicas: {count: 2, over: [zone]}}, zone: {}}")
    assert (found.branches, found.least, found.shared) == ((("test/zone",),), 1.0, ("test/zone",))


def test_many_branches_are_compared_with_the_next() -> None:
    """The number of pairs is bounded."""
    names = [f"c{number}" for number in range(MOST_BRANCHES + 1)]
    lines = ["components:", f"  web: {{depends_on: [{{any_of: [{', '.join(names)}]}}]}}"]
    lines += [f"  {name}: {{depends_on: [{'even' if number % 2 else 'odd'}]}}" for number, name in enumerate(names)]
    found = only("\n".join([*lines, "  even:", "  odd:"]))
    assert found.most == 0.0  # neighbours differ; the next but one would be alike
