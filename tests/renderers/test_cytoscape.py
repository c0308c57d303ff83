"""Cytoscape's JSON."""

import json
from typing import Any

from hypothesis import given

from sosgraph.drawing.pictured import pictured
from sosgraph.model.architecture import Architecture
from sosgraph.renderers import cytoscape
from sosgraph.report import Report
from sosgraph.view import View
from tests.drawing.examples import layers, part, webshop, whole
from tests.renderers.specimens import golden
from tests.strategies import architectures


def elements(report: Report) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    found = json.loads(cytoscape.RENDERER.render(report))["elements"]
    return [each["data"] for each in found["nodes"]], [each["data"] for each in found["edges"]]


def test_looks_as_agreed() -> None:
    """The webshop."""
    text = cytoscape.RENDERER.render(Report(architecture=webshop()))
    assert text == golden("cytoscape", "webshop.json", text)
    assert text.isascii()


@given(architectures(hostile=True))
def test_is_the_picture(architecture: Architecture) -> None:
    """Ids are different, ends and parents are there, and there is one element for each box, group and arrow."""
    report = Report(architecture=architecture)
    nodes, edges = elements(report)
    picture = pictured(report)
    ids = [node["id"] for node in nodes]
    assert len(set(ids)) == len(ids) == len(picture.clusters) + len(picture.names())
    assert {edge[end] for edge in edges for end in ("source", "target")} <= set(ids)
    assert {node["parent"] for node in nodes if "parent" in node} <= set(ids)
    assert [edge["needed"] for edge in edges] == [edge.style for edge in picture.edges]


def test_says_what_overlays_say() -> None:
    """By their names, with colours."""
    nodes, edges = elements(Report(architecture=webshop()))
    (dns,) = (node for node in nodes if node["id"] == "platform/dns")
    assert dns["shows"] == {"shared-dependencies": "shared dependency of a redundancy group"} and dns["fill"].startswith("#")
    assert sum("cycles" in edge["shows"] for edge in edges) == 2


def test_names_that_look_alike_stay_apart() -> None:
    """Two names that differ in blanks alone are numbers, as are all others then."""
    nodes, _ = elements(Report(architecture=whole(part("s/a b"), part("s/a  b"))))
    assert [node["id"] for node in nodes] == ["n1", "n2"]


def test_nothing_is_folded_unless_asked_for() -> None:
    """However large."""
    large = layers(500, 3)
    assert len(elements(Report(architecture=large))[0]) == 500
    nodes, _ = elements(Report(architecture=large, view=View(most=30)))
    assert len(nodes) <= 30 and sum(node["standsFor"] for node in nodes) == 500
