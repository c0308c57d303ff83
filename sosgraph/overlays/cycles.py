"""Who depends on whom in a circle, by the kind of the circle."""

from collections.abc import Iterable, Mapping

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted
from sosgraph.structure.callees import uses
from sosgraph.structure.cold_start import deadlocks
from sosgraph.structure.dependency_cycles import DependencyCycle, dependency_cycles
from sosgraph.structure.told_circles import told_circles

_NAME = "cycles"
NEVER = Look(_NAME, "wait for one another and never start", 0, fill="pale-vermillion", line="vermillion", sign="■")
RUN = Look(_NAME, "dependency cycle", 1, line="vermillion", sign="●")
REPAIR = Look(_NAME, "falls with what it needs to recover", 2, line="purple", sign="✚")
START = Look(_NAME, "wait for one another to start", 3, line="sky", sign="◑")
TOLD = Look(_NAME, "watched or configured by what falls with it", 4, line="orange", sign="◎")
SOFT = Look(_NAME, "cycle with soft dependencies", 5, line="faint", sign="○")
"""By kind, gravest first."""


def overlaid(architecture: Architecture) -> Overlaid:
    """Return the members of every cycle and the dependencies on it, each in its gravest kind."""
    told = told_circles(architecture)
    hard = dependency_cycles(architecture)
    closing = [(each.caller, each.use.callee) for each in (*told.settings, *told.watches)]
    repairs = [(each.caller, each.use.callee) for each in told.repairs]
    waiting = [(hop.caller, hop.callee) for circle in told.starts for hop in circle.around]
    stuck = [pair for group in deadlocks(architecture) for pair in _starting(architecture, frozenset(group))]
    soft = _between(architecture, dependency_cycles(architecture, hard=None), hard=False)
    kinds = {SOFT: soft, TOLD: closing, START: waiting, REPAIR: repairs, RUN: _between(architecture, hard, hard=True)}
    kinds[NEVER] = stuck
    arrows: dict[tuple[str, str], Mark] = {}
    boxes: dict[str, Mark] = {}
    for look, pairs in kinds.items():
        arrows.update({pair: Mark(look) for pair in pairs})
        boxes.update({name: Mark(look) for pair in pairs for name in pair})
    return Overlaid(_answer(hard), boxes, arrows)


def _answer(hard: Iterable[DependencyCycle]) -> str:
    sizes = [len(each.components) for each in hard]
    if not sizes:
        return ""
    return f"{counted(len(sizes), 'cycle')} of hard dependencies, the largest through {counted(max(sizes), 'component')}"


def _between(architecture: Architecture, cycles: Iterable[DependencyCycle], *, hard: bool) -> list[tuple[str, str]]:
    """Return caller and callee of every dependency needed to run between two members of one cycle."""
    circle: Mapping[str, int] = {name: number for number, each in enumerate(cycles) for name in each.components}
    return [
        (name, use.callee)
        for name in circle
        for use in uses(architecture.components[name])
        if circle.get(use.callee) == circle[name] and use.needed_in("run") and (use.role in ("hard", "zone") or not hard)
    ]


def _starting(architecture: Architecture, group: frozenset[str]) -> list[tuple[str, str]]:
    return [
        (name, use.callee)
        for name in architecture.components
        if name in group
        for use in uses(architecture.components[name])
        if use.callee in group and use.rests and use.needed_in("run", "start")
    ]


OVERLAY = Overlay(name=_NAME, summary="cycles, by their kind", overlaid=overlaid)
