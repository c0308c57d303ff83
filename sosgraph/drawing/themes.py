"""An SVG that is dark where its reader's screen is: every colour of the light theme has one of the dark theme."""

import re
from xml.sax.saxutils import quoteattr

from sosgraph.drawing.identities import one_line_of
from sosgraph.drawing.palette import DARK, LIGHT

_RULES = "".join(
    f'[fill="{LIGHT[name]}"]{{fill:{colour}}}[stroke="{LIGHT[name]}"]{{stroke:{colour}}}'
    for name, colour in DARK.items()
    if colour != LIGHT[name]
)
_STYLE = f"<style>@media screen and (prefers-color-scheme:dark){{{_RULES}}}</style>"


def inlined(svg: bytes, words: str) -> str:
    """Return an SVG of Graphviz as an element of a page, in which no id stands twice; `words` are for those who cannot see it."""
    text = as_the_reader_has_it(svg)[svg.index(b"<svg") :].decode()
    without = re.sub(r"<(g|a|svg) id=\"[^\"]*\"", r"<\1", text)
    return without.replace("<svg", f'<svg role="img" aria-label={quoteattr(one_line_of(words))}', 1).rstrip("\n")


def as_the_reader_has_it(svg: bytes) -> bytes:
    """Return the SVG, drawn by Graphviz in the light theme, with a style that darkens it where the reader prefers that."""
    head, opening, rest = svg.partition(b"<svg")
    tag, closing, body = rest.partition(b">")
    return head + opening + tag + closing + b"\n" + _STYLE.encode() + body
