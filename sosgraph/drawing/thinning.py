"""Leave arrows out that follow from others: the transitive reduction (Aho, Garey & Ullman 1972) of what is hard."""

from collections.abc import Callable

from sosgraph.drawing.scene import Edge, Scene
from sosgraph.frozen import replace
from sosgraph.graph.components import strong_components
from sosgraph.quantity import counted

Step = tuple[Scene, str]
"""A scene, and in words what was done to get it; empty for nothing."""


def thinned(scene: Scene) -> Step:
    """Return the scene without hard arrows that longer ways of hard arrows imply, but for those that an overlay marks.

    Such a way and the arrow say the same of who falls with whom. Nothing is left out inside a strong component.
    """
    result = _without(scene, _implied(scene, lambda edge: not edge.looks))
    left_out = sum(edge.count for edge in scene.edges) - sum(edge.count for edge in result.edges)
    return (result, f"without {counted(left_out, 'dependency')} that follow from others") if left_out else (scene, "")


def outlined(scene: Scene) -> Scene:
    """Return the scene without hard arrows that longer ways of hard arrows imply, whoever marks them.

    Those of what was asked for by name stay.
    """
    kept = {node.name for node in scene.nodes if node.kept}
    return _without(scene, _implied(scene, lambda edge: edge.tail not in kept and edge.head not in kept))


def _without(scene: Scene, left_out: frozenset[Edge]) -> Scene:
    return replace(scene, edges=tuple(edge for edge in scene.edges if edge not in left_out))


def _implied(scene: Scene, may_go: Callable[[Edge], bool]) -> frozenset[Edge]:
    number = {name: position for position, name in enumerate(scene.names())}
    callees: list[list[int]] = [[] for _ in number]
    for edge in scene.edges:
        if edge.style == "hard":
            callees[number[edge.tail]].append(number[edge.head])
    place, reached = [0] * len(number), [0] * len(number)
    implied: set[tuple[int, int]] = set()
    for index, members in enumerate(strong_components(callees)):  # callees first
        for member in members:
            place[member] = index
        below = {place[head] for member in members for head in callees[member]} - {index}
        further = 0
        for one in below:
            further |= reached[one]
        implied.update((index, one) for one in below if further >> one & 1)
        reached[index] = further | sum(1 << one for one in below)

    def follows(edge: Edge) -> bool:
        ends = place[number[edge.tail]], place[number[edge.head]]
        return edge.style == "hard" and ends in implied and may_go(edge)

    return frozenset(edge for edge in scene.edges if follows(edge))
