"""D2 diagrams, for those who keep their pictures as text and lay them out with d2."""

from collections.abc import Iterator

from sosgraph.drawing.direction import top_down
from sosgraph.drawing.folding import MOST, Room, fitted
from sosgraph.drawing.legend import legend
from sosgraph.drawing.palette import THEMES
from sosgraph.drawing.pictured import pictured
from sosgraph.drawing.scene import Edge, Group, Node, Scene
from sosgraph.drawing.wording import LONGEST_NOTE, STORES, called, shortened, words_on
from sosgraph.overlays import Look
from sosgraph.renderers import Renderer
from sosgraph.report import Report

_DASHED = {"soft": 5, "fallback": 5, "start": 2}
_LINES = {"fallback": "green", "start": "sky", "placement": "faint"}
_MARKED = {
    "entry": ("blue", "blue", "on-blue"),
    "external": ("paper", "quiet", "ink"),
    "domain": ("floor", "faint", "quiet"),
    "folded": ("floor", "ink", "ink"),
}
"""Filling, border and ink by their names in the palette."""


def render(report: Report) -> str:
    """Return the picture of the report as one D2 diagram."""
    picture = fitted(pictured(report), Room.of(report.view.most or MOST))
    return "\n".join(_lines(picture, dict(THEMES[report.view.theme]))) + "\n"


def _lines(picture: Scene, colours: dict[str, str]) -> Iterator[str]:
    frames = {cluster.name: f"c{number}" for number, cluster in enumerate(picture.clusters, 1)}
    boxes = {node.name: node.cluster for node in picture.nodes} | {group.name: group.cluster for group in picture.groups}
    inside = {name: f"{frames[frame]}." if frame in frames else "" for name, frame in boxes.items()}
    ids = {name: f"{prefix}n{number}" for number, (name, prefix) in enumerate(inside.items(), 1)}
    yield f"direction: {'down' if top_down(picture) else 'right'}"
    yield f"title: {_quoted(picture.title)} {{shape: text; near: top-center; style.font-size: 28; style.bold: true}}"
    yield f"notes: {_text(_notes(picture))} {{shape: text; near: bottom-center}}"
    for cluster in picture.clusters:
        style = f'style.fill: "{colours["floor"]}"; style.stroke: "{colours["frame"]}"; style.border-radius: 8'
        yield f"{frames[cluster.name]}: {_quoted(cluster.label)} {{{style}}}"
    yield from (f"{ids[node.name]}: {_box(node, colours)}" for node in picture.nodes)
    yield from (f"{ids[group.name]}: {_circle(group, colours)}" for group in picture.groups)
    yield from (f"{ids[edge.tail]} -> {ids[edge.head]}: {_arrow(edge, colours)}" for edge in picture.edges)


def _box(node: Node, colours: dict[str, str]) -> str:
    words = _text((called(node), *node.answers, *node.lines))
    fill, stroke, ink = next((_MARKED[mark] for mark in reversed(node.marks)), ("paper", "quiet", "ink"))
    for look in node.looks:
        fill, stroke, ink = look.fill or fill, look.line or stroke, look.ink or ("ink" if look.fill else ink)
    style = [f'style.fill: "{colours[fill]}"', f'style.stroke: "{colours[stroke]}"', f'style.font-color: "{colours[ink]}"']
    style += ["shape: cylinder"] if node.kind.lower() in STORES else ["style.border-radius: 8"]
    style += ["style.multiple: true"] if node.copies > 1 or node.stands_for > 1 else []
    style += ["style.stroke-dash: 5"] if "external" in node.marks or any(look.dashed for look in node.looks) else []
    style += ["style.stroke-width: 3"] if _line_of(node.looks) else []
    return f"{words} {{{'; '.join(style)}}}"


def _circle(group: Group, colours: dict[str, str]) -> str:
    stroke = colours[_line_of(group.looks) or "blue"]
    return f'{_quoted(group.text)} {{shape: circle; style.fill: "{colours["pale-blue"]}"; style.stroke: "{stroke}"}}'


def _arrow(edge: Edge, colours: dict[str, str]) -> str:
    line = _line_of(edge.looks)
    style = [f'style.stroke: "{colours[line or _LINES.get(edge.style, "quiet")]}"']
    style += ["style.stroke-width: 3"] if line else []
    style += [f"style.stroke-dash: {_DASHED[edge.style]}"] if edge.style in _DASHED else []
    style += ["target-arrowhead: {shape: circle}"] if edge.style == "placement" else []
    return f"{_quoted(words_on(edge))} {{{'; '.join(style)}}}"


def _line_of(looks: tuple[Look, ...]) -> str:
    return next((look.line for look in looks if look.line), "")


def _notes(picture: Scene) -> tuple[str, ...]:
    """Return what is in it, what signs and lines mean, and what was folded."""
    drawn = {"soft": "dashed", "fallback": "green dashed", "start": "dotted", "placement": "with a circle", "hard": "solid"}
    drawn |= {"calls": "×n calls", "several": "n deps"}
    meant = []
    for each in legend(picture):
        sign = each.look.sign or "coloured" if each.look else drawn.get(each.symbol, "")
        meant += [f"{sign}: {each.words}"] if sign else []
    return (picture.subtitle, *meant, *picture.notes)


def _text(lines: tuple[str, ...]) -> str:
    """Return several lines as one string of D2."""
    joined = "\\n".join(_escaped(shortened(line, LONGEST_NOTE)) for line in lines if line)
    return f'"{joined}"'


def _quoted(text: str) -> str:
    return f'"{_escaped(shortened(text))}"'


def _escaped(text: str) -> str:
    r"""Return text for a D2 string in double quotes, where `\` escapes and `${x}` would be a variable."""
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("$", "\\$")


RENDERER = Renderer(
    name="d2",
    summary="a diagram in the language of D2",
    render=render,
    shows=("diagram",),
)
