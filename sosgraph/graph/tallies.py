"""What is counted block by block: how much each variable brings down, and how many variables bring each number down."""

from array import array
from collections.abc import Sequence
from typing import Any

from sosgraph.graph.block import Block
from sosgraph.graph.columns import Columns, Part
from sosgraph.graph.counting import add_variables, sizes
from sosgraph.graph.hub import raised, weight_of
from sosgraph.graph.reduced import certain, falling, picked, spread, standing, sums
from sosgraph.graph.sparse import Numbers, numbers


class Sizes:
    """How many of `watched` each variable brings down."""

    def __init__(self, system: Columns, watched: Numbers) -> None:
        """Start with no block."""
        self._system, self._watched, self._counts = system, watched, array("i")
        self._weights = standing(system.vertex_of, watched, len(system.following))
        self._of_rows = spread(self._weights, system.row_of, system.size)
        self._settled = 0

    def begin(self, part: Part) -> None:
        """Know what each column of the part brings down anyway."""
        self._settled = weight_of(part.down, self._of_rows)

    def add(self, block: Block) -> None:
        """Count the columns of a block; each is counted once, in their order."""
        self._counts.frombytes(octets(sizes(block, self._of_rows, self._settled)))

    def of(self, variables: int) -> Sequence[int]:
        """Return for each of the first `variables` how many it brings down, all blocks being counted."""
        system = self._system
        of_vertex = falling(system.following, self._weights, system.column_of, self._counts)
        found = picked(of_vertex, system.vertex_of[:variables], 0)
        if not system.fallen:
            return found
        anyway = sum(system.fallen[number] for number in self._watched)
        return array("i", [size + anyway for size in found])


class Causes:
    """How many variables bring each number down."""

    def __init__(self, system: Columns) -> None:
        """Start with no block."""
        self._system, self._of_rows, self._carried = system, numbers(system.size), numbers(0)

    def begin(self, part: Part) -> None:
        """Count what all columns of the part bring down anyway."""
        self._carried = part.carried
        raised(part.down, self._of_rows, sum(part.carried))

    def add(self, block: Block) -> None:
        """Count what the columns of a block stand for."""
        add_variables(block, self._carried, self._of_rows)

    def of(self, watched: Numbers, variables: int) -> Sequence[int]:
        """Return for each of `watched` how many of so many variables bring it down, all blocks being counted."""
        system = self._system
        of_vertex = sums(certain(system.following, system.hosts), picked(self._of_rows, system.row_of, 0))
        found = picked(of_vertex, picked(system.vertex_of, watched, 0), 0)
        if not system.fallen:
            return found
        return array("i", [variables if system.fallen[number] else one for number, one in zip(watched, found, strict=True)])


def octets(values: Any) -> memoryview:
    """Return the memory of an array, or of what compiled code makes of one."""
    return memoryview(values).cast("B")
