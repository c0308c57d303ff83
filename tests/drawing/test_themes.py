"""Colours, light and dark."""

import itertools
import re
from xml.etree import ElementTree

from sosgraph.drawing.palette import DARK, LIGHT
from sosgraph.drawing.themes import as_the_reader_has_it


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2, 1.4.3)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_both_themes_have_the_same_colours() -> None:
    """By name; and no colour of the light one is another's, so that each is found in a picture."""
    assert DARK.keys() == LIGHT.keys()
    assert len(set(LIGHT.values())) == len(LIGHT)


def test_text_is_read_on_every_ground() -> None:
    """At least 4.5 to 1 in both themes, on every pale ground and on the scale with its own ink."""
    for theme in (LIGHT, DARK):
        grounds = [name for name in theme if name.startswith("pale-") or name in ("paper", "floor")]
        assert min(contrast(theme[ground], theme["ink"]) for ground in grounds) >= 4.5
        assert min(contrast(theme[ground], theme["quiet"]) for ground in ("paper", "floor")) >= 4.5
        assert contrast(theme["blue"], theme["on-blue"]) >= 4.5
        assert min(contrast(theme[f"scale-{step}"], theme[f"on-scale-{step}"]) for step in range(6)) >= 4.5


def test_the_scale_is_read_without_colour() -> None:
    """Each step is lighter than the one before it, against black."""
    steps = [contrast(LIGHT[f"scale-{step}"], "#000000") for step in range(6)]
    assert steps == sorted(steps)
    assert all(more > less * 1.2 for less, more in itertools.pairwise(steps))


def test_an_svg_is_dark_where_its_reader_is() -> None:
    """Every colour of the light theme that differs has one of the dark theme, on screens only; it stays XML."""
    svg = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg">\n<path fill="#fffffe"/></svg>'
    text = as_the_reader_has_it(svg).decode()
    style = ElementTree.fromstring(text)[0].text or ""
    assert style.startswith("@media screen and (prefers-color-scheme:dark)")
    replaced = dict(re.findall(r'\[fill="(#\w+)"\]\{fill:(#\w+)\}', style))
    assert replaced == {LIGHT[name]: DARK[name] for name in LIGHT if LIGHT[name] != DARK[name]}
