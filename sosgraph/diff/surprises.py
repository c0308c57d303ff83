"""What else the structure answers differently: cycles, what redundancy shares, single points of failure, blast radii."""

from collections.abc import Hashable, Mapping
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.selection import answerable_components
from sosgraph.structure.blast_radii import blast_radii
from sosgraph.structure.dependency_cycles import DependencyCycle, dependency_cycles
from sosgraph.structure.function import failure_function
from sosgraph.structure.single_points import single_points
from sosgraph.structure.wholly_shared import SharedDependency, shared_dependencies

NEW, GONE, GROWN, SHRUNK, CHANGED = "new", "gone", "grown", "shrunk", "changed"
MIRRORED = {NEW: GONE, GONE: NEW, GROWN: SHRUNK, SHRUNK: GROWN, CHANGED: CHANGED}
"""What each word is the other way round."""
WORSE = (NEW, GROWN, CHANGED)
"""What is worse of cycles: somebody is in a circle with others than before."""


class CycleChange(NamedTuple):
    """A strong component of hard dependencies that differs, as it is after, or as it was where it is `gone`."""

    kind: str
    cycle: DependencyCycle


class SharedChange(NamedTuple):
    """What a redundancy group shares now, or no longer."""

    kind: str
    shared: SharedDependency


class PointsChange(NamedTuple):
    """What alone takes `name` down now and did not before, and the other way round."""

    name: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


class RadiusChange(NamedTuple):
    """How many others fall with a component, before and after."""

    name: str
    before: int
    after: int


def cycle_changes(base: Architecture, head: Architecture) -> tuple[CycleChange, ...]:
    """Return the strong components of hard run dependencies that differ, those of `head` first, each in reading order."""
    old, new = dependency_cycles(base), dependency_cycles(head)
    home = {name: cycle for cycle in old for name in cycle.components}
    found, met = [], set()
    for cycle in new:
        members = frozenset(cycle.components)
        before = {frozenset(home[name].components) for name in cycle.components if name in home}
        met |= before
        if not before:
            found.append(CycleChange(NEW, cycle))
        found += [CycleChange(_compared(one, members), cycle) for one in sorted(before, key=sorted) if one != members]
    gone = [cycle for cycle in old if frozenset(cycle.components) not in met]
    return (*found, *(CycleChange(GONE, cycle) for cycle in gone))


def _compared(before: frozenset[str], after: frozenset[str]) -> str:
    return GROWN if before < after else SHRUNK if after < before else CHANGED


def shared_changes(base: Architecture, head: Architecture) -> tuple[SharedChange, ...]:
    """Return what alone takes a whole redundancy group down, of the same owner and kind of group, only after or only before."""
    old, new = _shared(base), _shared(head)
    found = [SharedChange(NEW, shared) for key, shared in new.items() if key not in old]
    return (*found, *(SharedChange(GONE, shared) for key, shared in old.items() if key not in new))


def _shared(architecture: Architecture) -> Mapping[Hashable, SharedDependency]:
    return {(each.owner, each.group, each.shared): each for each in reversed(shared_dependencies(architecture))}


def point_changes(base: Architecture, head: Architecture) -> tuple[PointsChange, ...]:
    """Return how the single points of failure differ of entries, of what else is answered for, and of journeys, in both."""
    before, after = _goals(base), _goals(head)
    both = [name for name in after if name in before]
    old, new = _points(base, {name: before[name] for name in both}), _points(head, {name: after[name] for name in both})
    found = []
    for name in both:
        gained = tuple(point for point in new[name] if point not in old[name])
        lost = tuple(point for point in old[name] if point not in new[name])
        if gained or lost:
            found.append(PointsChange(name, gained, lost))
    return tuple(found)


def _goals(architecture: Architecture) -> dict[str, tuple[str, ...]]:
    goals = {name: (name,) for name in answerable_components(architecture, ())}
    return goals | {journey.label: journey.through for journey in architecture.journeys.values()}


def _points(architecture: Architecture, goals: Mapping[str, tuple[str, ...]]) -> dict[str, dict[str, None]]:
    events = architecture.once(failure_function).events
    found = single_points(architecture, list(goals.values()))
    return {
        name: {events[point].component: None for point in points if events[point].component not in goal}
        for (name, goal), points in zip(goals.items(), found, strict=True)
    }


def radius_changes(base: Architecture, head: Architecture) -> tuple[RadiusChange, ...]:
    """Return the components in both whose failure takes more or fewer others down than before, the greatest growth first."""
    old, new = (dict(zip(radii.names, radii.sizes, strict=True)) for radii in (blast_radii(base), blast_radii(head)))
    found = [RadiusChange(name, old[name], size) for name, size in new.items() if name in old and old[name] != size]
    return tuple(sorted(found, key=lambda each: each.before - each.after))
