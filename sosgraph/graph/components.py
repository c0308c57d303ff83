"""Strongly connected components: the vertices that all depend on one another."""

from collections.abc import Iterator, Sequence

from sosgraph.graph.sparse import COMPILED, flattened, grouped, strong_order

_SMALL = 16  # vertices, up to which flattening costs more than it saves


def strong_components(adjacency: Sequence[Sequence[int]], leaves: int = 0) -> list[list[int]]:
    """Return the strong components, callees before callers, the members of each in ascending order.

    Without the first `leaves` vertices, which need nothing and would be the first components. Linear in vertices and edges,
    and without recursion. Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972.
    """
    if COMPILED and len(adjacency) > _SMALL:
        return grouped(*strong_order(*flattened(adjacency)))[leaves:]
    low = [len(adjacency) + 1] * leaves + [0] * (len(adjacency) - leaves)
    found: list[list[int]] = []
    for root in range(leaves, len(adjacency)):
        if not low[root]:
            _find_from(root, adjacency, low, found)
    return found


def _find_from(root: int, adjacency: Sequence[Sequence[int]], low: list[int], found: list[list[int]]) -> None:
    """Append to `found` the components that `root` reaches and that are not there yet.

    `low` is 0 for a vertex not seen, more than any count for one in a component, else its earliest known reachable vertex.
    """
    finished = len(adjacency) + 1
    count = 0
    open_vertices: list[int] = []
    path: list[int] = []
    numbers: list[int] = []
    pending: list[Iterator[int]] = []
    entered = root
    while entered >= 0 or path:
        if entered >= 0:
            count += 1
            low[entered] = count
            open_vertices.append(entered)
            path.append(entered)
            numbers.append(count)
            pending.append(iter(adjacency[entered]))
        vertex = path[-1]
        lowest = low[vertex]
        entered = -1
        for head in pending[-1]:
            reach = low[head]
            if not reach:
                entered = head
                break
            if reach < lowest:
                lowest = reach
        low[vertex] = lowest
        if entered < 0:
            path.pop()
            pending.pop()
            if lowest == numbers.pop():
                if open_vertices[-1] == vertex:
                    low[vertex] = finished
                    found.append([open_vertices.pop()])
                else:
                    found.append(_closed(vertex, open_vertices, low, finished))
            elif lowest < low[path[-1]]:
                low[path[-1]] = lowest


def _closed(first: int, open_vertices: list[int], low: list[int], finished: int) -> list[int]:
    """Return the component that was entered at `first`, taken off `open_vertices` and marked in `low`."""
    component = [open_vertices.pop()]
    low[component[0]] = finished
    while component[-1] != first:
        component.append(open_vertices.pop())
        low[component[-1]] = finished
    component.sort()
    return component


def cyclic_components(adjacency: Sequence[Sequence[int]]) -> list[list[int]]:
    """Return the strong components with a cycle (several members, or a self edge), ordered by smallest member."""
    return sorted(
        component for component in strong_components(adjacency) if len(component) > 1 or component[0] in adjacency[component[0]]
    )


def postorder(adjacency: Sequence[Sequence[int]]) -> list[int]:
    """Return all vertices so that a vertex follows its heads, but for the edges that close a cycle."""
    seen = bytearray(len(adjacency))
    order: list[int] = []
    for root in range(len(adjacency)):
        if seen[root]:
            continue
        seen[root] = 1
        path = [root]
        pending = [iter(adjacency[root])]
        while path:
            for head in pending[-1]:
                if not seen[head]:
                    seen[head] = 1
                    path.append(head)
                    pending.append(iter(adjacency[head]))
                    break
            else:
                order.append(path.pop())
                pending.pop()
    return order
