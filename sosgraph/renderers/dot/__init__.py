"""Graphviz DOT, to be drawn here or kept: every id is ours, every text is escaped."""

from typing import TYPE_CHECKING

from sosgraph.drawing.direction import rows_of_unconnected, top_down
from sosgraph.drawing.folding import MOST, Room, fitted
from sosgraph.drawing.palette import LIGHT, THEMES
from sosgraph.drawing.pictured import pictured
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.wording import shortened
from sosgraph.renderers import Renderer
from sosgraph.renderers.dot.appearance import Attributes, Colours, arrow, box, circle
from sosgraph.renderers.dot.escaping import quoted
from sosgraph.renderers.dot.heading import heading
from sosgraph.report import Report

if TYPE_CHECKING:
    import pydot

FONT = '"Helvetica,Arial,sans-serif"'


def render(report: Report) -> str:
    """Return the picture of the report as one DOT digraph."""
    return drawn(fitted(pictured(report), Room.of(report.view.most or MOST)), THEMES[report.view.theme])


def drawn(picture: Scene, colours: Colours = LIGHT) -> str:
    """Return a scene as one DOT digraph, in the order of the scene."""
    import pydot

    ids = {name: f"n{number}" for number, name in enumerate(picture.names(), 1)}
    graph = pydot.Dot("architecture", graph_type="digraph", **_page(picture, colours))
    graph.set_node_defaults(fontname=FONT, fontsize="11", shape="box", margin='"0.16,0.07"')
    graph.set_edge_defaults(fontname=FONT, fontsize="9", fontcolor=quoted(colours["quiet"]), arrowsize="0.7")
    frames = {cluster.name: _frame(number, cluster.label, colours) for number, cluster in enumerate(picture.clusters, 1)}
    for node in picture.nodes:
        frames.get(node.cluster, graph).add_node(pydot.Node(ids[node.name], **box(node, colours)))
    for group in picture.groups:
        frames.get(group.cluster, graph).add_node(pydot.Node(ids[group.name], **circle(group, colours)))
    for frame in frames.values():
        graph.add_subgraph(frame)
    for edge in picture.edges:
        graph.add_edge(pydot.Edge(ids[edge.tail], ids[edge.head], **arrow(edge, colours)))
    for one, other in rows_of_unconnected(picture):
        graph.add_edge(pydot.Edge(ids[one], ids[other], style="invis"))
    return str(graph.to_string(indent="  "))


def _page(picture: Scene, colours: Colours) -> Attributes:
    return {
        "label": heading(picture, colours),
        "labelloc": "t",
        "labeljust": "l",
        "rankdir": "TB" if top_down(picture) else "LR",
        "bgcolor": quoted(colours["paper"]),
        "fontname": FONT,
        "pad": "0.3",
        "nodesep": "0.3",
        "ranksep": "0.55",
        "charset": '"UTF-8"',
    }


def _frame(number: int, label: str, colours: Colours) -> "pydot.Subgraph":
    import pydot

    return pydot.Subgraph(
        f"cluster{number}",
        label=quoted(shortened(label)),
        labeljust="l",
        labelloc="t",
        style='"rounded,filled"',
        fillcolor=quoted(colours["floor"]),
        color=quoted(colours["frame"]),
        fontcolor=quoted(colours["quiet"]),
        fontsize="13",
        margin="14",
    )


RENDERER = Renderer(
    name="dot",
    summary="a diagram in the language of Graphviz, from which svg, png and pdf are drawn",
    render=render,
    shows=("diagram",),
    endings=(".dot", ".gv"),
)
