"""What runs, and cannot be started again once it is down (`docs/format.md`, two fixpoints)."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from sosgraph.enumeration import listed
from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.cold_start import deadlocks, waits_for
from sosgraph.structure.places import place_of_dependency

if TYPE_CHECKING:
    from sosgraph.structure.starters import Starters

_SHOWN = 10
_PATHS = 3  # circles of which every place is shown
_TRIES = 100  # start dependencies from which a shorter cycle is sought


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each group of components that wait for one another to start, and who would have to start first."""
    label = architecture.label
    for group in deadlocks(architecture):
        first = _first(architecture, group)
        paths = [_path(architecture, circle) for circle in first.circles[:_PATHS]]
        names = listed([label(name) for name in group], _SHOWN)
        other = "the other" if len(group) == 2 else "another"
        message = f"{names} run, but can never start again: each waits for {other}; {_cure(architecture, first, len(group))}"
        at = paths[0][0].at if paths[0] else architecture.components[group[0]].at
        notes = [Note(note.at, note.message, branch) for branch, path in enumerate(paths) for note in path]
        shown = {name for circle in first.circles[:_PATHS] for name in _cycle(architecture, circle)}
        beside = _beside(architecture, group, shown, max(len(paths) - 1, 0))
        yield Finding(at, message, (*notes[1:], *beside))


def _first(architecture: Architecture, group: Sequence[str]) -> "Starters":
    from sosgraph.structure.starters import starters  # of nearly every architecture nobody has to know

    return starters(architecture, group)


def _cure(architecture: Architecture, first: "Starters", size: int) -> str:
    names = listed([architecture.label(name) for name in first.names], _SHOWN)
    if len(first.names) == 1:
        return f"if {names} starts without {'the other' if size == 2 else 'what it waits for'}, all come up"
    bound = "" if first.at_least == len(first.names) else f" ({first.at_least} at least would have to)"
    return f"if {names} start without what they wait for, all come up{bound}"


def _beside(architecture: Architecture, group: Sequence[str], shown: Collection[str], branch: int) -> Iterator[Note]:
    """Yield for each component that the message names, and no cycle leads through, on whom it waits in the group."""
    label = architecture.label
    inside = frozenset(group)
    for name in group[:_SHOWN]:
        if name in shown:
            continue
        component = architecture.components[name]
        for callee in waits_for(component, "start", "run"):
            if callee in inside and callee != name:
                at = place_of_dependency(component, callee, ("start", "run"))
                yield Note(at, f"{label(name)} waits for {label(callee)}", branch)
                break


def _path(architecture: Architecture, circle: tuple[str, ...]) -> list[Note]:
    """Return the dependencies along a short cycle inside `circle`, a start dependency first."""
    label = architecture.label
    return [
        Note(
            place_of_dependency(architecture.components[caller], callee, ("start",) if position == 0 else ("run", "start")),
            f"{label(caller)} {'starts only after' if position == 0 else 'waits for'} {label(callee)}",
        )
        for position, (caller, callee) in enumerate(pairwise(_cycle(architecture, circle)))
    ]


def _cycle(architecture: Architecture, group: tuple[str, ...]) -> list[str]:
    """Return a short cycle inside `group` whose first step is a start dependency, its first name repeated at the end."""
    index = {name: number for number, name in enumerate(group)}
    components = [architecture.components[name] for name in group]
    waits = [[index[name] for name in waits_for(component, "run", "start") if name in index] for component in components]
    best: list[int] = []
    tries = 0
    for tail, component in enumerate(components):
        for name in waits_for(component, "start"):
            if name not in index or (best and tries > _TRIES):
                continue
            tries += 1
            back = shortest_path(waits, index[name], tail)
            if back is not None and (not best or len(back) + 1 < len(best)):
                best = [tail, *back]
    return [group[number] for number in best]


RULE = Rule("cold-start-deadlock", "components run, but can never start again: each waits for another", Severity.ERROR, check)
