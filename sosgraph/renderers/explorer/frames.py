"""Where everything stands, found before the page is written: a browser that lays out ten thousand boxes stands still."""

from collections.abc import Sequence
from math import ceil, sqrt
from typing import NamedTuple

from sosgraph.renderers.explorer.layers import layers
from sosgraph.renderers.explorer.rows import heights, ordered

SPACIOUS = 250
"""Boxes in a system up to which each is drawn with its words; beyond, as a dot that shows its name from near."""

_MOST_BENDS = 4_000  # places that long arrows pass; with more they run straight
_TALL, _PASSING = 64.0, 26.0  # pixels that a box and a passing arrow take up
_APART = 76.0  # between columns
_BESIDE = 26.0  # between boxes without arrows
_HIGHEST = 24  # boxes in a column
_DOT_WIDE, _DOT_TALL = 132.0, 26.0
_ASPECT = 1.6

Place = tuple[float, float]


class Frame(NamedTuple):
    """The inside of a system: its size in pixels, the middle of each box, and where an arrow (tail, head) bends."""

    width: float
    height: float
    places: list[Place]
    bends: dict[tuple[int, int], list[Place]]


def frame(adjacency: Sequence[Sequence[int]], wide: Sequence[float]) -> Frame:
    """Return where the boxes of a system stand, callers left of callees; `wide` is how wide each is."""
    if len(adjacency) > SPACIOUS:
        return _in_columns(adjacency, _DOT_WIDE, _DOT_TALL)
    joined = sorted({vertex for tail, heads in enumerate(adjacency) if heads for vertex in (tail, *heads)})
    place = {vertex: at for at, vertex in enumerate(joined)}
    inner = [[place[head] for head in adjacency[vertex]] for vertex in joined]
    upper = _joined(inner, [wide[vertex] for vertex in joined])
    alone = [vertex for vertex in range(len(adjacency)) if vertex not in place]
    lower = _grid(len(alone), max((wide[vertex] for vertex in alone), default=0.0) + _BESIDE, upper.width)
    below = upper.height + (_PASSING if joined and alone else 0.0)
    places = dict(zip(joined, upper.places, strict=True))
    places.update((vertex, (across, down + below)) for vertex, (across, down) in zip(alone, lower.places, strict=True))
    bends = {(joined[tail], joined[head]): through for (tail, head), through in upper.bends.items()}
    size = max(upper.width, lower.width), below + lower.height
    return Frame(*size, [places[vertex] for vertex in range(len(adjacency))], bends)


def _joined(adjacency: Sequence[Sequence[int]], wide: Sequence[float]) -> Frame:
    """Return where boxes stand that all have arrows: in layers, unless one of these is too high to be seen with the others."""
    fullest = max(map(len, _by_layer(layers(adjacency))), default=0)
    return _spacious(adjacency, wide) if fullest <= _HIGHEST else _in_columns(adjacency, max(wide) + _APART, _TALL)


def _grid(count: int, wide: float, width: float) -> Frame:
    """Return where boxes without arrows stand, in reading order: in rows about as long as `width`, unless that makes a tower."""
    if not count:
        return Frame(0.0, 0.0, [], {})
    each = min(count, max(int(width / wide), ceil(sqrt(count * _ASPECT * _TALL / wide))))
    places = [((number % each + 0.5) * wide, (number // each + 0.5) * _TALL) for number in range(count)]
    return Frame(each * wide, ceil(count / each) * _TALL, places, {})


def columns(adjacency: Sequence[Sequence[int]], highest: int) -> list[list[int]]:
    """Return the vertices in columns of at most `highest`, callers before callees; a larger layer takes several columns."""
    found = []
    number = layers(adjacency)
    for layer in ordered(_by_layer(number), _onward(adjacency, number)):
        count = ceil(len(layer) / highest)
        each = ceil(len(layer) / count)
        found += [layer[start : start + each] for start in range(0, len(layer), each)]
    return found


def packed(adjacency: Sequence[Sequence[int]], aspect: float) -> list[list[int]]:
    """Return the vertices in columns that fill about a page, each `aspect` times as wide as high, callers left or above.

    Where layers do so by themselves, a column is a layer.
    """
    highest = max(1, ceil(sqrt(len(adjacency) * aspect / _ASPECT)))
    found = columns(adjacency, highest)
    count = ceil(len(adjacency) / highest)
    if len(found) <= 2 * count:
        return found
    line = [vertex for column in found for vertex in column]
    return [line[start : start + highest] for start in range(0, len(line), highest)]


def _by_layer(layer: Sequence[int]) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(max(layer, default=-1) + 1)]
    for vertex, number in enumerate(layer):
        found[number].append(vertex)
    return [vertices for vertices in found if vertices]


def _onward(adjacency: Sequence[Sequence[int]], layer: Sequence[int]) -> list[list[int]]:
    """Return the arcs with all that turn back turned around."""
    arcs: list[list[int]] = [[] for _ in adjacency]
    for tail, heads in enumerate(adjacency):
        for head in heads:
            if layer[tail] != layer[head]:
                first, last = (tail, head) if layer[tail] < layer[head] else (head, tail)
                arcs[first].append(last)
    return arcs


def _in_columns(adjacency: Sequence[Sequence[int]], wide: float, tall: float) -> Frame:
    """Return where boxes of one size stand when there are too many for a column a layer."""
    highest = ceil(sqrt(len(adjacency) * wide / tall / _ASPECT))
    found = columns(adjacency, highest)
    places = [(0.0, 0.0)] * len(adjacency)
    width = len(found) * wide
    tall = max(tall, width / _ASPECT / highest)
    for number, column in enumerate(found):
        for row, vertex in enumerate(column):
            stagger = tall / 2 * (number % 2)  # so that fewer arrows run along a row
            places[vertex] = ((number + 0.5) * wide, (row + 0.5 + (highest - len(column)) / 2) * tall + stagger)
    return Frame(width, (highest + 0.5) * tall, places, {})


def _spacious(adjacency: Sequence[Sequence[int]], wide: Sequence[float]) -> Frame:
    layer = layers(adjacency)
    arcs, chains = _stretched(_onward(adjacency, layer), layer)
    rows = ordered(_by_layer(layer), arcs)
    boxes = len(adjacency)
    tall = [_TALL] * boxes + [_PASSING] * (len(arcs) - boxes)
    middle = heights(rows, arcs, tall, [1.0] * boxes + [2.0] * (len(arcs) - boxes))
    top = min((middle[vertex] - tall[vertex] / 2 for vertex in range(len(arcs))), default=0.0)
    across, half = [0.0] * len(arcs), [0.0] * len(arcs)
    left = 0.0
    for row in rows:
        width = max((wide[vertex] for vertex in row if vertex < boxes), default=0.0)
        for vertex in row:
            across[vertex], half[vertex] = left + width / 2, width / 2
        left += width + _APART
    places = [(across[vertex], middle[vertex] - top) for vertex in range(len(arcs))]
    bends = {}
    for tail, heads in enumerate(adjacency):
        for head in heads:
            through = chains.get((tail, head)) or (chains.get((head, tail)) or [])[::-1]
            if through:
                onward = 1 if layer[tail] < layer[head] else -1
                sides = (-onward, onward)  # into a column and out of it at one height, so that no box beside is crossed
                passed = ((places[vertex], half[vertex]) for vertex in through)
                bends[tail, head] = [(centre + side * apart, down) for (centre, down), apart in passed for side in sides]
    low = max((middle[vertex] + tall[vertex] / 2 for vertex in range(len(arcs))), default=0.0)
    return Frame(max(0.0, left - _APART), low - top, places[:boxes], bends)


def _stretched(arcs: list[list[int]], layer: list[int]) -> tuple[list[list[int]], dict[tuple[int, int], list[int]]]:
    """Return the arcs with a vertex in every layer that a long one passes, and by arc these vertices; `layer` grows by them."""
    if sum(layer[head] - layer[tail] - 1 for tail, heads in enumerate(arcs) for head in heads) > _MOST_BENDS:
        return arcs, {}
    found: list[list[int]] = [[] for _ in arcs]
    chains: dict[tuple[int, int], list[int]] = {}
    for tail, heads in enumerate(arcs):
        for head in heads:
            if (tail, head) in chains:
                continue
            through = chains[tail, head] = []
            last = tail
            for number in range(layer[tail] + 1, layer[head]):
                through.append(len(layer))
                found[last].append(len(layer))
                found.append([])
                last = len(layer)
                layer.append(number)
            found[last].append(head)
    return found, chains
