"""What takes down what, as bit sets: bit e of a component's set is on when event e takes it down."""

from abc import abstractmethod
from collections.abc import Mapping

from sosgraph.graph.failure_sets import in_at_least
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement, dependencies_of
from sosgraph.structure.event import Event, EventKind


class Failures:
    """For every component, by full name, the bit set of the events that take it down while the system is running."""

    __slots__ = ("sets",)

    def __init__(self, sets: Mapping[str, int]) -> None:
        self.sets = sets

    @abstractmethod
    def own(self, part: str) -> int:
        """Return the bit set of the events in which a part itself fails: a component, or a replica `name#2`; 0 for no part."""

    def of_requirement(self, requirement: Requirement) -> int:
        """Return the bit set of the events that break a requirement."""
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
        """Return for every replica the bit set of the events that take it down, failures of its zone included."""
        zones = [self.sets[zone] for zone in replicas.zones] or [0]
        return tuple(own | zones[copy % len(zones)] for copy, own in enumerate(self.own_copies(component, replicas)))

    def own_copies(self, component: Component, replicas: Replicas) -> tuple[int, ...]:
        """Return for every replica the bit set of the events in which it fails itself."""
        copies = (Event(EventKind.COPY, component.name, copy + 1) for copy in range(replicas.count))
        return tuple(self.own(copy.name) for copy in copies)

    def by_itself(self, component: Component) -> int:
        """Return the bit set of the events in which the own part or too many own copies of a component fail."""
        own = self.own(component.name)
        replicas = component.replicas
        if replicas is None:
            return own
        common = self.own(Event(EventKind.COMMON_CAUSE, component.name).name)
        return own | common | in_at_least(replicas.count - replicas.need + 1, self.own_copies(component, replicas))


def while_running(requirement: Requirement) -> bool:
    """Tell whether anything in a requirement is asked for in the phase `run`."""
    return any("run" in dependency.phases for dependency in dependencies_of(requirement))
