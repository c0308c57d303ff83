"""What boxes are called in a file that other programs read: their full names, where these stay different on one line."""

from collections.abc import Mapping

from sosgraph.drawing.scene import Scene
from sosgraph.drawing.wording import shortened

LONGEST_WORDS = 2_000


def one_line_of(text: str) -> str:
    """Return text as other programs get it: one line, visible, and of a bounded length."""
    return shortened(text, LONGEST_WORDS)


def identities(scene: Scene) -> Mapping[str, str]:
    """Return a different id for each box and group: its name, or for all of them `n1`, `n2`, … where names would be alike."""
    names = scene.names()
    lines = {name: one_line_of(name) for name in names}
    if len(set(lines.values())) == len(names) and all(lines.values()):
        return lines
    return {name: f"n{number}" for number, name in enumerate(names, 1)}
