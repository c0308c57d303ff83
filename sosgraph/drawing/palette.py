"""The colours of pictures by their names: Okabe and Ito's, which people who are blind to some colours can tell apart, and greys.

Sources: Okabe & Ito 2008. The scale is ColorBrewer's YlOrBr (Harrower & Brewer 2003): it gets darker step by step, so that it
is read in grey, too. Colour never says anything alone: line style, sign or a word says it too.
"""

from collections.abc import Mapping
from types import MappingProxyType

LIGHT: Mapping[str, str] = MappingProxyType(
    {
        "paper": "#fffffe",
        "ink": "#1f2933",
        "quiet": "#52606d",
        "faint": "#9aa5b1",
        "frame": "#cbd2d9",
        "floor": "#f5f7fa",
        "blue": "#0072b2",
        "on-blue": "#fefefe",
        "pale-blue": "#dcebf5",
        "sky": "#2a8fc4",
        "green": "#009e73",
        "pale-green": "#d9f2ea",
        "vermillion": "#cb3b00",
        "pale-vermillion": "#fde3d8",
        "orange": "#b87400",
        "pale-orange": "#fcefd2",
        "purple": "#a0427f",
        "pale-purple": "#f7e3ef",
        "scale-0": "#993404",
        "scale-1": "#d95f0e",
        "scale-2": "#fe9929",
        "scale-3": "#fec44f",
        "scale-4": "#fee391",
        "scale-5": "#ffffd4",
        "on-scale-0": "#fffffd",
        "on-scale-1": "#000001",
        "on-scale-2": "#000002",
        "on-scale-3": "#000003",
        "on-scale-4": "#000004",
        "on-scale-5": "#000005",
    }
)
"""On paper. No two are the same, and none is one that Graphviz calls by a name: a dark theme is found by them."""

_NIGHT = {
    "paper": "#161b22",
    "ink": "#e6edf3",
    "quiet": "#a5b1bd",
    "faint": "#6e7a86",
    "frame": "#3a434d",
    "floor": "#1e252d",
    "blue": "#58b4ea",
    "on-blue": "#0d1117",
    "pale-blue": "#16354a",
    "sky": "#6cbfe8",
    "green": "#3fc79c",
    "pale-green": "#123d31",
    "vermillion": "#ff8a5b",
    "pale-vermillion": "#4d2313",
    "orange": "#e8b04a",
    "pale-orange": "#443413",
    "purple": "#dd8fc0",
    "pale-purple": "#44243a",
}
DARK: Mapping[str, str] = MappingProxyType(dict(LIGHT) | _NIGHT)
"""On a dark screen; the scale stays as it is, with its own ink."""

THEMES: Mapping[str, Mapping[str, str]] = MappingProxyType({"light": LIGHT, "dark": DARK})
