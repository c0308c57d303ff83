"""Quotients against reachability by brute force."""

from hypothesis import example, given
from hypothesis import strategies as st

from sosgraph.graph.quotient import quotient

GRAPHS = st.integers(1, 7).flatmap(
    lambda size: st.tuples(
        st.lists(st.lists(st.integers(0, size - 1), unique=True, max_size=3), min_size=size, max_size=size),
        st.lists(st.sampled_from(("a", "b", "c", "d", None)), min_size=size, max_size=size),
    )
)


def closure(pairs: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Return who reaches whom over one pair or more."""
    while further := {(a, d) for a, b in pairs for c, d in pairs if b == c} - pairs:
        pairs = pairs | further
    return pairs


@given(GRAPHS)
@example(([[1], [2], [0], [2]], ["a", None, "b", "a"]))  # a cycle through a vertex of no class joins the two
def test_cycles_only_between_classes_are_those_that_no_inner_cycle_joins(drawn: tuple[list[list[int]], list[str | None]]) -> None:
    """Classes that reach each other, of which some are not joined, in turn, by cycles of the vertices, those of no class too."""
    adjacency, classes = drawn
    found = quotient(adjacency, classes)
    edges = {(str(t), str(h)) for t, heads in enumerate(adjacency) for h in heads}
    between = {(a, b) for t, h in edges if (a := classes[int(t)]) and (b := classes[int(h)])}
    reaches = closure({(a, b) for a, b in between if a != b})
    inner = closure(edges)
    joined = closure(
        {(a, b) for t, h in inner if (h, t) in inner and (a := classes[int(t)]) and (b := classes[int(h)])}
        | {(c, c) for c in classes if c}
    )
    expected = []
    for one in found.classes:
        together = {other for other in found.classes if (one, other) in reaches and (other, one) in reaches}
        if one in together and any((one, other) not in joined for other in together):
            expected.append(together)
    unique = [group for at, group in enumerate(expected) if group not in expected[:at]]
    assert [{found.classes[member] for member in members} for members in found.only_between()] == unique


@given(GRAPHS)
def test_behind_every_edge_stand_the_edges_that_make_it(drawn: tuple[list[list[int]], list[str | None]]) -> None:
    """Each edge between two classes is behind exactly one edge of the quotient."""
    adjacency, classes = drawn
    found = quotient(adjacency, classes)
    wanted = {
        (tail, head)
        for tail, heads in enumerate(adjacency)
        for head in heads
        if classes[tail] is not None and classes[head] is not None and classes[tail] != classes[head]
    }
    assert sorted(edge for behind in found.behind.values() for edge in behind) == sorted(wanted)
    for (tail, head), behind in found.behind.items():
        assert head in found.adjacency[tail]
        assert {(classes[t], classes[h]) for t, h in behind} == {(found.classes[tail], found.classes[head])}
    assert list(found.classes) == list(dict.fromkeys(one for one in classes if one is not None))
