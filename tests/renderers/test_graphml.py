"""GraphML, read back by networkx."""

from io import BytesIO

import networkx
from hypothesis import given

from sosgraph.drawing.pictured import pictured
from sosgraph.model.architecture import Architecture
from sosgraph.renderers import graphml
from sosgraph.report import Report
from sosgraph.view import View
from tests.drawing.examples import layers, webshop
from tests.renderers.specimens import golden
from tests.strategies import architectures


def graph(report: Report) -> networkx.MultiDiGraph:
    return networkx.read_graphml(BytesIO(graphml.RENDERER.render(report).encode()), force_multigraph=True)


def test_looks_as_agreed() -> None:
    """The webshop."""
    text = graphml.RENDERER.render(Report(architecture=webshop()))
    assert text == golden("graphml", "webshop.graphml", text)


@given(architectures(hostile=True))
def test_networkx_reads_the_picture(architecture: Architecture) -> None:
    """As many nodes and edges, of the same kinds, in the same order."""
    report = Report(architecture=architecture)
    found, picture = graph(report), pictured(report)
    assert len(found) == len(picture.names())
    assert sorted(needed for _, _, needed in found.edges(data="needed")) == sorted(edge.style for edge in picture.edges)
    assert sum(count for _, _, count in found.edges(data="dependencies")) == sum(edge.count for edge in picture.edges)


def test_names_are_ids() -> None:
    """So that what is known elsewhere can be joined."""
    found = graph(Report(architecture=webshop()))
    assert found.has_edge("shop/web", "shop/checkout") and found.nodes["platform/dns"]["label"] == "dns"


def test_nothing_is_folded_unless_asked_for() -> None:
    """However large."""
    large = layers(500, 3)
    assert len(graph(Report(architecture=large))) == 500
    assert sum(count for _, count in graph(Report(architecture=large, view=View(most=30))).nodes(data="components")) == 500
