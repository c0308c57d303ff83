"""Which way a picture grows, so that it is about as wide as a page."""

from collections import Counter, deque
from collections.abc import Iterator
from itertools import pairwise
from math import isqrt, log

from sosgraph.drawing.scene import Edge, Scene
from sosgraph.frozen import replace

PAGE = 1.4
"""Width over height that reads well on a screen and on a slide."""

LETTER, LINE, APART, BETWEEN = 0.08, 0.15, 0.3, 0.55
"""Inches, roughly: the width of a letter, the height of a line, the space beside a box and between layers."""


def top_down(scene: Scene) -> bool:
    """Tell whether callers above callees give a better shape than callers left of callees."""
    layers = layers_of(replace(scene, edges=(*scene.edges, *(Edge(*pair) for pair in rows_of_unconnected(scene)))))
    frames = {node.name: node.cluster for node in scene.nodes} | {group.name: group.cluster for group in scene.groups}
    widest: dict[str, int] = {}  # frames stand beside one another
    for (frame, _), boxes in Counter((frames[name], layer) for name, layer in layers.items()).items():
        widest[frame] = max(widest.get(frame, 0), boxes)
    deep, wide = max(layers.values(), default=0) + 1, sum(widest.values()) or 1
    width, height = _mean_box(scene)
    down = wide * (width + APART) / (deep * (height + BETWEEN))
    right = deep * (width + BETWEEN) / (wide * (height + APART))
    return abs(log(down / PAGE)) <= abs(log(right / PAGE))


def rows_of_unconnected(scene: Scene) -> Iterator[tuple[str, str]]:
    """Yield neighbours in rows of the boxes that no arrow touches, in squares frame by frame: else they were one long line."""
    touched = {end for edge in scene.edges for end in (edge.tail, edge.head)}
    alone: dict[str, list[str]] = {}
    for node in scene.nodes:
        if node.name not in touched:
            alone.setdefault(node.cluster, []).append(node.name)
    for names in alone.values():
        across = isqrt(len(names))
        yield from ((one, other) for place, (one, other) in enumerate(pairwise(names), 1) if place % across)


def _mean_box(scene: Scene) -> tuple[float, float]:
    count = max(len(scene.nodes), 1)
    letters = sum(max(map(len, (node.label, *node.answers, *node.lines))) for node in scene.nodes)
    lines = sum(1 + len(node.answers) + len(node.lines) for node in scene.nodes)
    return max(0.75, 0.3 + LETTER * letters / count), max(0.5, 0.2 + LINE * lines / count)


def layers_of(scene: Scene) -> dict[str, int]:
    """Return the layer of every box: the longest way from a box that nobody calls; cycles are opened in reading order."""
    names = scene.names()
    callees: dict[str, list[str]] = {name: [] for name in names}
    callers = dict.fromkeys(names, 0)
    for edge in scene.edges:
        callees[edge.tail].append(edge.head)
        callers[edge.head] += 1
    layer = {name: 0 for name in names if not callers[name]}
    ready, remaining, done = deque(layer), deque(names), set(layer)
    while ready or remaining:
        if not ready:
            name = remaining.popleft()
            if name in done:
                continue
            done.add(name)
            layer.setdefault(name, 0)
            ready.append(name)
        name = ready.popleft()
        for callee in callees[name]:
            if callee not in done:
                layer[callee] = max(layer.get(callee, 0), layer[name] + 1)
                callers[callee] -= 1
                if not callers[callee]:
                    done.add(callee)
                    ready.append(callee)
    return layer
