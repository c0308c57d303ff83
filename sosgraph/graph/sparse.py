# cython: boundscheck=False, wraparound=False, initializedcheck=False, annotation_typing=False
"""Graphs and equations as flat arrays: a kernel, run as it stands or compiled (`sparse.pxd` beside it).

The heads of vertex v are `heads[starts[v]:starts[v + 1]]`; numbers have 32 bits.
"""

from array import array
from collections.abc import MutableSequence, Sequence
from contextlib import suppress
from typing import Any

COMPILED = not __file__.endswith(".py")

_LARGE = 1 << 21  # octets of a large page

Numbers = MutableSequence[Any]  # of integers; mypy knows no array that is also a buffer of C integers


def numbers(count: int, value: int = 0) -> Numbers:
    """Return `count` numbers of 32 bits, all `value`."""
    return array("i", [value]) * count


def integers(values: Any) -> list[int]:
    """Return the same numbers in a list, which is quicker to read one by one."""
    return memoryview(values).tolist()


def untouched(octets: int) -> memoryview:
    """Return at least so much memory, all zero, that is taken where it is written to alone: in large pages where there are."""
    import mmap  # of use where much is asked

    length = -(-octets // _LARGE) * _LARGE
    if not hasattr(mmap, "MAP_PRIVATE"):
        return memoryview(mmap.mmap(-1, length))
    memory = mmap.mmap(-1, length, flags=mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    if hasattr(mmap, "MADV_HUGEPAGE"):
        with suppress(OSError):  # a kernel built without large pages refuses the advice
            memory.madvise(mmap.MADV_HUGEPAGE)
    return memoryview(memory)


def numbers_of(wanted: Sequence[int], size: int) -> Numbers:
    """Return what is `wanted` as numbers of 32 bits; raises `IndexError` where one is not from 0 to `size` - 1."""
    found, count = numbers(len(wanted)), len(wanted)
    if isinstance(wanted, range) and count and 0 <= wanted[0] < size and 0 <= wanted[count - 1] < size:
        first, step = wanted[0], wanted.step if count > 1 else 0  # the step of one number may be of any size
        for place in range(count):
            found[place] = first + place * step
        return found
    for place, number in enumerate(wanted):
        if number < 0 or number >= size:
            raise IndexError(f"{number} is none of {size} numbers")
        found[place] = number
    return found


def flattened(adjacency: Sequence[Sequence[int]]) -> tuple[Numbers, Numbers]:
    """Return starts and heads of a graph that is given as lists; raises `IndexError` where a head is no vertex of it."""
    total, size = 0, len(adjacency)
    for row in adjacency:
        total += len(row)
    starts, heads = numbers(len(adjacency) + 1), numbers(total)
    total = 0
    for vertex, row in enumerate(adjacency):
        for head in row:
            if head < 0 or head >= size:
                raise IndexError(f"vertex {vertex} has the head {head}, which is none of {size} vertices")
            heads[total] = head
            total += 1
        starts[vertex + 1] = total
    return starts, heads


def written(gates: Sequence[tuple[int, tuple[int, ...]]], variables: int) -> tuple[Numbers, Numbers, Numbers, int]:
    """Return for every number how many of its arguments must fail for it to fail, and starts and heads of the arguments.

    And whether any gate is false whatever its arguments are.

    Variables have no arguments; a need below none is none, and one above all is one too many. Raises `ValueError` where an
    argument is negated, `IndexError` where it is no number.
    """
    total, number, size = 0, variables, variables + len(gates)
    for _, row in gates:
        total += len(row)
    enough, starts, heads = numbers(variables + len(gates), 1), numbers(variables + len(gates) + 1), numbers(total)
    total = impossible = 0
    for need, row in gates:
        length = len(row)
        if need > length:  # whatever it is: numbers have 32 bits
            impossible = 1
            enough[number] = 0
        else:
            enough[number] = length + 1 if need < 0 else length + 1 - need
        for head in row:
            if head < 0:
                raise ValueError(f"gate {number} negates an argument; failure sets are those of a coherent system")
            if head >= size:
                raise IndexError(f"gate {number} has the argument {head}, which is none of {size} numbers")
            heads[total] = head
            total += 1
        number += 1
        starts[number] = total
    return enough, starts, heads, impossible


def strong_order(starts: Numbers, heads: Numbers) -> tuple[Numbers, Numbers]:
    """Return the vertices, strong component after strong component, callees before callers, and the component of each vertex.

    Components are numbered in that order; of the members of one, what was found last comes first. Linear, and without
    recursion. Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972.
    """
    search = Search(starts, heads)
    for root in range(len(starts) - 1):
        search.begin(root)
    return search.order, search.home


class Search:
    """A depth-first search; `low` is 0 for what was not seen, more than any count for what is in a component already."""

    def __init__(self, starts: Numbers, heads: Numbers) -> None:
        """Start with nothing seen."""
        size = len(starts) - 1
        self._starts, self._heads, self._finished = starts, heads, size + 1
        self._low, self._entered, self._parent, self._following = numbers(size), numbers(size), numbers(size), numbers(size)
        self._waiting, self.order, self.home = numbers(size), numbers(size), numbers(size)
        self._count, self._top, self._done, self._components = 0, 0, 0, 0

    def begin(self, root: int) -> None:
        """Find the components of what `root` reaches."""
        if self._low[root]:
            return
        self._enter(root, -1)
        vertex = root
        while vertex >= 0:
            head = self._unseen(vertex)
            if head >= 0:
                self._enter(head, vertex)
                vertex = head
                continue
            lowest = self._low[vertex]
            if lowest == self._entered[vertex]:
                self._close(vertex)
            vertex = self._parent[vertex]
            if vertex >= 0 and lowest < self._low[vertex]:
                self._low[vertex] = lowest

    def _enter(self, vertex: int, parent: int) -> None:
        self._count += 1
        self._low[vertex], self._entered[vertex], self._parent[vertex] = self._count, self._count, parent
        self._following[vertex] = self._starts[vertex]
        self._waiting[self._top] = vertex
        self._top += 1

    def _unseen(self, vertex: int) -> int:
        """Return the next head that was not seen, -1 where there is none; lower `low` by those that were."""
        lowest, arc, end, found = self._low[vertex], self._following[vertex], self._starts[vertex + 1], -1
        while arc < end and found < 0:
            head = self._heads[arc]
            reach = self._low[head]
            if not reach:
                found = head
            elif reach < lowest:
                lowest = reach
            arc += 1
        self._low[vertex], self._following[vertex] = lowest, arc
        return found

    def _close(self, first: int) -> None:
        """Take the component that was entered at `first` off what waits."""
        vertex = -1
        while vertex != first:
            self._top -= 1
            vertex = self._waiting[self._top]
            self._low[vertex], self.home[vertex] = self._finished, self._components
            self.order[self._done] = vertex
            self._done += 1
        self._components += 1


def grouped(order: Numbers, home: Numbers) -> list[list[int]]:
    """Return the members of each group, ascending, where `order` has them side by side and `home` says which group."""
    found: list[list[int]] = []
    last = -1
    for vertex in order:
        if home[vertex] != last:
            group: list[int] = []
            found.append(group)
            last = home[vertex]
        group.append(vertex)
    for group in found:
        if len(group) > 1:
            group.sort()
    return found
