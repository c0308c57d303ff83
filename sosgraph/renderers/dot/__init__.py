"""Graphviz DOT, to be drawn here or kept: every id is ours, every text is escaped."""

from typing import TYPE_CHECKING

from sosgraph.drawing import palette
from sosgraph.drawing.direction import top_down
from sosgraph.drawing.folding import Room, folded
from sosgraph.drawing.marks import marks
from sosgraph.drawing.scene import Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.wording import shortened
from sosgraph.renderers import Renderer
from sosgraph.renderers.dot.appearance import Attributes, arrow, box, circle
from sosgraph.renderers.dot.escaping import quoted
from sosgraph.renderers.dot.heading import heading
from sosgraph.report import Report

if TYPE_CHECKING:
    import pydot

ROOM = Room(most_edges=1500, most_nodes=800)
"""Beyond it systems are folded into one box each; what is still more is laid out by springs."""

FONT = '"Helvetica,Arial,sans-serif"'


def render(report: Report) -> str:
    """Return the architecture of the report as one DOT digraph."""
    known = marks(report.architecture)
    return drawn(folded(scene(report.architecture, **known._asdict()), ROOM))


def drawn(picture: Scene) -> str:
    """Return a scene as one DOT digraph, in the order of the scene."""
    import pydot

    ids = {name: f"n{number}" for number, name in enumerate(picture.names(), 1)}
    graph = pydot.Dot("architecture", graph_type="digraph", **_page(picture))
    graph.set_node_defaults(fontname=FONT, fontsize="11", shape="box", margin='"0.16,0.07"')
    graph.set_edge_defaults(fontname=FONT, fontsize="9", fontcolor=quoted(palette.QUIET), arrowsize="0.7")
    frames = {cluster.name: _frame(number, cluster.label) for number, cluster in enumerate(picture.clusters, 1)}
    for node in picture.nodes:
        frames.get(node.cluster, graph).add_node(pydot.Node(ids[node.name], **box(node)))
    for group in picture.groups:
        frames.get(group.cluster, graph).add_node(pydot.Node(ids[group.name], **circle(group)))
    for frame in frames.values():
        graph.add_subgraph(frame)
    for edge in picture.edges:
        graph.add_edge(pydot.Edge(ids[edge.tail], ids[edge.head], **arrow(edge)))
    return str(graph.to_string(indent="  "))


def _page(picture: Scene) -> Attributes:
    return {
        "label": heading(picture),
        "labelloc": "t",
        "labeljust": "l",
        "rankdir": "TB" if top_down(picture) else "LR",
        "bgcolor": quoted(palette.PAPER),
        "fontname": FONT,
        "pad": "0.3",
        "nodesep": "0.3",
        "ranksep": "0.55",
        "charset": '"UTF-8"',
    }


def _frame(number: int, label: str) -> "pydot.Subgraph":
    import pydot

    return pydot.Subgraph(
        f"cluster{number}",
        label=quoted(shortened(label)),
        labeljust="l",
        labelloc="t",
        style='"rounded,filled"',
        fillcolor=quoted(palette.FLOOR),
        color=quoted(palette.FRAME),
        fontcolor=quoted(palette.QUIET),
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
