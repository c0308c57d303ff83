"""Which parts would have to become how much better, so that something fails seldom enough?"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sosgraph.bdd.attribution import Differentiable
from sosgraph.structure.event import CIRCUMSTANCES, Event, EventKind

_ROUNDING = 1e-9
_SINGLE = frozenset({EventKind.PART, EventKind.PROMISE})


class Improvement(NamedTuple):
    """What one component would have to become: an `unavailability` of its own part or promise, None: perfect in all its parts."""

    component: str
    unavailability: float | None


def single_improvements(
    solution: Differentiable, events: Sequence[Event], failure: Sequence[float], gap: float
) -> list[Improvement]:
    """Return the improvements each of which alone lowers the probability of failing by `gap`, the smallest change first.

    The probability is linear in that of each part, so the number is exact: q - gap ÷ Birnbaum's importance. What consists of
    several copies is only asked to be perfect, and comes last.
    """
    whole, slope = solution.gradient(failure)
    found: list[tuple[float, Improvement]] = []
    for component, variables in _by_component(solution, events).items():
        first = variables[0]
        if len(variables) == 1 and events[first].kind in _SINGLE:
            needed = failure[first] - gap / slope[first] if slope[first] > 0 else -1.0
            if abs(needed) < _ROUNDING * failure[first]:
                needed = 0.0
            if needed >= 0:
                found.append((failure[first] / needed if needed else float("inf"), Improvement(component, needed)))
        elif whole - solution.gradient(_perfect(failure, variables))[0] >= gap:
            found.append((float("inf"), Improvement(component, None)))
    return [improvement for _, improvement in sorted(found, key=lambda pair: pair[0])]


def joint_improvement(
    solution: Differentiable, events: Sequence[Event], failure: Sequence[float], gap: float, most: int
) -> tuple[str, ...]:
    """Return few components that, perfect together, lower the probability of failing by `gap`; empty when `most` do not.

    The one that helps most is taken first, again and again, so there may be a smaller set.
    """
    variables = _by_component(solution, events)
    aim = solution.gradient(failure)[0] - gap
    chosen: list[str] = []
    while len(chosen) < min(most, len(variables)):
        slope = solution.gradient(failure)[1]
        gains = {
            component: sum(failure[each] * slope[each] for each in parts)
            for component, parts in variables.items()
            if component not in chosen
        }
        chosen.append(max(gains, key=lambda component: float(f"{gains[component]:.10g}")))
        failure = _perfect(failure, variables[chosen[-1]])
        if solution.gradient(failure)[0] <= aim:
            return tuple(chosen)
    return ()


def _by_component(solution: Differentiable, events: Sequence[Event]) -> Mapping[str, list[int]]:
    found: dict[str, list[int]] = {}
    for variable in solution.support:
        if events[variable].kind not in CIRCUMSTANCES:
            found.setdefault(events[variable].component, []).append(variable)
    return found


def _perfect(failure: Sequence[float], variables: Sequence[int]) -> list[float]:
    changed = list(failure)
    for variable in variables:
        changed[variable] = 0.0
    return changed
