"""Who stands above whom in a layer, so that few arrows cross, and how high, so that most of them run straight.

Source: K. Sugiyama, S. Tagawa, M. Toda, Methods for visual understanding of hierarchical system structures, 1981.
"""

from bisect import bisect_right, insort
from collections.abc import Sequence

_SWEEPS = 10
_ROUNDS = 8  # of straightening
_COUNTED = 1_500  # arrows up to which crossings are counted, so that the best order is kept and not the last


def ordered(layers: Sequence[Sequence[int]], arcs: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return each layer in an order in which arrows cross little: each vertex at the mean place of its neighbours.

    `arcs` leads from each vertex to those of later layers. Layers are swept forth and back; the first order is the given one.
    """
    back: list[list[int]] = [[] for _ in arcs]
    for tail, heads in enumerate(arcs):
        for head in heads:
            back[head].append(tail)
    current = [list(layer) for layer in layers]
    counted = sum(map(len, arcs)) <= _COUNTED
    best, fewest = [list(layer) for layer in current], crossings(current, arcs) if counted else 0
    for sweep in range(_SWEEPS):
        _swept(current, arcs if sweep % 2 else back, bool(sweep % 2))
        found = crossings(current, arcs) if counted else -sweep
        if found < fewest or not counted:
            best, fewest = [list(layer) for layer in current], found
    return best


def _swept(layers: list[list[int]], neighbours: Sequence[Sequence[int]], backwards: bool) -> None:
    place = {vertex: at / max(1, len(layer) - 1) for layer in layers for at, vertex in enumerate(layer)}
    for layer in reversed(layers) if backwards else layers:
        means = {
            vertex: sum(place[near] for near in neighbours[vertex]) / len(neighbours[vertex])
            if neighbours[vertex]
            else place[vertex]
            for vertex in layer
        }
        layer.sort(key=means.__getitem__)
        place.update((vertex, at / max(1, len(layer) - 1)) for at, vertex in enumerate(layer))


def crossings(layers: Sequence[Sequence[int]], arcs: Sequence[Sequence[int]]) -> int:
    """Return how many pairs of arrows between neighbouring layers cross."""
    place = {vertex: at for layer in layers for at, vertex in enumerate(layer)}
    found = 0
    for layer in layers:
        before: list[int] = []
        for vertex in layer:
            heads = sorted(place[head] for head in arcs[vertex])
            found += sum(len(before) - bisect_right(before, head) for head in heads)
            for head in heads:
                insort(before, head)
    return found


def heights(
    layers: Sequence[Sequence[int]], arcs: Sequence[Sequence[int]], tall: Sequence[float], weight: Sequence[float]
) -> list[float]:
    """Return the vertical middle of each vertex: near its neighbours, in the order of its layer, and nowhere overlapping.

    `tall` is the room that each needs. Where two want the same place, the heavier one moves less.
    """
    near: list[list[int]] = [list(heads) for heads in arcs]
    for tail, heads in enumerate(arcs):
        for head in heads:
            near[head].append(tail)
    middle = [0.0] * len(arcs)
    for layer in layers:
        _put(layer, [0.0] * len(layer), tall, weight, middle)
    for turn in range(_ROUNDS):
        for layer in reversed(layers) if turn % 2 else layers:
            wanted = [_mean(near[vertex], middle, weight) if near[vertex] else middle[vertex] for vertex in layer]
            _put(layer, wanted, tall, weight, middle)
    return middle


def _mean(near: Sequence[int], middle: Sequence[float], weight: Sequence[float]) -> float:
    return sum(middle[other] * weight[other] for other in near) / sum(weight[other] for other in near)


def _put(
    layer: Sequence[int], wanted: Sequence[float], tall: Sequence[float], weight: Sequence[float], middle: list[float]
) -> None:
    """Put each vertex where it wants to be, as nearly as all others allow (least squares, pooling adjacent violators)."""
    offset, offsets = 0.0, []
    for index, vertex in enumerate(layer):
        offset += (tall[layer[index - 1]] + tall[vertex]) / 2 if index else 0.0
        offsets.append(offset)
    pools: list[tuple[float, float, int]] = []  # mean of what is wanted, weight, how many
    for index, vertex in enumerate(layer):
        mean, heavy, count = wanted[index] - offsets[index], weight[vertex], 1
        while pools and pools[-1][0] >= mean:
            other, load, several = pools.pop()
            mean, heavy, count = (mean * heavy + other * load) / (heavy + load), heavy + load, count + several
        pools.append((mean, heavy, count))
    start = 0
    for mean, _, count in pools:
        for index in range(start, start + count):
            middle[layer[index]] = mean + offsets[index]
        start += count
