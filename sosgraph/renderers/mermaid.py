"""Mermaid flowcharts, which GitHub and GitLab draw inside Markdown, always below Mermaid's limits."""

import re
from collections.abc import Iterator, Mapping
from json import dumps

from sosgraph.drawing.direction import top_down
from sosgraph.drawing.folding import Room, fitted
from sosgraph.drawing.legend import legend
from sosgraph.drawing.palette import LIGHT, THEMES
from sosgraph.drawing.pictured import pictured
from sosgraph.drawing.scene import MARKS, Edge, Node, Scene
from sosgraph.drawing.wording import LONGEST_HINT, LONGEST_LABEL, LONGEST_NOTE, SIGNS, STORES, called, shortened, words_on
from sosgraph.frozen import replace
from sosgraph.overlays import Look
from sosgraph.renderers import Renderer
from sosgraph.report import Report

ROOM = Room(most_edges=499, most_nodes=400)
MOST_CHARACTERS = 49_999
"""Mermaid refuses 500 edges and 50,000 characters, and a text cannot raise either (its `maxEdges` and `maxTextSize`)."""

_SHRINK = 0.75
Colours = Mapping[str, str]

_CLASSES = {
    "default": ("paper", "quiet", "ink", ""),
    "entry": ("blue", "blue", "on-blue", ""),
    "external": ("paper", "quiet", "ink", "stroke-dasharray:5 3"),
    "domain": ("floor", "faint", "quiet", ""),
    "folded": ("floor", "ink", "ink", "stroke-width:2px"),
    "group": ("pale-blue", "blue", "ink", ""),
    "frame": ("floor", "frame", "quiet", ""),
}
"""Filling, border and ink by their names in the palette, and what else."""

_ARROWS = {"hard": "-->", "soft": "-.->", "fallback": "-.->", "start": "-.->", "placement": "--o"}
_LINKS = {"soft": "quiet", "fallback": "green", "start": "sky", "placement": "faint"}
_LABELLED = {
    "hard": "solid",
    "soft": "dotted",
    "fallback": "green dotted",
    "start": "blue dotted",
    "placement": "with a circle",
    "calls": "×n calls",
    "several": "n deps",
}

# a letter or digit of any script, a space, or what stands between words and digits without meaning anything in Markdown
_special = re.compile(r"(?!(?<=\d)\.(?=\d)|(?<=[^\W_])[-_](?=[^\W_])|[,/()=])[!-/:-@\[-`{-~]")


def render(report: Report) -> str:
    """Return the picture of the report as one flowchart that Mermaid accepts, folded as far as that needs."""
    room = Room(*map(min, ROOM, Room.of(report.view.most))) if report.view.most else ROOM
    return drawn(pictured(report), THEMES[report.view.theme], room)


def drawn(whole: Scene, colours: Colours = LIGHT, room: Room = ROOM) -> str:
    """Return a scene as one flowchart, folded and then cut until it is below Mermaid's limits."""
    beyond = not ROOM.holds(whole)
    while True:
        picture = fitted(whole, room)
        if picture is not whole and beyond:
            why = "Mermaid draws fewer than 500 arrows and 50,000 characters; ask for -f svg to see more"
            picture = replace(picture, notes=(*picture.notes, why))
        text = "\n".join(_lines(picture, colours)) + "\n"
        if len(text.encode("utf-16-le")) // 2 <= MOST_CHARACTERS:
            return text
        room, beyond = Room(int(room.most_edges * _SHRINK), int(room.most_nodes * _SHRINK)), True


def _lines(picture: Scene, colours: Colours) -> Iterator[str]:
    ids = {name: f"n{number}" for number, name in enumerate(picture.names(), 1)}
    yield from ("---", f"title: {_title(picture.title)}", "---")
    yield f"flowchart {'TB' if top_down(picture) else 'LR'}"
    yield from (f"  %% {_escaped(note, LONGEST_NOTE)}" for note in (picture.subtitle, *picture.notes))
    frames = {cluster.name for cluster in picture.clusters}
    for number, cluster in enumerate(picture.clusters, 1):
        yield f'  subgraph c{number}["{_escaped(cluster.label)}"]'
        yield from (f"  {line}" for line in _boxes(picture, ids, {cluster.name}))
        yield from ("  end", f"  class c{number} frame")
    clusters = {node.cluster for node in picture.nodes} | {group.cluster for group in picture.groups}
    yield from _boxes(picture, ids, clusters - frames)
    yield from (_arrow(edge, ids) for edge in picture.edges)
    looks = {sample.look: f"look{number}" for number, sample in enumerate(legend(picture), 1) if sample.look is not None}
    yield from _legend(picture, looks)
    yield from _classes(picture, ids, looks, colours)
    yield from _links(picture, colours)


def _classes(picture: Scene, ids: dict[str, str], looks: dict[Look, str], colours: Colours) -> Iterator[str]:
    for name, (fill, stroke, ink, more) in _CLASSES.items():
        painted = f"fill:{colours[fill]},stroke:{colours[stroke]},color:{colours[ink]}"
        yield f"  classDef {name} {painted}{f',{more}' if more else ''}"
    yield f"  classDef words fill:none,stroke:none,color:{colours['quiet']},text-align:left"
    yield from (f"  classDef {name} {_painted(look, colours)}" for look, name in looks.items())
    for mark in MARKS:
        marked = [ids[node.name] for node in picture.nodes if mark in node.marks]
        if marked:
            yield f"  class {','.join(marked)} {mark}"
    for look, name in looks.items():
        marked = [ids[node.name] for node in picture.nodes if look in node.looks]
        marked += [ids[group.name] for group in picture.groups if look in group.looks]
        if marked:
            yield f"  class {','.join(marked)} {name}"


def _painted(look: Look, colours: Colours) -> str:
    styles = [f"fill:{colours[look.fill]},color:{colours[look.ink or 'ink']}"] if look.fill else []
    styles += [f"color:{colours[look.ink]}"] if look.ink and not look.fill else []
    styles += [f"stroke:{colours[look.line]},stroke-width:3px"] if look.line else []
    styles += ["stroke-dasharray:5 3"] if look.dashed else []
    return ",".join(styles) or "stroke-width:1px"


def _links(picture: Scene, colours: Colours) -> Iterator[str]:
    numbers: dict[str, list[str]] = {}
    for number, edge in enumerate(picture.edges):
        line = next((look.line for look in edge.looks if look.line), "")
        style = f"stroke:{colours[line]},stroke-width:3px" if line else f"stroke:{colours[_LINKS.get(edge.style, 'quiet')]}"
        if line or edge.style in _LINKS:
            numbers.setdefault(style, []).append(str(number))
    yield from (f"  linkStyle {','.join(found)} {style}" for style, found in numbers.items())


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
    return "<br/>".join(_escaped(line) for line in (called(node), *node.answers, *node.lines) if line)


def _arrow(edge: Edge, ids: dict[str, str]) -> str:
    arrow = "==>" if any(look.line for look in edge.looks) and edge.style == "hard" else _ARROWS[edge.style]
    label = f'|"{_escaped(words_on(edge))}"|' if words_on(edge) else ""
    return f"  {ids[edge.tail]} {arrow}{label} {ids[edge.head]}"


def _legend(picture: Scene, looks: dict[Look, str]) -> Iterator[str]:
    """Yield the legend: samples of boxes, and words on arrows and on what was folded."""
    samples = legend(picture)
    lines = [f"{_LABELLED[each.symbol] if each.look is None else 'thick'}: {each.words}" for each in samples if each.is_line]
    yield '  subgraph legend["legend"]'
    for each in samples:
        if not each.is_line and each.symbol != "replicas":
            sign = each.look.sign if each.look else SIGNS.get(each.symbol, "")
            name = looks[each.look] if each.look else each.symbol
            yield f'    l_{name}["{_escaped(f"{sign} {each.words}".strip())}"]:::{name}'
    words = "<br/>".join(_escaped(line, LONGEST_NOTE) for line in (picture.subtitle, *lines, *picture.notes) if line)
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
