"""Mermaid flowcharts, which GitHub and GitLab draw inside Markdown, always below Mermaid's limits."""

import re
from collections.abc import Iterator
from dataclasses import replace
from json import dumps

from sosgraph.drawing import palette
from sosgraph.drawing.direction import top_down
from sosgraph.drawing.folding import Room, cut, folded
from sosgraph.drawing.legend import LINES, legend
from sosgraph.drawing.marks import marks
from sosgraph.drawing.scene import MARKS, Edge, Node, Scene
from sosgraph.drawing.scene_of import scene
from sosgraph.drawing.wording import LONGEST_HINT, LONGEST_LABEL, SIGNS, STORES, called, shortened, words_on
from sosgraph.renderers import Renderer
from sosgraph.report import Report

ROOM = Room(most_edges=499, most_nodes=400)
MOST_CHARACTERS = 49_999
"""Mermaid refuses 500 edges and 50,000 characters, and a text cannot raise either (its `maxEdges` and `maxTextSize`)."""

_SHRINK = 0.75

_CLASSES = {
    "default": f"fill:{palette.PAPER},stroke:{palette.QUIET},color:{palette.INK}",
    "entry": f"fill:{palette.BLUE},stroke:{palette.BLUE},color:{palette.PAPER}",
    "external": f"fill:{palette.PAPER},stroke:{palette.QUIET},color:{palette.INK},stroke-dasharray:5 3",
    "domain": f"fill:{palette.FLOOR},stroke:{palette.FAINT},color:{palette.QUIET}",
    "cycle": f"stroke:{palette.VERMILLION},stroke-width:3px",
    "shared": f"fill:{palette.PALE_PURPLE},stroke:{palette.PURPLE},color:{palette.INK},stroke-width:3px",
    "folded": f"stroke:{palette.INK},stroke-width:2px",
    "group": f"fill:{palette.PALE_BLUE},stroke:{palette.BLUE},color:{palette.INK}",
    "words": f"fill:none,stroke:none,color:{palette.QUIET},text-align:left",
    "frame": f"fill:{palette.FLOOR},stroke:{palette.FRAME},color:{palette.QUIET}",
}

_ARROWS = {"hard": "-->", "soft": "-.->", "fallback": "-.->", "start": "-.->", "placement": "--o"}
_LINKS = {
    "soft": f"stroke:{palette.QUIET}",
    "fallback": f"stroke:{palette.GREEN}",
    "start": f"stroke:{palette.SKY}",
    "placement": f"stroke:{palette.FAINT}",
    "shared": f"stroke:{palette.PURPLE},stroke-width:2px",
    "cycle": f"stroke:{palette.VERMILLION},stroke-width:4px",
}
_WORDS = {"hard": "solid", "soft": "dotted", "fallback": "green dotted", "start": "blue dotted", "placement": "with a circle"}

# a letter or digit of any script, a space, or what stands between words and digits without meaning anything in Markdown
_special = re.compile(r"(?!(?<=\d)\.(?=\d)|(?<=[^\W_])[-_](?=[^\W_])|[,/()=])[!-/:-@\[-`{-~]")


def render(report: Report) -> str:
    """Return the architecture of the report as one flowchart that Mermaid accepts, folded as far as that needs."""
    known = marks(report.architecture)
    return drawn(scene(report.architecture, **known._asdict()))


def drawn(whole: Scene) -> str:
    """Return a scene as one flowchart, folded and then cut until it is below Mermaid's limits."""
    room, picture = ROOM, whole
    while True:
        picture = cut(folded(whole, room), room)
        if picture is not whole:
            why = "Mermaid draws fewer than 500 arrows and 50,000 characters; ask for -f svg to see more"
            picture = replace(picture, notes=(*picture.notes, why))
        text = "\n".join(_lines(picture)) + "\n"
        if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
            return text
        room = Room(int(room.most_edges * _SHRINK), int(room.most_nodes * _SHRINK))


def _lines(picture: Scene) -> Iterator[str]:
    ids = {name: f"n{number}" for number, name in enumerate(picture.names(), 1)}
    yield from ("---", f"title: {_title(picture.title)}", "---")
    yield f"flowchart {'TB' if top_down(picture) else 'LR'}"
    yield from (f"  %% {_escaped(note, LONGEST_HINT)}" for note in (picture.subtitle, *picture.notes))
    frames = {cluster.name for cluster in picture.clusters}
    for number, cluster in enumerate(picture.clusters, 1):
        yield f'  subgraph c{number}["{_escaped(cluster.label)}"]'
        yield from (f"  {line}" for line in _boxes(picture, ids, {cluster.name}))
        yield from ("  end", f"  class c{number} frame")
    clusters = {node.cluster for node in picture.nodes} | {group.cluster for group in picture.groups}
    yield from _boxes(picture, ids, clusters - frames)
    yield from (_arrow(edge, ids) for edge in picture.edges)
    yield from _legend(picture)
    yield from (f"  classDef {name} {look}" for name, look in _CLASSES.items())
    for mark in MARKS:
        marked = [ids[node.name] for node in picture.nodes if mark in node.marks]
        if marked:
            yield f"  class {','.join(marked)} {mark}"
    for name, look in _LINKS.items():
        numbers = [str(number) for number, edge in enumerate(picture.edges) if _link(edge) == name]
        if numbers:
            yield f"  linkStyle {','.join(numbers)} {look}"


def _title(text: str) -> str:
    r"""Return a string of YAML; what Mermaid might read before it reads the YAML is written like `\\u003c`."""
    return re.sub(r"[<>%#;{}`&]", lambda match: f"\\u{ord(match[0]):04x}", dumps(shortened(text, LONGEST_HINT)))


def _boxes(picture: Scene, ids: dict[str, str], frames: set[str]) -> Iterator[str]:
    for node in picture.nodes:
        if node.cluster in frames:
            opening, closing = ('[("', '")]') if node.kind.lower() in STORES else ('["', '"]')
            yield f"  {ids[node.name]}{opening}{_words(node)}{closing}"
    for group in picture.groups:
        if group.cluster in frames:
            yield f'  {ids[group.name]}(("{_escaped(group.text)}")):::group'


def _words(node: Node) -> str:
    return "<br/>".join(_escaped(line) for line in (called(node), node.availability, *node.lines) if line)


def _arrow(edge: Edge, ids: dict[str, str]) -> str:
    arrow = "==>" if edge.cycle else _ARROWS[edge.style]
    label = f'|"{_escaped(words_on(edge))}"|' if words_on(edge) else ""
    return f"  {ids[edge.tail]} {arrow}{label} {ids[edge.head]}"


def _link(edge: Edge) -> str:
    return "cycle" if edge.cycle else "shared" if edge.shared else edge.style


def _legend(picture: Scene) -> Iterator[str]:
    """Yield the legend: samples of boxes, and words on arrows and on what was folded."""
    entries = legend(picture)
    lines = [f"{_WORDS[symbol]}: {words}" for symbol, words in entries if symbol in LINES]
    yield '  subgraph legend["legend"]'
    for symbol, words in entries:
        if symbol not in LINES and symbol != "replicas":
            sign = f"{SIGNS[symbol]} " if symbol in SIGNS else ""
            yield f'    l_{symbol}["{_escaped(sign + words)}"]:::{symbol}'
    words = "<br/>".join(_escaped(line, LONGEST_HINT) for line in (picture.subtitle, *lines, *picture.notes) if line)
    yield f'    l_words["{words}"]:::words'
    yield from ("  end", "  class legend frame")


def _escaped(text: str, longest: int = LONGEST_LABEL) -> str:
    """Return text for a label in double quotes: what Mermaid, its Markdown or HTML could read becomes `#35;`."""
    return _special.sub(lambda match: f"#{ord(match[0])};", shortened(text, longest))


RENDERER = Renderer(
    name="mermaid",
    summary="a flowchart that GitHub and GitLab draw inside Markdown, folded below Mermaid's 500 edges",
    render=render,
    shows=("diagram",),
    endings=(".mmd", ".mermaid"),
)
