"""Outages: parts that fail at once, and whom each takes down, found for some of them without looking at all others."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sosgraph.equations import Equations, Gate
from sosgraph.graph.brought_down import brought_down
from sosgraph.graph.failure_sets import failure_sets, transposed
from sosgraph.graph.flat_equations import flat_equations
from sosgraph.model.architecture import Architecture
from sosgraph.structure.event import EventKind
from sosgraph.structure.failures import Failures
from sosgraph.structure.function import StructureFunction, failure_function

_HOLDS = Gate(0, ())


class Outage(NamedTuple):
    """Components and replicas (`name#2`) under their full names that fail at once, and what people call that.

    A whole system does not fail because all of its parts happen to, each `independent` of the others.
    """

    words: str
    parts: tuple[str, ...]
    independent: bool = True


class OutageFailures(Failures):
    """For every component the bit set of the outages that take it down: bit e is the e-th outage.

    `failing` has the bit set of the outages in which a part fails itself, for those that fail in any.
    """

    __slots__ = ("failing",)

    def __init__(self, sets: Mapping[str, int], failing: Mapping[str, int]) -> None:
        super().__init__(sets)
        self.failing = failing

    def own(self, part: str) -> int:
        """Return the bit set of the outages in which the part itself fails."""
        return self.failing.get(part, 0)


def outage_failures(architecture: Architecture, outages: Sequence[Outage]) -> OutageFailures:
    """Return who is down in each of `outages`: exact, by the greatest solution with all parts of the outage down at once.

    Raises `KeyError` for a part that is none.
    """
    down = brought_down_by(architecture.once(failure_function), outages)
    sets = transposed(down, len(architecture.components))
    failing: dict[str, int] = {}
    for index, outage in enumerate(outages):
        for part in outage.parts:
            failing[part] = failing.get(part, 0) | 1 << index
    return OutageFailures(dict(zip(architecture.components, sets, strict=True)), failing)


def brought_down_by(function: StructureFunction, outages: Sequence[Outage]) -> list[int]:
    """Return for each of `outages` the bit set of the components that are down, in the order of `function.up`."""
    variable = _variables(function, dict.fromkeys(part for outage in outages for part in outage.parts))
    if any(len(outage.parts) != 1 for outage in outages):
        return _down_together(function, [[variable[part] for part in outage.parts] for outage in outages])
    single = [variable[outage.parts[0]] for outage in outages]
    found: dict[int, int] = {}
    equations, watched = flat_equations(function.equations), list(function.up.values())
    for variables, down in brought_down(equations, watched, single):
        found.update(zip(variables, down, strict=True))
    return [found[each] for each in single]


def _down_together(function: StructureFunction, outages: Sequence[Sequence[int]]) -> list[int]:
    """Return the same for outages of several variables: each becomes a variable, and what was one holds while it is in none."""
    events: dict[int, list[int]] = {}
    for index, variables in enumerate(outages):
        for variable in dict.fromkeys(variables):
            events.setdefault(variable, []).append(index)
    shift = len(outages)
    parts = [_HOLDS] * function.equations.variables
    for variable, together in events.items():
        parts[variable] = Gate(len(together), tuple(together))
    gates = [Gate(need, tuple([argument + shift for argument in arguments])) for need, arguments in function.equations.gates]
    sets = failure_sets(Equations(shift, (*parts, *gates)))
    return transposed([sets[number + shift] for number in function.up.values()], shift)


def _variables(function: StructureFunction, parts: Collection[str]) -> dict[str, int]:
    """Return the variables of parts by name; only those of replicas have to be looked for."""
    found = {name: function.part[name] for name in parts if name in function.part}
    if len(found) < len(parts):
        others = {event.name: variable for variable, event in enumerate(function.events) if event.kind is not EventKind.PART}
        found |= {name: others[name] for name in parts if name not in found}
    return found
