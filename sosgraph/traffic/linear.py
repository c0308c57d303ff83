"""Loads that add up along calls: the solution of V = e + MᵀV, and the gain of circles."""

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from sosgraph.graph.components import strong_components

_STEPS = 2_000
_EXACT = 1e-13
_ENDLESS = 1 - 1e-9


class Flow(NamedTuple):
    """Each request at `tail` makes `weight` requests at `head`."""

    tail: int
    head: int
    weight: float


class Circle(NamedTuple):
    """A strong component of calls: its members and its gain, the spectral radius of the calls among them."""

    members: tuple[int, ...]
    gain: float

    @property
    def endless(self) -> bool:
        """Whether one request breeds requests without end."""
        return self.gain >= _ENDLESS


def circles(size: int, flows: Iterable[Flow]) -> tuple[tuple[Circle, ...], list[list[int]]]:
    """Return the circles of the flows with a weight, and all strong components, callees before callers."""
    heads: list[list[int]] = [[] for _ in range(size)]
    weights: dict[tuple[int, int], float] = {}
    for tail, head, weight in flows:
        if weight > 0:
            heads[tail].append(head)
            weights[tail, head] = weights.get((tail, head), 0.0) + weight
    strong = strong_components(heads)
    found = []
    for members in strong:
        if len(members) > 1 or (members[0], members[0]) in weights:
            inside = set(members)
            within = [(t, h, weights[t, h]) for t in members for h in dict.fromkeys(heads[t]) if h in inside]
            found.append(Circle(tuple(members), gain(members, within)))
    return tuple(found), strong


def gain(members: Sequence[int], flows: Sequence[tuple[int, int, float]]) -> float:
    """Return the spectral radius of the flows among the members of one strong component.

    By powers of I + M, between whose smallest and largest growth it lies (Collatz & Wielandt); where these do not meet within
    a bounded number of steps, the larger one.
    """
    at = {member: place for place, member in enumerate(members)}
    within = [(at[tail], at[head], weight) for tail, head, weight in flows]
    vector, high = [1.0] * len(at), inf
    for _ in range(max(_STEPS // len(at), 50)):
        grown = vector[:]
        for tail, head, weight in within:
            grown[head] += weight * vector[tail]
        growths = [after / before for after, before in zip(grown, vector, strict=True)]
        low, high = min(growths), max(growths)
        if high - low <= _EXACT * high:
            break
        largest = max(grown)
        vector = [max(each / largest, 1e-300) for each in grown]
    return high - 1


def loads(size: int, flows: Sequence[Flow], arriving: Sequence[float]) -> list[float]:
    """Return the requests at each vertex: those `arriving` from outside, and those that flow in.

    Infinite where a circle with a gain of 1 or more is reached. Within a circle by repetition, whose rest is added as a
    geometric series; linear in the flows otherwise.
    """
    found_circles, strong = circles(size, flows)
    by_member = {member: circle for circle in found_circles for member in circle.members}
    out: list[list[tuple[int, float]]] = [[] for _ in range(size)]
    for tail, head, weight in flows:
        if weight > 0:
            out[tail].append((head, weight))
    total = [float(each) for each in arriving]
    for members in reversed(strong):
        circle = by_member.get(members[0])
        if circle is not None:
            _settle(circle, out, total)
        inside = frozenset(circle.members) if circle is not None else frozenset()
        for tail in members:
            here = total[tail]
            if here:
                for head, weight in out[tail]:
                    if head not in inside:
                        total[head] += here * weight
    return total


def _settle(circle: Circle, out: Sequence[Sequence[tuple[int, float]]], total: list[float]) -> None:
    """Replace what arrives at the members of a circle by what is there when it went around for ever."""
    if not any(total[member] for member in circle.members):
        return
    if circle.endless or any(total[member] == inf for member in circle.members):
        for member in circle.members:
            total[member] = inf
        return
    inside = set(circle.members)
    wave = {member: total[member] for member in circle.members}
    for _ in range(max(_STEPS // len(inside), 50)):
        after = dict.fromkeys(circle.members, 0.0)
        for tail, amount in wave.items():
            for head, weight in out[tail]:
                if head in inside:
                    after[head] += amount * weight
        for member, amount in after.items():
            total[member] += amount
        wave = after
        if sum(wave.values()) <= 1e-15 * sum(total[member] for member in circle.members):
            return
    rest = circle.gain / (1 - circle.gain)
    for member, amount in wave.items():
        total[member] += amount * rest
