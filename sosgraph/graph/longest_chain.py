"""The longest way through a graph in which every strong component counts as one vertex."""

from collections.abc import Sequence

from sosgraph.graph.components import strong_components


def longest_chain(adjacency: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strong components on a longest path from tail to head, the members of each in ascending order.

    Linear in vertices and edges. Empty for the graph without vertices.
    """
    components = strong_components(adjacency)
    place = [0] * len(adjacency)
    for number, component in enumerate(components):
        for vertex in component:
            place[vertex] = number
    length = [1] * len(components)
    following = [-1] * len(components)
    for number, component in enumerate(components):  # heads before tails
        for head in dict.fromkeys(place[head] for vertex in component for head in adjacency[vertex]):
            if head != number and length[head] >= length[number]:
                length[number] = length[head] + 1
                following[number] = head
    chain = []
    number = max(range(len(components)), key=lambda one: (length[one], -components[one][0]), default=-1)
    while number >= 0:
        chain.append(components[number])
        number = following[number]
    return chain
