"""Synthetic dependency graphs of any size, the same every time: three callees on average, power-law fan-in, a few edges back."""

import random

from sosgraph.equations import Equations, Gate

_CALLEES = 3
_BACK = 0.01  # of the edges lead from a callee to a caller
_SKEW = 1.2  # the larger, the more of the edges lead to few
_EXPONENT = 0.5  # a service of rank r by popularity has a share of r ** -_EXPONENT: a power law of exponent 3


def service_graph(size: int, back_within: int | None = None, seed: int = 1) -> list[list[int]]:
    """Return for each of `size` services its callees: three earlier ones, older ones preferred; 1 % lead to a later one.

    To any later one, which knots a seventh of the services into one strong component; or to one at most `back_within` later.
    """
    draw = random.Random(seed).random
    callees: list[list[int]] = [[] for _ in range(size)]
    for service in range(1, size):
        for _ in range(_CALLEES):
            tail, head = service, int(service * draw() ** _SKEW)
            if draw() < _BACK:
                tail = int(size * draw())
                head = tail + int(min(size - tail, back_within or size) * draw())
            if tail != head and head not in callees[tail]:
                callees[tail].append(head)
    return callees


def popular_graph(size: int, seed: int = 1) -> list[list[int]]:
    """Return for each of `size` services its callees: three are drawn for each, popular ones, wherever among all these stand.

    Of two the later calls the earlier, but for 1 %: popular ones have many callees or many callers. No more than an eighth are
    one strong component, so that networkit, which looks at these first, gains little. It and igraph take what the design's
    table says of 10,000 and 100,000, to a third; networkx takes a third of it.
    """
    source = random.Random(seed)
    draw, by_rank = source.random, source.sample(range(size), size)
    callees: list[list[int]] = [[] for _ in range(size)]
    for service in range(1, size):
        for _ in range(_CALLEES):
            other = by_rank[int(size * draw() ** (1 / (1 - _EXPONENT)))]
            tail, head = max(service, other), min(service, other)
            if draw() < _BACK:
                tail, head = head, tail
            if tail != head and head not in callees[tail]:
                callees[tail].append(head)
    return callees


def popular_callees(size: int, seed: int = 1) -> list[list[int]]:
    """Return for each of `size` services its callees: three earlier ones, popular ones preferred; 1 % lead back.

    Nearly all that a service reaches it reaches by one strong component, which networkit looks at first: it has least to do here.
    """
    source = random.Random(seed)
    draw, by_rank = source.random, source.sample(range(size), size)
    callees: list[list[int]] = [[] for _ in range(size)]
    for service in range(1, size):
        for _ in range(_CALLEES):
            tail = head = service
            while head >= service:
                head = by_rank[int(size * draw() ** (1 / (1 - _EXPONENT)))]
            if draw() < _BACK:
                tail, head = head, tail
            if head not in callees[tail]:
                callees[tail].append(head)
    return callees


def plain_equations(callees: list[list[int]]) -> Equations:
    """Return the system in which a service, `size + its number`, is up while its own part and all its callees are."""
    size = len(callees)
    return Equations(
        size, tuple(Gate(1 + len(heads), (number, *(size + head for head in heads))) for number, heads in enumerate(callees))
    )


def redundant_equations(callees: list[list[int]], one_in: int = 10) -> Equations:
    """Return the same where every `one_in`-th service needs any one of its callees, by a gate of its own."""
    size = len(callees)
    gates: list[Gate] = []
    groups: list[Gate] = []
    for number, heads in enumerate(callees):
        if number % one_in or len(heads) < 2:
            gates.append(Gate(1 + len(heads), (number, *(size + head for head in heads))))
        else:
            gates.append(Gate(2, (number, 2 * size + len(groups))))
            groups.append(Gate(1, tuple(size + head for head in heads)))
    return Equations(size, (*gates, *groups))
