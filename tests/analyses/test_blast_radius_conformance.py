"""The blast radii of Debian, 65,633 packages with alternatives; skipped where its table is not at hand."""

from functools import cache
from pathlib import Path

import networkx
import pytest

from sosgraph.analyses.blast_radius import answer
from sosgraph.composition import read_document
from sosgraph.load import load
from sosgraph.model.architecture import Architecture
from sosgraph.structure.blast_radii import blast_radii
from sosgraph.structure.callees import rests_on
from sosgraph.structure.function import failure_function
from tests.analyses.webshop import rows

DEBIAN = Path(__file__).parents[3] / "shared" / "data" / "debian_graph.csv.gz"
pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not DEBIAN.is_file(), reason="the reference data is not at hand"),
]


@cache
def debian() -> Architecture:
    return load([read_document(DEBIAN.name, DEBIAN.read_bytes())], lambda path: pytest.fail(path)).architecture


def test_sizes_are_those_of_the_greatest_solution() -> None:
    """For the five that take most down, and for every 20,000th package."""
    described = debian()
    function = failure_function(described)
    radii = blast_radii(described)
    sizes = dict(zip(radii.names, radii.sizes, strict=True))
    for name in (*radii.worst(5), *radii.names[::20_000]):
        solution = function.equations.greatest_solution([function.part[name]])
        assert sizes[name] == sum(not solution[number] for number in function.up.values()) - 1


def test_the_ten_largest_are_told_with_what_plain_reachability_overlooks() -> None:
    """What networkx reaches against the arrows is more than falls."""
    described = debian()
    (table,) = answer(described)
    found = rows(table)[:10]
    assert [row["component"] for row in found[:3]] == ["gcc-12-base", "libc6", "libgcc-s1"]
    assert [row["size"] for row in found] == sorted((row["size"] for row in found), reverse=True)
    graph = networkx.DiGraph((name, callee) for name, component in described.components.items() for callee in rests_on(component))
    for row in found:
        full_name = f"{described.systems[0]}/{row['component']}"
        assert row["reached"] > row["size"] == len(row["falls"])
        if row in found[::4]:
            assert row["reached"] == len(networkx.ancestors(graph, full_name))
