"""Some must not reach others, even through others."""

import networkx
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.model.architecture import Architecture
from sosgraph.model.dependency import KINDS
from tests.contracts.breaking import broken, hops, messages, needs
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
components:
  web: {depends_on: [pay, {on: bus, kind: data, soft: true}]}
  pay: {depends_on: [{on: bus, soft: true}, {on: ledger, phase: recover}]}
  bus: {depends_on: [stats]}
  ledger: {depends_on: [stats]}
  stats: {}
"""


def test_shows_the_shortest_path_with_every_hop() -> None:
    """One finding for each dependency that leads there, hard before soft, at its place; the last note is the contract."""
    second, first = broken(architecture(SHOP), "forbidden", sources=["pay"], targets=["stats"])
    assert first.message == "c: pay reaches stats: pay -> bus -> stats; no dependency may lead there"
    assert first.at.path == (0, "components", "pay", "depends_on", 0, "on")
    assert [note.message for note in first.notes] == ["bus -> stats", "the contract 'c' forbids it"]
    assert first.notes[0].at.path == (0, "components", "bus", "depends_on", 0, "on")
    assert "pay -> ledger -> stats" in second.message


def test_a_path_inside_the_sources_is_told_once() -> None:
    """Where it leaves them."""
    found = messages(architecture(SHOP), "forbidden", sources=["web", "pay"], targets=["stats"])
    assert [each.split(":")[0] for each in found] == ["web reaches stats", "pay reaches stats", "pay reaches stats"]


def test_kinds_and_phases_narrow_it_down() -> None:
    """On every hop."""
    assert len(messages(architecture(SHOP), "forbidden", sources=["pay"], targets=["stats"], phases=["run"])) == 1
    assert not messages(architecture(SHOP), "forbidden", sources=["web"], targets=["stats"], kinds=["data"])


def test_what_is_indirect_may_be_allowed() -> None:
    """Then only a dependency on a target itself counts."""
    assert not messages(architecture(SHOP), "forbidden", sources=["web"], targets=["stats"], allow_indirect=True)
    found = messages(architecture(SHOP), "forbidden", sources=["bus"], targets=["stats"], allow_indirect=True)
    assert found == ["bus needs stats; no dependency may lead there"]


def test_who_stands_on_both_sides_is_said() -> None:
    """And counts on neither."""
    found = messages(architecture(SHOP), "forbidden", sources=["web", "stats"], targets=["stats"])
    assert found == ["contract 'c': stats stands on both sides; a component cannot be kept from itself"]


@given(architectures(), st.data())
def test_broken_where_a_path_leads_there(described: Architecture, data: st.DataObject) -> None:
    """For exactly those dependencies after which a target can be reached, by a path that is as short as there is one."""
    names = st.sampled_from(list(described.components))
    sources = data.draw(st.sets(names, min_size=1, max_size=3))
    targets = data.draw(st.sets(names, min_size=1, max_size=3)) - sources
    kinds = tuple(data.draw(st.sets(st.sampled_from(KINDS), max_size=6)))
    graph = needs(described, kinds)
    expected = []
    for source in sources:
        for callee in graph[source]:
            inner = graph.subgraph(set(graph) - sources)
            if callee in inner:
                lengths = networkx.single_source_shortest_path_length(inner, callee)
                expected += (
                    [1 + min(length for name, length in lengths.items() if name in targets)] if targets & set(lengths) else []
                )
    if targets:
        found = broken(described, "forbidden", sources=sorted(sources), targets=sorted(targets), kinds=kinds)
        assert sorted(map(hops, found)) == sorted(expected)
