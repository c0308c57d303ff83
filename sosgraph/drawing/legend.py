"""The legend of a picture: only what occurs in it."""

from collections.abc import Iterator

from sosgraph.drawing.scene import Scene

BOXES = {
    "entry": "entry: users arrive here",
    "external": "run by others",
    "domain": "failure domain",
    "shared": "shared dependency of a redundancy group",
    "cycle": "dependency cycle",
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
"""What the symbols mean, in the order of a legend."""


def legend(scene: Scene) -> tuple[tuple[str, str], ...]:
    """Return the symbols that occur in the scene with what they mean, boxes before arrows."""
    used = set(_symbols(scene))
    return tuple((symbol, words) for symbol, words in (BOXES | LINES).items() if symbol in used)


def _symbols(scene: Scene) -> Iterator[str]:
    for node in scene.nodes:
        yield from node.marks
        if node.copies > 1:
            yield "replicas"
    for edge in scene.edges:
        yield edge.style
        if edge.cycle:
            yield "cycle"
    if scene.groups:
        yield "group"
