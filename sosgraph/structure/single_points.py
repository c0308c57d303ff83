"""Single points of failure: what alone takes a component, or one of several, down; and the pairs that do together."""

from collections.abc import Sequence
from typing import NamedTuple

from sosgraph.bdd.small_cut_sets import small_cut_sets
from sosgraph.equations import Equations, conjunction
from sosgraph.frozen import replace
from sosgraph.graph.bit_sets import bit_set, members
from sosgraph.graph.brought_down import brought_down
from sosgraph.model.architecture import Architecture
from sosgraph.structure.event import Event, EventKind
from sosgraph.structure.function import StructureFunction, failure_function, flat_failures
from sosgraph.structure.own_part import is_per_copy, own_part

_LARGEST = 20_000  # components among which failures are combined


class Combinations(NamedTuple):
    """Sets of two or more parts, variables of `failure_function`, that fail together and no fewer of them would do.

    All of up to `order` parts; of an order below the one asked for there were too many to look at.
    """

    sets: tuple[tuple[int, ...], ...]
    order: int


def single_points(architecture: Architecture, goals: Sequence[Sequence[str]]) -> list[tuple[int, ...]]:
    """Return for each of `goals`, which are components that are needed all, what alone takes one of them down, in reading order.

    What it is, variables of `failure_function`, is a component, a replica, or a common cause of replicas. The failure of a
    component with replicas is that of too many of its copies, or of all by a common cause, unless its number is that of all
    copies together.
    """
    function = architecture.once(failure_function)
    watched = list(dict.fromkeys(name for goal in goals for name in goal))
    goals_of: dict[str, list[int]] = {name: [] for name in watched}
    for index, goal in enumerate(goals):
        for name in dict.fromkeys(goal):
            goals_of[name].append(index)
    found: list[set[int]] = [set() for _ in goals]
    for variables, down in brought_down(architecture.once(flat_failures), [function.up[name] for name in watched]):
        alike: dict[int, list[int]] = {}  # many take the same down
        for variable, fallen in zip(variables, down, strict=True):
            if fallen and _fails_alone(architecture, function.events[variable]):
                alike.setdefault(fallen, []).append(variable)
        for fallen, points in alike.items():
            for place in members(fallen):
                for index in goals_of[watched[place]]:
                    found[index].update(points)
    return [tuple(sorted(points)) for points in found]


def _fails_alone(architecture: Architecture, event: Event) -> bool:
    component = architecture.components[event.component]
    if event.kind is not EventKind.PART or component.replicas is None:
        return True
    own = own_part(component)
    return own.ratio is not None and not is_per_copy(component, own)


def combinations(architecture: Architecture, goal: Sequence[str], order: int) -> Combinations:
    """Return the combinations of up to `order` parts that take one of `goal`, components that are needed all, down.

    The parts are those of `single_points`. In an architecture of more than 20,000 components none is looked for.
    """
    if len(architecture.components) > _LARGEST:
        return Combinations((), 1)
    function = function_with(architecture, goal)
    found = small_cut_sets(function.equations, len(function.equations) - 1, order)
    wholes = bit_set(variable for variable, event in enumerate(function.events) if not _fails_alone(architecture, event))
    sets = tuple(tuple(members(mask)) for mask in found.larger if not mask & wholes)
    return Combinations(sets, order if found.complete else found.order)


def function_with(architecture: Architecture, goal: Sequence[str]) -> StructureFunction:
    """Return the structure function of single failures with one number more, the last: whether all of `goal` are up."""
    function = architecture.once(failure_function)
    gates = (*function.equations.gates, conjunction(function.up[name] for name in goal))
    return replace(function, equations=Equations(function.equations.variables, gates))
