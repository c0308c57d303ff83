"""Synthetic dependency graphs of any size, the same every time: few callees each, power-law fan-in, a few edges back."""

import random

from sosgraph.equations import Equations, Gate

_CALLEES = 3
_BACK = 0.01  # of the edges lead from a callee to a caller
_SKEW = 1.2  # the larger, the more of the edges lead to few


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
