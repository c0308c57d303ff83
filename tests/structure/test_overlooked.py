"""Why a shared dependency is easily overlooked: in words that hold for every way to it."""

from dataclasses import replace

import networkx
import pytest
from hypothesis import given, settings

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.structure.callees import uses
from sosgraph.structure.overlooked import Side, overlooked
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.wholly_shared import shared_dependencies
from tests.strategies import architectures
from tests.yaml_architecture import architecture

SHOP = """
    owner: ours
    components:
      web: {depends_on: [{any_of: [a, b]}]}
      a: {A}
      b: {B}
      c: {C}
      d: {D}
      x: {X}
"""


def hidden(a: str, b: str, c: str = "", d: str = "", x: str = "") -> tuple[str, ...]:
    """Return why `x` is easily overlooked when the components are described so."""
    text = SHOP
    for letter, description in zip("ABCDX", (a, b, c, d, x), strict=True):
        text = text.replace(f"{{{letter}}}", f"{{{description}}}")
    (shared,) = (each for each in shared_dependencies(architecture(text)) if each.shared == "test/x")
    return shared.hidden


CALL = "depends_on: [x]"
DNS = "depends_on: [{on: x, kind: dns}]"


@pytest.mark.parametrize(
    ("described", "words"),
    [
        ((CALL, CALL), ()),
        ((DNS, DNS), ("only through dns",)),
        ((DNS, "depends_on: [{on: x, kind: config}]"), ("only through dns and config",)),
        ((DNS, CALL), ("only through dns on the side of a",)),
        (("depends_on: [{on: x, kind: dns}, c]", DNS, "depends_on: [x]"), ("only through dns on the side of b",)),
        ((CALL, CALL, "", "", "owner: theirs"), ("run by theirs",)),
        ((CALL, CALL, "", "", "owner: acme, external: true"), ("run by vendor acme",)),
        (("owner: theirs, depends_on: [x]", "owner: others, depends_on: [x]"), ("behind theirs and others",)),
        (("owner: theirs, depends_on: [x]", "owner: theirs, depends_on: [x]", "", "", "owner: theirs"), ("behind theirs",)),
        (("owner: theirs, depends_on: [x]", CALL), ("behind theirs on the side of a",)),
        (("depends_on: [c]", "depends_on: [d]", CALL, CALL), ("only transitively: 3 links away",)),
        (("depends_on: [c]", CALL, CALL), ("only transitively: 3 links away on the side of a",)),
    ],
)
def test_the_reasons_are_said_precisely(described: tuple[str, ...], words: tuple[str, ...]) -> None:
    """Which team, which kinds, how far, and on which side where it is not both; nothing that holds for one way only."""
    assert hidden(*described) == words


def test_a_team_without_a_name_is_its_system() -> None:
    """Another system is another team."""
    components = {name: Component(name, name.partition("/")[0]) for name in ("shop/web", "net/a", "shop/b")}
    side = Side(("net/a",), ("shop/web", "net/a", "shop/b"))
    components["net/a"] = replace(components["net/a"], requires=(Dependency("shop/b"),))
    assert overlooked(Architecture(components), components["shop/web"], [side]) == ("behind system net",)


@settings(max_examples=80)
@given(drawn=architectures(max_components=6))
def test_what_is_said_of_kinds_and_distance_holds_for_every_way(drawn: Architecture) -> None:
    """Against all simple paths: calls alone lead there, or each path has a link of one of the kinds said."""
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(drawn.components)
    for component in drawn.components.values():
        for use in uses(component):
            if use.rests and "run" in use.phases:
                graph.add_edge(component.name, use.callee, use.kind)
    callees = {group.identity: [member.callees for member in group.members] for group in redundancy_groups(drawn)}
    for shared in shared_dependencies(drawn):
        for chain in shared.chains:
            starts = next(each for each in callees[shared.identity] if chain[1] in each)
            side = Side(starts, chain)
            said = overlooked(drawn, drawn.components[shared.owner], [side])
            ways = [way for start in starts for way in kinds_on_ways(graph, start, shared.shared)]
            through = [words.removeprefix("only through ").split(" and ") for words in said if words.startswith("only through")]
            bare = any(set(way) <= {"call"} for way in ways)
            assert bare == (not through)
            assert all(set(way) & set(through[0]) for way in ways if through)
            far = [words for words in said if words.startswith("only transitively")]
            nearest = 1 + min(map(len, ways))
            assert far == ([f"only transitively: {nearest} links away"] if nearest > 2 else [])


def kinds_on_ways(graph: "networkx.MultiDiGraph[str]", start: str, end: str) -> list[tuple[str, ...]]:
    """Return the kinds on every simple path, none where the ends are the same."""
    if start == end:
        return [()]
    return [tuple(kind for _, _, kind in way) for way in networkx.all_simple_edge_paths(graph, start, end)]
