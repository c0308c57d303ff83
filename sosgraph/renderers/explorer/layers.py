"""Who stands left of whom: callers before callees, circles opened where fewest arrows turn back."""

from collections.abc import Sequence

from sosgraph.graph.acyclic_order import acyclic_order


def layers(adjacency: Sequence[Sequence[int]]) -> list[int]:
    """Return the layer of each vertex, from 0: a callee stands behind all its callers, but for arrows that close a circle.

    What nobody calls stands right before the first of its callees; what has no arrow at all is in layer 0.
    """
    heads = {vertex: list(dict.fromkeys(head for head in callees if head != vertex)) for vertex, callees in enumerate(adjacency)}
    order = acyclic_order(heads, {(tail, head): 1 for tail, callees in heads.items() for head in callees})
    place = {vertex: at for at, vertex in enumerate(order)}
    onward = {vertex: [head for head in heads[vertex] if place[head] > place[vertex]] for vertex in order}
    layer = [0] * len(adjacency)
    called = [False] * len(adjacency)
    for vertex in order:
        for head in onward[vertex]:
            layer[head] = max(layer[head], layer[vertex] + 1)
            called[head] = True
    for vertex in order:
        if not called[vertex] and onward[vertex]:
            layer[vertex] = min(layer[head] for head in onward[vertex]) - 1
    return layer
