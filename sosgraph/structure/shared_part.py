"""What the members of a redundancy group may have in common, as a small system of equations of its own."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import NamedTuple

from sosgraph.equations import Equations, Gate
from sosgraph.graph.dominators import immediate_dominators
from sosgraph.structure.function import StructureFunction


class SharedPart(NamedTuple):
    """The structure below a group: variable i is false when the component `names[i]` is down as a whole.

    `root` is the number of the group, `members` are those of its members. `up` has the numbers of components that may fall.
    """

    names: tuple[str, ...]
    equations: Equations
    root: int
    members: tuple[int, ...]
    up: dict[str, int]


class Below(NamedTuple):
    """Vertices in the order in which they were met, the group first: their numbers, and where their arguments are."""

    numbers: tuple[int, ...]
    adjacency: list[list[int]]


def below(function: StructureFunction, members: Iterable[int], closed: Callable[[int], bool], most: int) -> Below | None:
    """Return what is below the numbers `members`, not further than numbers that are `closed`; None for more than `most`."""
    variables, gates = function.equations.variables, function.equations.gates
    numbers = [-1]
    place: dict[int, int] = {}
    adjacency: list[list[int]] = []
    for number in numbers:
        if number < 0:
            arguments: Sequence[int] = tuple(members)
        else:
            arguments = () if number < variables or closed(number) else gates[number - variables].arguments
        heads = []
        for argument in dict.fromkeys(arguments):
            if argument not in place:
                place[argument] = len(numbers)
                numbers.append(argument)
            heads.append(place[argument])
        if len(numbers) > most:
            return None
        adjacency.append(heads)
    return Below(tuple(numbers), adjacency)


def shared_part(
    function: StructureFunction, group: Gate, found: Below, never: Collection[str], names: dict[int, str]
) -> SharedPart:
    """Return the structure of `group` over the components that act on it in more than one way, or that it names.

    What acts through one component alone is left out, and counts as up: the fall of that component is at least as near.
    So do the components `never`. `names` has the name of each component by the number that says whether it is up.
    """
    through = _through_one(found, {number for number, name in names.items() if name not in never})
    kept = [names[number] for number, one in zip(found.numbers, through, strict=True) if number in names and not one]
    variable = {function.part[name]: index for index, name in enumerate(name for name in kept if name not in never)}
    gates = [number for number in found.numbers if number >= function.equations.variables]
    number_of = variable | {number: len(variable) + index for index, number in enumerate(gates)}
    closed = {number for number, heads in zip(found.numbers, found.adjacency, strict=True) if not heads}
    written = []
    for number in gates:
        name = names.get(number, "")
        if name and number in closed:
            written.append(_renumbered(Gate(1, (function.part[name],)) if name not in never else Gate(0, ()), number_of))
        else:
            written.append(_renumbered(function.equations.gates[number - function.equations.variables], number_of))
    root = _renumbered(group, number_of)
    equations = Equations(len(variable), (*written, root))
    return SharedPart(
        tuple(name for name in kept if name not in never),
        equations,
        len(equations) - 1,
        tuple(number_of[argument] for argument in group.arguments),
        {names[number]: number_of[number] for number in gates if number in names},
    )


def _renumbered(gate: Gate, number_of: dict[int, int]) -> Gate:
    """Return the gate in other numbers; arguments without one are true."""
    arguments = tuple(number_of[argument] for argument in gate.arguments if argument in number_of)
    return Gate(max(0, gate.need - len(gate.arguments) + len(arguments)), arguments)


def _through_one(found: Below, components: Collection[int]) -> list[bool]:
    """Return for every vertex whether all ways to it lead through one of the `components` before it."""
    dominators = immediate_dominators(found.adjacency)
    known: list[bool | None] = [False, *[None] * (len(dominators) - 1)]
    for vertex in range(1, len(dominators)):
        climbed = [vertex]
        while known[climbed[-1]] is None:
            climbed.append(dominators[climbed[-1]])
        for lower in climbed[-2::-1]:
            above = dominators[lower]
            known[lower] = known[above] or found.numbers[above] in components
    return [bool(one) for one in known]
