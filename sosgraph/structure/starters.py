"""Who would have to start without what it waits for, so that a deadlocked group comes up?

Whatever starts the group has a member of each set of components that wait for one another; the smallest set that meets all of
them is found by adding such sets until one that meets those known starts everything (implicit hitting set).
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sosgraph.graph.components import strong_components
from sosgraph.graph.hitting_set import smallest_hitting_set
from sosgraph.graph.waves import waves
from sosgraph.model.architecture import Architecture
from sosgraph.structure.cold_start import StartFunction, start_function
from sosgraph.structure.enough_starters import enough_starters

_STEPS = 200_000  # looks at elements in the search for the smallest set
_WORK = 500_000  # numbers of equations looked at before fewer starters are no longer sought
_SHRUNK = 40  # components of a circle that is cut down to what is needed in it


class Starters(NamedTuple):
    """Components that start the group when they start without what they wait for, in reading order.

    Fewer than `at_least` do not. `circles` has for each of `names` components that wait for one another, it among them and no
    other of `names`, so that none is in vain; just itself where the search was given up before one was found.
    """

    names: tuple[str, ...]
    at_least: int
    circles: tuple[tuple[str, ...], ...]


def starters(architecture: Architecture, group: Sequence[str]) -> Starters:
    """Return few members of a group of `deadlocks` that start all of it; the fewest where `at_least` is their number."""
    function = start_function(architecture, group)
    place = {name: number for number, name in enumerate(group)}
    weights = dict.fromkeys(range(len(group)), 1)
    known: list[tuple[str, ...]] = []
    work, steps = _WORK, _STEPS
    while True:
        found = smallest_hitting_set([[place[name] for name in circle] for circle in known], weights, steps)
        steps = found.steps
        chosen = [group[number] for number in found.chosen]
        further = _circles(function, chosen)
        if not further:
            break
        work -= len(function.equations) + sum(min(len(circle), _SHRUNK) ** 2 for circle in further)
        if work < 0 or not steps:
            chosen = enough_starters(function)
            break
        known += [_shrunk(architecture, circle) for circle in further]
    alone = {met[0]: circle for circle in reversed(known) if len(met := [name for name in circle if name in set(chosen)]) == 1}
    names = tuple(sorted(chosen, key=place.__getitem__))
    return Starters(names, found.at_least, tuple(alone.get(name, (name,)) for name in names))


def _circles(function: StartFunction, given: Iterable[str]) -> list[tuple[str, ...]]:
    """Return sets of components that wait for one another, none in two of them, when `given` are up; none when all comes up."""
    names = list(function.up)
    place = {number: index for index, number in enumerate(function.up.values())}
    place |= {variable: place[number] for variable, number in enumerate(function.follows)}
    blame = _blame(function, given)
    arcs: list[list[int]] = [list(_blamed(blame, number, place)) if number in blame else [] for number in function.up.values()]
    found = []
    for component in strong_components(arcs):
        inside = frozenset(component)
        if arcs[component[0]] and all(inside.issuperset(arcs[member]) for member in component):
            found.append(tuple(names[member] for member in component))
    return found


def _blame(function: StartFunction, given: Iterable[str]) -> dict[int, list[int]]:
    """Return for every gate that never holds arguments that are enough to keep it from holding, as few as that takes.

    What is needed to run blames only what failed before it, so that following the blame leads to a start dependency.
    """
    equations = function.equations
    wave = waves(equations, function.follows, [function.up[name] for name in given])
    callers: dict[int, list[int]] = {}
    for number, gate in enumerate(equations.gates, equations.variables):
        if wave[number] is None:
            for argument in gate.arguments:
                if wave[argument] is None:
                    callers.setdefault(argument, []).append(number)
    blame: dict[int, list[int]] = {}
    failed = [variable for variable in range(equations.variables) if wave[variable] is None]
    for number in failed:
        for caller in callers.get(number, ()):
            need, arguments = equations.gates[caller - equations.variables]
            blamed = blame.setdefault(caller, [])
            if len(blamed) <= len(arguments) - need:
                blamed.append(number)
                if len(blamed) > len(arguments) - need:
                    failed.append(caller)
    return blame


def _blamed(blame: dict[int, list[int]], number: int, place: dict[int, int]) -> Iterator[int]:
    """Yield the components that a component blames, through its groups, without repeats."""
    seen = {number}
    pending = [number]
    while pending:
        for argument in blame[pending.pop()]:
            if argument in seen:
                continue
            seen.add(argument)
            if argument in place:
                yield place[argument]
            else:
                pending.append(argument)


def _shrunk(architecture: Architecture, circle: tuple[str, ...]) -> tuple[str, ...]:
    """Return as few of a circle as still wait for one another when all others are up."""
    if len(circle) > _SHRUNK:
        return circle
    function = start_function(architecture, circle)
    left = circle
    for name in circle:
        if name in left:
            without = function.unstarted([other for other in circle if other == name or other not in left])
            left = without or left
    return left
