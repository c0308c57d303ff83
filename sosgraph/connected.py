"""What hangs together: elements that share a group, directly or through others."""

from collections.abc import Collection, Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)
G = TypeVar("G", bound=Collection[int])


def leaders(groups: Iterable[Collection[T]]) -> dict[T, T]:
    """Return for each element of the groups, none of which is empty, the one that stands for all that it hangs together with.

    Nearly linear. Source: R. Tarjan, Efficiency of a good but not linear set union algorithm, 1975.
    """
    leader: dict[T, T] = {}

    def led(element: T) -> T:
        while leader.setdefault(element, element) != element:
            leader[element] = leader[leader[element]]
            element = leader[element]
        return element

    for group in groups:
        first, *others = group
        led(first)
        for other in others:
            leader[led(other)] = led(first)
    return {element: led(element) for element in list(leader)}


def apart(groups: Collection[G]) -> list[list[G]]:
    """Return the groups divided so that those of different parts have no element in common, each part in the order given."""
    leader = leaders(groups)
    parts: dict[int, list[G]] = {}
    for group in groups:
        parts.setdefault(leader[next(iter(group))], []).append(group)
    return list(parts.values())
