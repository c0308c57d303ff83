"""Paths, and everything a vertex reaches, as bit sets: Python integers in which bit i stands for vertex i."""

from collections.abc import Callable, Iterable, Sequence
from itertools import compress
from struct import unpack

from sosgraph.graph.components import strong_components

_AS_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


def shortest_path(
    adjacency: Sequence[Sequence[int]],
    source: int,
    target: int,
    allowed: Callable[[int], bool] | None = None,
) -> list[int] | None:
    """Return the vertices of a shortest path, both ends included, or None when there is no path.

    Vertices between the ends must be `allowed`. Among shortest paths it is the first in reading order.
    """
    if source == target:
        return [source]
    came_from = {source: source}
    queue = [source]
    for vertex in queue:
        for head in adjacency[vertex]:
            if head == target:
                path = [target, vertex]
                while path[-1] != source:
                    path.append(came_from[path[-1]])
                return path[::-1]
            if head not in came_from and (allowed is None or allowed(head)):
                came_from[head] = vertex
                queue.append(head)
    return None


def reachable_sets(adjacency: Sequence[Sequence[int]]) -> list[int]:
    """Return for every vertex the bit set of the vertices that it reaches, itself included.

    The members of a strong component share one integer. Memory grows with the square of the number of vertices.
    """
    sets = [0] * len(adjacency)
    for component in strong_components(adjacency):
        if len(component) == 1:
            vertex = component[0]
            reached = 1 << vertex
            for head in adjacency[vertex]:
                reached |= sets[head]
            sets[vertex] = reached
        else:
            reached = bit_set(component)
            for head in {head for vertex in component for head in adjacency[vertex]}.difference(component):
                reached |= sets[head]
            for vertex in component:
                sets[vertex] = reached
    return sets


def bit_set(indices: Iterable[int]) -> int:
    """Return the bit set of `indices`, the inverse of `members`."""
    wanted = list(indices)
    if len(wanted) < 4:
        bits = 0
        for index in wanted:
            bits |= 1 << index
        return bits
    octets = bytearray(max(wanted) // 8 + 1)
    for index in wanted:
        octets[index >> 3] |= 1 << (index & 7)
    return int.from_bytes(octets, "little")


def members(bits: int) -> list[int]:
    """Return the indices of the bits that are set, ascending. Raises `ValueError` when `bits` is negative."""
    if bits < 0:
        raise ValueError(f"{bits} is not a bit set: it is negative")
    count = bits.bit_count()
    if count < 2:
        return [bits.bit_length() - 1] if count else []
    if count * 16 > bits.bit_length():
        digits = bin(bits)[:1:-1].encode()
        return list(compress(range(len(digits)), digits.translate(_AS_TRUTH)))
    # Few bits: pick the words that are not zero, then bit by bit.
    size = -(-bits.bit_length() // 64)
    words = unpack(f"<{size}Q", bits.to_bytes(8 * size, "little"))
    found = []
    for place in compress(range(size), words):
        word = words[place]
        while word:
            lowest = word & -word
            found.append(64 * place + lowest.bit_length() - 1)
            word ^= lowest
    return found
