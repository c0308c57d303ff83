"""Merge the ends of arrows, and then the arrows between the same ends."""

from collections.abc import Mapping

from sosgraph.drawing.scene import STYLES, Edge, Scene, gravest
from sosgraph.frozen import replace


def merged(scene: Scene, place: Mapping[str, str | None]) -> Scene:
    """Return the scene with the ends of its arrows moved to their `place`, the nodes as they were.

    A group at None is taken out: its members are then reached from its caller. Arrows inside one place vanish; arrows
    between the same two become one that says how many it is, in the style of the strongest.
    """
    callers = {edge.head: edge.tail for edge in scene.edges if edge.head in place and place[edge.head] is None}
    between: dict[tuple[str, str], list[Edge]] = {}
    for edge in scene.edges:
        if edge.head in callers:
            continue
        tail = edge.tail
        while tail in callers:
            tail = callers[tail]
        ends = place.get(tail) or tail, place.get(edge.head) or edge.head
        if ends[0] != ends[1]:
            between.setdefault(ends, []).append(edge)
    groups = tuple(group for group in scene.groups if group.name not in callers)
    edges = tuple(_one(tail, head, several) for (tail, head), several in between.items())
    return replace(scene, groups=groups, edges=edges)


def _one(tail: str, head: str, edges: list[Edge]) -> Edge:
    """Return one arrow for several."""
    return Edge(
        tail,
        head,
        style=min((edge.style for edge in edges), key=STYLES.index),
        label=edges[0].label if len(edges) == 1 else "",
        looks=gravest(look for edge in edges for look in edge.looks),
        count=sum(edge.count for edge in edges),
    )
