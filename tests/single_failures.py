"""Which single failure takes what down, all pairs at once in bit sets: an oracle, quadratic in memory."""

from collections.abc import Mapping

from sosgraph.graph.bit_sets import members
from sosgraph.graph.failure_sets import failure_sets
from sosgraph.model.architecture import Architecture
from sosgraph.structure.failures import Failures
from sosgraph.structure.function import failure_function


class SingleFailures(Failures):
    """For every component the bit set of what takes it down alone, over `parts`: components and replicas `name#2`.

    `bit[name]` is the bit of a part; that of a component means that it is down, whatever its replicas do.
    """

    __slots__ = ("bit", "parts")

    def __init__(self, sets: Mapping[str, int], parts: tuple[str, ...], bit: Mapping[str, int]) -> None:
        super().__init__(sets)
        self.parts = parts
        self.bit = bit

    def own(self, part: str) -> int:
        """Return the bit set of the events in which the part itself fails: the one that is called like it."""
        return 1 << self.bit[part] if part in self.bit else 0

    def takes_down(self, part: str, component: str) -> bool:
        """Tell whether the failure of the component `part` alone takes `component` down."""
        return bool(self.sets[component] >> self.bit[part] & 1)

    def names(self, bits: int) -> tuple[str, ...]:
        """Return the names of the parts in a bit set, in reading order."""
        return tuple(self.parts[index] for index in members(bits))


def single_failures(architecture: Architecture) -> SingleFailures:
    """Return the failure sets of all components, found once for each architecture."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> SingleFailures:
    function = architecture.once(failure_function)
    sets = failure_sets(function.equations)
    bit = {name: index for index, name in enumerate(function.names)}
    return SingleFailures({name: sets[number] for name, number in function.up.items()}, function.names, bit)
