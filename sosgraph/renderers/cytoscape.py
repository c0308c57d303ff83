"""Cytoscape's JSON: the whole graph for programs that draw or count, in the shape that Kiali has, too."""

import json
from collections.abc import Mapping
from typing import Any

from sosgraph.drawing.direction import top_down
from sosgraph.drawing.folding import Room, fitted
from sosgraph.drawing.identities import identities, one_line_of
from sosgraph.drawing.palette import THEMES
from sosgraph.drawing.pictured import pictured
from sosgraph.drawing.scene import Edge, Node, Scene
from sosgraph.overlays import Look
from sosgraph.renderers import Renderer
from sosgraph.report import Report

Colours = Mapping[str, str]


def render(report: Report) -> str:
    """Return the elements of the picture, nothing folded unless a number of boxes is asked for; ASCII, keys in their order."""
    picture, most = pictured(report), report.view.most
    if most is not None:
        picture = fitted(picture, Room.of(most))
    colours, ids = THEMES[report.view.theme], identities(picture)
    value = {
        "format_version": "1.0",
        "data": {
            "name": one_line_of(picture.title),
            "description": one_line_of(picture.subtitle),
            "notes": [one_line_of(note) for note in picture.notes],
            "direction": "TB" if top_down(picture) else "LR",
        },
        "elements": {
            "nodes": [{"data": data} for data in _boxes(picture, ids, colours)],
            "edges": [{"data": _arrow(number, edge, ids, colours)} for number, edge in enumerate(picture.edges, 1)],
        },
    }
    return json.dumps(value, indent=1) + "\n"


def _boxes(picture: Scene, ids: Mapping[str, str], colours: Colours) -> list[dict[str, Any]]:
    frames = [
        {"id": f"system {number}", "label": one_line_of(each.label), "nodeType": "system"}
        for number, each in enumerate(picture.clusters, 1)
    ]
    framed = {cluster.name: f"system {number}" for number, cluster in enumerate(picture.clusters, 1)}

    def inside(cluster: str) -> dict[str, str]:
        return {"parent": framed[cluster]} if cluster in framed else {}

    circles = [
        {"id": ids[group.name], "label": group.text, "nodeType": "group", **inside(group.cluster), **_meant(group.looks, colours)}
        for group in picture.groups
    ]
    return [*frames, *(_box(node, ids, colours) | inside(node.cluster) for node in picture.nodes), *circles]


def _box(node: Node, ids: Mapping[str, str], colours: Colours) -> dict[str, Any]:
    return {
        "id": ids[node.name],
        "name": one_line_of(node.name),
        "label": one_line_of(node.label),
        "nodeType": "component" if node.stands_for == 1 else "folded",
        "kind": one_line_of(node.kind),
        "details": [one_line_of(line) for line in (*node.answers, *node.lines)],
        "marks": list(node.marks),
        "copies": node.copies,
        "standsFor": node.stands_for,
        **_meant(node.looks, colours),
    }


def _arrow(number: int, edge: Edge, ids: Mapping[str, str], colours: Colours) -> dict[str, Any]:
    return {
        "id": f"e{number}",
        "source": ids[edge.tail],
        "target": ids[edge.head],
        "label": one_line_of(edge.label),
        "needed": edge.style,
        "dependencies": edge.count,
        **_meant(edge.looks, colours),
    }


def _meant(looks: tuple[Look, ...], colours: Colours) -> dict[str, Any]:
    """Return what overlays say, by their names, and the colours that go with it."""
    fill = next((colours[look.fill] for look in reversed(looks) if look.fill), None)
    line = next((colours[look.line] for look in reversed(looks) if look.line), None)
    drawn = {"fill": fill, "line": line}
    return {"shows": {look.overlay: look.words for look in looks}, **{key: value for key, value in drawn.items() if value}}


RENDERER = Renderer(
    name="cytoscape",
    summary="the graph as Cytoscape's JSON, with all that is drawn of it",
    render=render,
    shows=("diagram",),
    endings=(".cyjs", ".cytoscape.json"),
)
