"""Starters of a deadlocked group that is too entangled for the smallest set: enough, chosen greedily."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush

from sosgraph.structure.cold_start import StartFunction

_WORK = 500_000  # numbers of equations looked at to find starters that are not needed


def enough_starters(function: StartFunction) -> list[str]:
    """Return components that start all when they start without what they wait for, in reading order; few, not the fewest.

    Each time the one of which most others wait for most, until nothing waits; then those are taken back that the others
    do without, as far as that is cheap.
    """
    chosen = _greedy(function)
    work = _WORK
    for name in list(reversed(chosen)):
        work -= len(function.equations)
        if work < 0:
            break
        rest = [other for other in chosen if other != name]
        if not function.unstarted(rest):
            chosen = rest
    wanted = frozenset(chosen)
    return [name for name in function.up if name in wanted]


def _greedy(function: StartFunction) -> list[str]:
    """Return the starters when what is needed to run has to be up before too, which is more than the start asks for."""
    variables = function.equations.variables
    callers: list[list[int]] = [[] for _ in range(len(function.equations))]
    missing = [0] * len(function.equations)
    reached = [number for number in range(variables, len(missing)) if not function.equations.gates[number - variables].need]
    for number, gate in enumerate(function.equations.gates, variables):
        missing[number] = gate.need
        for argument in gate.arguments:
            callers[argument].append(number)
    for variable, number in enumerate(function.follows):
        callers[number].append(variable)
        missing[variable] = 1
    place = {number: name for name, number in function.up.items()}
    _advance(reached, callers, missing)
    queue = [(-_weight(number, callers, missing), number) for number in place if missing[number] > 0]
    heapify(queue)
    chosen = []
    while queue:
        weight, number = heappop(queue)
        if missing[number] <= 0:
            continue
        now = -_weight(number, callers, missing)
        if now != weight:
            heappush(queue, (now, number))
            continue
        chosen.append(place[number])
        missing[number] = 0
        _advance([number], callers, missing)
    return chosen


def _weight(number: int, callers: Sequence[Sequence[int]], missing: Sequence[int]) -> int:
    """Return how many gates that do not hold yet wait for a component, directly or for its having been up before."""
    return sum(missing[caller] > 0 for one in callers[number] for caller in (one, *(callers[one] if missing[one] == 1 else ())))


def _advance(reached: list[int], callers: Sequence[Sequence[int]], missing: list[int]) -> None:
    """Let `reached` and all that then holds be true."""
    for number in reached:
        for caller in callers[number]:
            missing[caller] -= 1
            if missing[caller] == 0:
                reached.append(caller)
