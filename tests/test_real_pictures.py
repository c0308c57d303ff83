"""Architectures from the field as pictures: they fit, nothing in them is lost, and every format is one."""

import json
import re
from io import BytesIO
from pathlib import Path

import networkx
import pytest

from sosgraph.drawing import folding
from sosgraph.drawing.pictured import pictured
from sosgraph.errors import BadCall
from sosgraph.model.architecture import Architecture
from sosgraph.renderers import cytoscape, d2, dot, graphml, mermaid
from sosgraph.report import Report
from sosgraph.workspace import Workspace

DATA = Path(__file__).parents[2] / "shared" / "data" / "realworld"
PLACES = ("compose/*", "backstage/*", "jaeger-dependencies/*")
MOST = 60  # folders; a file of each would say little more

pytestmark = [
    pytest.mark.conformance,
    pytest.mark.skipif(not DATA.is_dir(), reason="the real systems are not part of the repository"),
]


def systems() -> list[Path]:
    return [folder for place in PLACES for folder in sorted(DATA.glob(place)) if folder.is_dir()][:MOST]


def architecture(folder: Path) -> Architecture:
    files = sorted(str(file) for file in folder.rglob("large.json")) or [str(folder)]
    try:
        found = Workspace(files).load({}).architecture
    except BadCall as unread:
        pytest.skip(str(unread)[:80])
    if not found.components:
        pytest.skip("it holds no architecture of ours")
    return found


@pytest.mark.parametrize("folder", systems(), ids=lambda folder: folder.name)
def test_every_format_holds_the_whole(folder: Path) -> None:
    """Pictures fit and stand for all components; files for other programs have every one of them."""
    found = architecture(folder)
    report = Report(architecture=found)
    boxes = re.findall(r"^\s+n\d+ \[", dot.RENDERER.render(report), re.MULTILINE)
    assert len(boxes) <= folding.MOST
    chart = mermaid.RENDERER.render(report)
    assert len(re.findall(r"^  n\d+ (?:==>|-->|-\.->|--o)", chart, re.MULTILINE)) < 500 and len(chart) < 50_000
    assert d2.RENDERER.render(report).count("\n") > 2
    nodes = [node["data"] for node in json.loads(cytoscape.RENDERER.render(report))["elements"]["nodes"]]
    assert sum(node.get("standsFor", 0) for node in nodes) == len(found.components)
    graph = networkx.read_graphml(BytesIO(graphml.RENDERER.render(report).encode()), force_multigraph=True)
    assert graph.number_of_edges() == len(pictured(report).edges)
