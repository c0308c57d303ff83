"""Which single failure takes what down, with redundancy respected (`docs/format.md`, failure sets)."""

from collections.abc import Mapping
from dataclasses import dataclass

from sosgraph.graph.failure_sets import failure_sets, in_at_least
from sosgraph.graph.reachability import members
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement, dependencies_of
from sosgraph.structure.function import failure_function


@dataclass(frozen=True, slots=True)
class SingleFailures:
    """For every component the bit set of what takes it down alone, over `parts`: components and replicas `name#2`.

    `bit[name]` is the bit of a part; that of a component means that it is down, whatever its replicas do.
    """

    parts: tuple[str, ...]
    bit: Mapping[str, int]
    sets: Mapping[str, int]

    def takes_down(self, part: str, component: str) -> bool:
        """Tell whether the failure of the component `part` alone takes `component` down."""
        return bool(self.sets[component] >> self.bit[part] & 1)

    def names(self, bits: int) -> tuple[str, ...]:
        """Return the names of the parts in a bit set, in reading order."""
        return tuple(self.parts[index] for index in members(bits))

    def of_requirement(self, requirement: Requirement) -> int:
        """Return the bit set of what alone breaks a requirement."""
        if isinstance(requirement, Dependency):
            return self._of_dependency(requirement)
        if isinstance(requirement, Negation):
            return 0  # more failures never break it
        members = [member for member in requirement.among if while_running(member)]
        need = min(requirement.need, len(members))
        return in_at_least(len(members) - need + 1, [self.of_requirement(member) for member in members])

    def _of_dependency(self, dependency: Dependency) -> int:
        if "run" not in dependency.phases or dependency.probability is not None:
            return 0
        secondary = self.sets[dependency.fallback.callee] if dependency.fallback is not None else -1
        return self.sets[dependency.callee] & secondary

    def of_copies(self, component: Component, replicas: Replicas) -> tuple[int, ...]:
        """Return for every replica the bit set of what alone takes it down, its zone included."""
        zones = [self.sets[zone] for zone in replicas.over] or [0]
        copies = (1 << self.bit[f"{component.name}#{copy + 1}"] for copy in range(replicas.count))
        return tuple(own | zones[copy % len(zones)] for copy, own in enumerate(copies))


def while_running(requirement: Requirement) -> bool:
    """Tell whether anything in a requirement is asked for in the phase `run`."""
    return any("run" in dependency.phases for dependency in dependencies_of(requirement))


def single_failures(architecture: Architecture) -> SingleFailures:
    """Return the failure sets of all components, found once for each architecture."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> SingleFailures:
    function = failure_function(architecture)
    sets = failure_sets(function.equations)
    bit = {name: index for index, name in enumerate(function.names)}
    return SingleFailures(function.names, bit, {name: sets[number] for name, number in function.up.items()})
