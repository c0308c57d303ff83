"""What stops something that users see by failing alone."""

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted
from sosgraph.selection import answerable_components
from sosgraph.structure.below import below
from sosgraph.structure.function import failure_function
from sosgraph.structure.single_points import single_points

_NAME = "single-points-of-failure"
ALL = Look(_NAME, "stops all that users see by failing alone", 0, "pale-vermillion", "vermillion", sign="◆")
SOME = Look(_NAME, "stops some of it by failing alone", 1, "pale-orange", "orange", sign="◇")


def overlaid(architecture: Architecture) -> Overlaid:
    """Return for each component how many of the journeys and entries it stops alone, the entry that it is itself left out."""
    journeys = [journey.through for journey in architecture.journeys.values()]
    covered = {name for through in journeys for name in through}
    goals = [*journeys, *((name,) for name in answerable_components(architecture, ()) if name not in covered)]
    part = below(architecture, [name for goal in goals for name in goal])
    events = part.once(failure_function).events
    stopped: dict[str, int] = {}
    for place, (goal, points) in enumerate(zip(goals, single_points(part, goals), strict=True)):
        for name in dict.fromkeys(events[point].component for point in points):
            if place < len(journeys) or goal != (name,):
                stopped[name] = stopped.get(name, 0) + 1
    marks = {
        name: Mark(ALL if many == len(goals) else SOME, f"stops {many} of {len(goals)}" if many < len(goals) else "")
        for name, many in stopped.items()
    }
    whom = "journeys and entries" if architecture.journeys else "entries"
    what = f"one or more of {len(goals)} {whom}" if len(goals) > 1 else ", ".join(map(architecture.label, goals[0]))
    answer = f"by failing alone, {counted(len(stopped), 'component')} can {'each ' if len(stopped) > 1 else ''}stop {what}"
    return Overlaid(answer if stopped else "nothing stops an entry or journey by failing alone", marks)


OVERLAY = Overlay(name=_NAME, summary="what stops an entry or a journey by failing alone", overlaid=overlaid)
