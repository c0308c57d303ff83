"""How boxes, groups and arrows look in DOT; colours by their names in the palette."""

from collections.abc import Iterable, Mapping
from typing import Any

from sosgraph.drawing.scene import MARKS, Edge, Group, Node
from sosgraph.drawing.wording import LONGEST_HINT, STORES, called, shortened, words_on
from sosgraph.overlays import Look
from sosgraph.renderers.dot.escaping import markup, quoted

Attributes = dict[str, Any]
Colours = Mapping[str, str]

_BOX = {"fillcolor": "paper", "color": "quiet", "fontcolor": "ink", "style": "rounded,filled"}

_MARKED: dict[str, Attributes] = {
    "entry": {"fillcolor": "blue", "color": "blue", "fontcolor": "on-blue"},
    "external": {"style": "rounded,filled,dashed", "fillcolor": "paper", "color": "quiet", "fontcolor": "ink"},
    "domain": {"fillcolor": "floor", "color": "faint", "fontcolor": "quiet"},
    "folded": {"shape": "folder", "style": "filled", "fillcolor": "floor", "fontcolor": "ink"},
}

ARROWS: dict[str, Attributes] = {
    "hard": {"color": "quiet"},
    "soft": {"color": "quiet", "style": "dashed"},
    "fallback": {"color": "green", "fontcolor": "green", "style": "dashed", "arrowhead": "empty"},
    "start": {"color": "sky", "fontcolor": "sky", "style": "dotted", "penwidth": "1.5"},
    "placement": {"color": "faint", "arrowhead": "odot", "penwidth": "0.8", "weight": "0"},
}
_HEAVY = "2.2"


def box(node: Node, colours: Colours) -> Attributes:
    """Return the attributes of a component's box."""
    look: Attributes = dict(_BOX)
    if node.kind.lower() in STORES:
        look.update(shape="cylinder", style="filled")
    for mark in MARKS:
        if mark in node.marks:
            look.update(_MARKED[mark])
    look.update(_drawn(node.looks))
    if any(each.dashed for each in node.looks) and "dashed" not in look["style"]:
        look["style"] += ",dashed"
    if look.get("shape") in ("cylinder", "folder"):
        look["style"] = look["style"].replace("rounded,", "")
    hint = shortened(", ".join((node.name, *node.lines)), LONGEST_HINT)
    return {"label": _words(node, look["fontcolor"], colours), "tooltip": quoted(hint), **_written(look, colours)}


def _drawn(looks: Iterable[Look]) -> Attributes:
    found: Attributes = {}
    for look in looks:
        if look.fill:
            found.update(fillcolor=look.fill, fontcolor="ink")
        if look.ink and (look.fill or "fillcolor" not in found):  # or it is made for another filling
            found["fontcolor"] = look.ink
        if look.line:
            found.update(color=look.line, penwidth=_HEAVY)
    return found


def _words(node: Node, ink: str, colours: Colours) -> str:
    """Return an HTML-like label: the name, what overlays say, and details in small type."""
    quiet = colours["quiet" if ink == "ink" and not any(look.fill.startswith("scale") for look in node.looks) else ink]
    name = markup(called(node))
    lid = ['<FONT POINT-SIZE="5"> </FONT>'] if node.kind.lower() in STORES else []  # or the name touches the drum's lid
    rows = [*lid, name if "domain" in node.marks else f"<B>{name}</B>"]
    rows.extend(f'<FONT POINT-SIZE="10">{markup(shortened(answer))}</FONT>' for answer in node.answers)
    rows.extend(f'<FONT POINT-SIZE="8" COLOR="{quiet}">{markup(shortened(line))}</FONT>' for line in node.lines)
    return f"<{'<BR/>'.join(rows)}>"


def circle(group: Group, colours: Colours) -> Attributes:
    """Return the attributes of a group's small circle."""
    text = shortened(group.text.replace(" of ", "/"))
    look = {"shape": "circle", "style": "filled", "fillcolor": "pale-blue", "color": "blue", "fontcolor": "ink"}
    for each in group.looks:
        look["color"] = each.line or look["color"]
    size = {"fontsize": "9", "margin": '"0.01"', "width": "0.36", "fixedsize": "true" if len(text) < 5 else "false"}
    return {"label": quoted(text), "tooltip": quoted(f"{shortened(group.text)} needed"), **_written(look, colours), **size}


def arrow(edge: Edge, colours: Colours) -> Attributes:
    """Return the attributes of an arrow."""
    look = dict(ARROWS[edge.style])
    for each in reversed(edge.looks):
        if each.line:
            look.update(color=each.line, penwidth=_HEAVY)
        if each.dashed:
            look["style"] = "dashed"
    words = words_on(edge)
    return _written(look, colours) | ({"label": quoted(f" {words} ")} if words else {})


def _written(look: Attributes, colours: Colours) -> Attributes:
    painted = {key: quoted(colours[value]) for key, value in look.items() if key in ("color", "fillcolor", "fontcolor")}
    return {key: quoted(value) if key == "style" else painted.get(key, value) for key, value in look.items()}
