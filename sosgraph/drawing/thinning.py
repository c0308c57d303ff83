"""Leave arrows out that follow from others: the transitive reduction (Aho, Garey & Ullman 1972) of what is hard."""

from dataclasses import replace

from sosgraph.drawing.scene import Edge, Scene
from sosgraph.graph.components import strong_components
from sosgraph.quantity import counted


def thinned(scene: Scene) -> tuple[Scene, str]:
    """Return the scene without hard arrows that longer ways of hard arrows imply, but for those that an overlay marks.

    Such a way and the arrow say the same of who falls with whom. Nothing is left out inside a strong component. With it come
    the words for what was done, empty for nothing.
    """
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
        return edge.style == "hard" and not edge.looks and ends in implied

    kept = tuple(edge for edge in scene.edges if not follows(edge))
    left_out = sum(edge.count for edge in scene.edges) - sum(edge.count for edge in kept)
    if not left_out:
        return scene, ""
    return replace(scene, edges=kept), f"without {counted(left_out, 'dependency')} that follow from others"
