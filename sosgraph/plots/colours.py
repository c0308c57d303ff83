"""The colours of the palette that plots use; each line also differs by its place, its dashes and its words."""

from sosgraph.drawing.palette import LIGHT

PAPER, INK, QUIET, FAINT, FRAME = (LIGHT[name] for name in ("paper", "ink", "quiet", "faint", "frame"))
BLUE, PALE_BLUE, PURPLE = (LIGHT[name] for name in ("blue", "pale-blue", "purple"))
VERMILLION, PALE_VERMILLION = (LIGHT[name] for name in ("vermillion", "pale-vermillion"))
