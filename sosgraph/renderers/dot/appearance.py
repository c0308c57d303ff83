"""How boxes, groups and arrows look in DOT."""

from typing import Any

from sosgraph.drawing import palette
from sosgraph.drawing.scene import MARKS, Edge, Group, Node
from sosgraph.drawing.wording import LONGEST_HINT, STORES, called, shortened, words_on
from sosgraph.renderers.dot.escaping import markup, quoted

Attributes = dict[str, Any]

_BOX = {"fillcolor": palette.PAPER, "color": palette.QUIET, "fontcolor": palette.INK, "style": "rounded,filled"}

_LOOKS: dict[str, Attributes] = {
    "entry": {"fillcolor": palette.BLUE, "color": palette.BLUE, "fontcolor": palette.PAPER},
    "external": {"style": "rounded,filled,dashed", "fillcolor": palette.PAPER, "color": palette.QUIET, "fontcolor": palette.INK},
    "domain": {"fillcolor": palette.FLOOR, "color": palette.FAINT, "fontcolor": palette.QUIET},
    "cycle": {"color": palette.VERMILLION, "penwidth": "2.2"},
    "shared": {"fillcolor": palette.PALE_PURPLE, "color": palette.PURPLE, "fontcolor": palette.INK, "penwidth": "2.2"},
    "folded": {"shape": "folder", "style": "filled"},
}

ARROWS: dict[str, Attributes] = {
    "hard": {"color": palette.QUIET},
    "soft": {"color": palette.QUIET, "style": "dashed"},
    "fallback": {"color": palette.GREEN, "fontcolor": palette.GREEN, "style": "dashed", "arrowhead": "empty"},
    "start": {"color": palette.SKY, "fontcolor": palette.SKY, "style": "dotted", "penwidth": "1.5"},
    "placement": {"color": palette.FAINT, "arrowhead": "odot", "penwidth": "0.8", "weight": "0"},
}


def box(node: Node) -> Attributes:
    """Return the attributes of a component's box."""
    look = dict(_BOX)
    if node.kind.lower() in STORES:
        look.update(shape="cylinder", style="filled")
    for mark in MARKS:
        if mark in node.marks:
            look.update(_LOOKS[mark])
    if look.get("shape") == "cylinder":
        look["style"] = look["style"].replace("rounded,", "")
    hint = shortened(", ".join((node.name, *node.lines)), LONGEST_HINT)
    return {"label": _words(node, look["fontcolor"]), "tooltip": quoted(hint), **_written(look)}


def _words(node: Node, ink: str) -> str:
    """Return an HTML-like label: the name, its availability, and details in small type."""
    quiet = ink if ink == palette.PAPER else palette.QUIET
    name = markup(called(node))
    lid = ['<FONT POINT-SIZE="5"> </FONT>'] if node.kind.lower() in STORES else []  # or the name touches the drum's lid
    rows = [*lid, name if "domain" in node.marks else f"<B>{name}</B>"]
    if node.availability:
        rows.append(f'<FONT POINT-SIZE="10">{markup(shortened(node.availability))}</FONT>')
    rows.extend(f'<FONT POINT-SIZE="8" COLOR="{quiet}">{markup(shortened(line))}</FONT>' for line in node.lines)
    return f"<{'<BR/>'.join(rows)}>"


def circle(group: Group) -> Attributes:
    """Return the attributes of a group's small circle."""
    text = shortened(group.text.replace(" of ", "/"))
    colour = palette.VERMILLION if group.cycle else palette.BLUE
    look = {"shape": "circle", "style": "filled", "fillcolor": palette.PALE_BLUE, "color": colour, "fontcolor": palette.INK}
    size = {"fontsize": "9", "margin": '"0.01"', "width": "0.36", "fixedsize": "true" if len(text) < 5 else "false"}
    return {"label": quoted(text), "tooltip": quoted(f"{shortened(group.text)} needed"), **_written(look), **size}


def arrow(edge: Edge) -> Attributes:
    """Return the attributes of an arrow."""
    look = dict(ARROWS[edge.style])
    if edge.shared:
        look.update(color=palette.PURPLE, penwidth="1.6")
    if edge.cycle:
        look.update(color=palette.VERMILLION, penwidth="2.4")
    words = words_on(edge)
    return _written(look) | ({"label": quoted(f" {words} ")} if words else {})


def _written(look: Attributes) -> Attributes:
    return {key: quoted(value) if key in ("color", "fillcolor", "fontcolor", "style") else value for key, value in look.items()}
