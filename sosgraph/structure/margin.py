"""How many other components have to fail, at least, to take a component down: its redundancy margin."""

from typing import NamedTuple

from sosgraph.bdd.small_cut_sets import small_cut_sets
from sosgraph.equations import Equations, Gate, support
from sosgraph.model.architecture import Architecture
from sosgraph.structure.function import StructureFunction, failure_function

ORDER = 3
"""Up to how many failures are looked for."""

_NUMBERS = 5_000  # of the structure function below one component
_WORK = 50_000  # unions of two sets, for each component


class Margin(NamedTuple):
    """At least `failures` other components have to fail to take a component down; `exact` when so many can.

    `failures` is None where the failure of others never does.
    """

    failures: int | None
    exact: bool

    def __str__(self) -> str:
        """Return the number in words, `3` or `more than 3`."""
        if self.failures is None:
            return "never"
        return str(self.failures) if self.exact else f"more than {self.failures - 1}"


def margin(architecture: Architecture, name: str) -> Margin:
    """Return the margin of a component: the size of its smallest cut set of others, all of whose failures take it down.

    While running, a replica counting as a component, own replicas left out. Looked for up to `ORDER`, fewer where there is
    too much below it.
    """
    function = architecture.once(failure_function)
    root = function.needs[name]
    if root is None:
        return Margin(None, True)
    if _needs_one(architecture, function, name, root):
        return Margin(1, True)
    numbers = support(function.equations, [root])
    if len(numbers) > _NUMBERS:
        return Margin(1, False)
    equations = _part(function.equations, numbers)
    own = _own(function, name, numbers)
    found = small_cut_sets(equations, numbers.index(root), ORDER, _WORK)
    if found.singles & ~own:
        return Margin(1, True)
    sizes = [mask.bit_count() for mask in found.larger if not mask & own]
    if sizes:
        return Margin(min(sizes), True)
    return Margin(None, True) if found.complete else Margin(found.order + 1, False)


def _needs_one(architecture: Architecture, function: StructureFunction, name: str, root: int) -> bool:
    """Tell whether a component needs one other without any choice, as most do: then nothing has to be searched."""
    up = architecture.once(_all_up)
    variables = function.equations.variables
    pending = [root]
    while pending:
        number = pending.pop()
        if number in up:
            if number != function.up[name]:
                return True
        elif number >= variables:
            gate = function.equations.gates[number - variables]
            if gate.need == len(gate.arguments):
                pending.extend(gate.arguments)
    return False


def _all_up(architecture: Architecture) -> frozenset[int]:
    return frozenset(architecture.once(failure_function).up.values())


def _own(function: StructureFunction, name: str, numbers: list[int]) -> int:
    """Return the mask of the variables that are the component itself or its replicas."""
    variables = (number for number in numbers if number < function.equations.variables)
    return sum(1 << place for place, number in enumerate(variables) if function.events[number].component == name)


def _part(equations: Equations, numbers: list[int]) -> Equations:
    """Return the equations of `numbers` alone, which are closed under arguments, renumbered in that order."""
    place = {number: index for index, number in enumerate(numbers)}
    variables = sum(number < equations.variables for number in numbers)
    gates = (equations.gates[number - equations.variables] for number in numbers[variables:])
    return Equations(variables, tuple(Gate(gate.need, tuple(place[argument] for argument in gate.arguments)) for gate in gates))
