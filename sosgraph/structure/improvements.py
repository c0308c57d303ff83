"""Which parts would have to become how much better, so that something fails seldom enough?"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from sosgraph.bdd.dials import Panel
from sosgraph.bdd.solution import Solution
from sosgraph.structure.event import EventKind
from sosgraph.structure.improvable import Improvable

_ROUNDING = 1e-9
_ALIKE = 1e-12  # of a probability, for its last digits
_STEPS = 60  # of a search for a number


class Improvement(NamedTuple):
    """The `unavailability` that a component's part would have to have, that of each of its copies, or of switching to it."""

    component: str
    kind: EventKind
    unavailability: float


def single_improvements(
    solution: Solution, failure: Sequence[float], improvables: Sequence[Improvable], gap: float
) -> list[Improvement]:
    """Return the improvements each of which alone lowers the probability of failing by `gap`, the smallest change first.

    The probability is linear in that of each variable, so the number of a part is exact: q - gap ÷ Birnbaum's importance. That
    of copies, which count together, is found by search.
    """
    panel = Panel(failure, [each.dial for each in improvables])
    present = [each.number for each in improvables]
    whole, slopes = panel.slopes(solution, present)
    found: list[tuple[float, Improvement]] = []
    for place, each in enumerate(improvables):
        if each.linear:
            needed = each.number - gap / slopes[place] if slopes[place] > 0 else -1.0
        else:
            needed = _largest(_excess(panel, solution, present, place, whole - gap + _ALIKE * whole), each.number)
        if abs(needed) < _ROUNDING * each.number:
            needed = 0.0
        if needed >= 0:
            worth = each.number / needed if needed else float("inf")
            found.append((worth, Improvement(each.component, each.kind, needed)))
    return [improvement for _, improvement in sorted(found, key=lambda pair: pair[0])]


def joint_improvement(
    solution: Solution, failure: Sequence[float], improvables: Sequence[Improvable], gap: float, most: int
) -> tuple[Improvement, ...]:
    """Return few improvements that together lower the probability of failing by `gap`; empty when `most` perfect ones do not.

    What helps most is taken first, again and again, so there may be fewer. Then all of them become as many times better.
    """
    panel = Panel(failure, [each.dial for each in improvables])
    present = [each.number for each in improvables]
    numbers = list(present)
    whole = solution.failure(panel.failure(present))
    aim = whole - gap + _ALIKE * whole
    chosen: list[int] = []
    while len(chosen) < min(most, len(improvables)):
        slopes = panel.slopes(solution, numbers)[1]
        left = [place for place in range(len(improvables)) if place not in chosen]
        chosen.append(max(left, key=lambda place: float(f"{numbers[place] * slopes[place]:.10g}")))
        numbers[chosen[-1]] = 0.0
        if solution.failure(panel.failure(numbers)) <= aim:
            break
    else:
        return ()

    def excess(share: float) -> float:
        changed = [number * share if place in chosen else number for place, number in enumerate(present)]
        return solution.failure(panel.failure(changed)) - aim

    share = max(0.0, _largest(excess, 1.0))
    return tuple(Improvement(improvables[place].component, improvables[place].kind, present[place] * share) for place in chosen)


def _excess(panel: Panel, solution: Solution, present: Sequence[float], place: int, aim: float) -> Callable[[float], float]:
    def excess(number: float) -> float:
        changed = list(present)
        changed[place] = number
        return solution.failure(panel.failure(changed)) - aim

    return excess


def _largest(excess: Callable[[float], float], most: float) -> float:
    """Return the largest number below `most` whose `excess` is not above zero; below zero when there is none.

    The excess grows with the number, and is above zero at `most`. By false position, the end that stays halved (Illinois).
    """
    low, high = 0.0, most
    below, above = excess(low), excess(high)
    if below > 0:
        return -1.0
    if above <= 0:
        return most
    for _ in range(_STEPS):
        if high - low <= 1e-12 * high:
            break
        middle = low + (high - low) * below / (below - above)
        middle = middle if low < middle < high else (low + high) / 2
        found = excess(middle)
        if found <= 0:
            low, below, above = middle, found, above / 2
        else:
            high, above, below = middle, found, below / 2
    return low
