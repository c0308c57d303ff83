"""The legend of a picture: only what occurs in it."""

from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.drawing.scene import Scene
from sosgraph.overlays import Look

BOXES = {
    "entry": "entry: users arrive here",
    "external": "run by others",
    "domain": "failure domain",
    "folded": "several components in one box",
    "replicas": "replicas",
    "group": "redundancy group, k of n needed",
}
LINES = {
    "hard": "needed to run",
    "soft": "degraded without it",
    "fallback": "fallback: serves when another is down",
    "start": "not needed to run",
    "placement": "runs on",
}
LABELS = {"calls": "calls for each request", "several": "dependencies in one arrow"}
"""What the symbols mean, in the order of a legend: of boxes, of arrows, and of numbers on arrows."""


class Sample(NamedTuple):
    """A line of the legend: the symbol that is shown, and what it means; `look` where an overlay draws it so."""

    symbol: str
    words: str
    look: Look | None = None

    @property
    def is_line(self) -> bool:
        """Whether an arrow is shown, and no box."""
        return self.symbol in LINES or self.symbol in LABELS


def legend(scene: Scene) -> tuple[Sample, ...]:
    """Return the symbols that occur in the scene with what they mean: boxes, what overlays mark, arrows."""
    used = set(_symbols(scene))
    boxes = [Sample(symbol, words) for symbol, words in BOXES.items() if symbol in used]
    lines = [Sample(symbol, words) for symbol, words in (LINES | LABELS).items() if symbol in used]
    on_boxes = dict.fromkeys(look for node in scene.nodes for look in node.looks)
    on_boxes.update(dict.fromkeys(look for group in scene.groups for look in group.looks))
    on_lines = dict.fromkeys(look for edge in scene.edges for look in edge.looks)
    order = {name: number for number, name in enumerate(dict.fromkeys(look.overlay for look in (*on_boxes, *on_lines)))}
    looks = sorted({**on_boxes, **on_lines}, key=lambda look: (order[look.overlay], look.rank))
    marked = [Sample("look" if look in on_boxes else "hard", look.words, look) for look in looks]
    return (*boxes, *(each for each in marked if not each.is_line), *lines, *(each for each in marked if each.is_line))


def _symbols(scene: Scene) -> Iterator[str]:
    for node in scene.nodes:
        yield from node.marks
        if node.copies > 1:
            yield "replicas"
    for edge in scene.edges:
        yield edge.style
        if "×" in edge.label:
            yield "calls"
        if edge.count > 1:
            yield "several"
    if scene.groups:
        yield "group"
