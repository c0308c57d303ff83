"""GraphML: the whole graph for networkx, igraph, Gephi and yEd."""

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from sosgraph.drawing.folding import Room, fitted
from sosgraph.drawing.identities import identities, one_line_of
from sosgraph.drawing.pictured import pictured
from sosgraph.drawing.scene import Edge, Node, Scene
from sosgraph.overlays import Look
from sosgraph.renderers import Renderer
from sosgraph.report import Report

_KEYS = (
    ("graph", "title", "string"),
    ("graph", "notes", "string"),
    ("node", "label", "string"),
    ("node", "name", "string"),
    ("node", "type", "string"),
    ("node", "system", "string"),
    ("node", "kind", "string"),
    ("node", "details", "string"),
    ("node", "marks", "string"),
    ("node", "shows", "string"),
    ("node", "components", "int"),
    ("edge", "needed", "string"),
    ("edge", "words", "string"),
    ("edge", "shown", "string"),
    ("edge", "dependencies", "int"),
)
"""What is said of graph, nodes and edges: for what, the name, and the type."""


def render(report: Report) -> str:
    """Return the picture as GraphML 1.0, nothing folded unless a number of boxes is asked for."""
    picture, most = pictured(report), report.view.most
    if most is not None:
        picture = fitted(picture, Room.of(most))
    return "\n".join(_lines(picture)) + "\n"


def _lines(picture: Scene) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
    for of, name, kind in _KEYS:
        yield f'  <key id="{name}" for="{of}" attr.name="{name}" attr.type="{kind}"/>'
    ids = {name: quoteattr(line) for name, line in identities(picture).items()}
    yield '  <graph id="architecture" edgedefault="directed">'
    yield f"    {_data(title=picture.title, notes=' | '.join((picture.subtitle, *picture.notes)))}"
    for node in picture.nodes:
        yield f"    <node id={ids[node.name]}>{_of_box(node)}</node>"
    for group in picture.groups:
        said = _data(label=group.text, type="group", system=group.cluster, shows=_words(group.looks))
        yield f"    <node id={ids[group.name]}>{said}</node>"
    for number, edge in enumerate(picture.edges, 1):
        ends = f"source={ids[edge.tail]} target={ids[edge.head]}"
        yield f'    <edge id="e{number}" {ends}>{_of_arrow(edge)}</edge>'
    yield "  </graph>"
    yield "</graphml>"


def _of_box(node: Node) -> str:
    return _data(
        label=node.label,
        name=node.name,
        type="component" if node.stands_for == 1 else "folded",
        system=node.cluster,
        kind=node.kind,
        details=" | ".join((*node.answers, *node.lines)),
        marks=" ".join(node.marks),
        shows=_words(node.looks),
        components=str(node.stands_for),
    )


def _of_arrow(edge: Edge) -> str:
    return _data(needed=edge.style, words=edge.label, shown=_words(edge.looks), dependencies=str(edge.count))


def _words(looks: tuple[Look, ...]) -> str:
    return " | ".join(f"{look.overlay}: {look.words}" for look in looks)


def _data(**said: str) -> str:
    return "".join(f'<data key="{key}">{escape(one_line_of(value))}</data>' for key, value in said.items() if value)


RENDERER = Renderer(
    name="graphml",
    summary="the graph as GraphML, for networkx, igraph, Gephi and yEd",
    render=render,
    shows=("diagram",),
)
