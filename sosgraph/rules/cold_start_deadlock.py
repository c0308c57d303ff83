"""What runs, and cannot be started again once it is down (`docs/format.md`, two fixpoints)."""

from collections.abc import Iterator
from itertools import pairwise

from sosgraph.finding import Finding, Note, Severity
from sosgraph.graph.reachability import shortest_path
from sosgraph.model.architecture import Architecture
from sosgraph.rules import Rule
from sosgraph.structure.cold_start import deadlocks, waits_for
from sosgraph.structure.places import place_of_dependency

_SHOWN = 10
_TRIES = 100  # start dependencies from which a shorter cycle is sought


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each group of components that wait for one another to start."""
    label = architecture.label
    for group in deadlocks(architecture):
        cycle = _cycle(architecture, group)
        hops = [
            (
                place_of_dependency(architecture.components[caller], callee, ("start",) if position == 0 else ("run", "start")),
                f"{label(caller)} {'starts only after' if position == 0 else 'waits for'} {label(callee)}",
            )
            for position, (caller, callee) in enumerate(pairwise(cycle))
        ]
        names = [label(name) for name in group[:_SHOWN]] + ([f"{len(group) - _SHOWN} more"] if len(group) > _SHOWN else [])
        other = "the other" if len(group) == 2 else "another"
        message = (
            f"{', '.join(names[:-1])} and {names[-1]} run, but can never start again: each waits for {other}; "
            f"let one of them start without the others"
        )
        at = hops[0][0] if hops else architecture.components[group[0]].at
        yield Finding(at, message, tuple(Note(place, text) for place, text in hops[1:]))


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
