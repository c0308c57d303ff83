"""When is which component up while nothing fails but whole components: the structure function, as small as that question is.

A component that fails takes its copies along, and alone it is no copy and no common cause: copies are as good as their zones.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sosgraph.equations import Equations, Gate
from sosgraph.graph.flat_equations import FlatEquations, flat_equations
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.structure.builder import Builder
from sosgraph.structure.redundancy import RedundancyGroup, redundancy_groups


class ComponentFunction(NamedTuple):
    """Variable i is the own part of component i of n, in reading order; number n + i says whether the component is up.

    Conditional calls are left out, coverage works, no outage is short. `group` has the number of each redundancy group by its
    identity: one number for all replicas that stand on the same zones and need as many of them.
    """

    equations: FlatEquations
    group: Mapping[int, int]


def component_function(architecture: Architecture) -> ComponentFunction:
    """Return the structure function of failures of components, made once for each architecture."""
    return architecture.once(_made)


def _made(architecture: Architecture) -> ComponentFunction:
    making = _Making(architecture)
    gates = [Gate(len(wanted), wanted) for wanted in map(making.wanted, range(making.count), architecture.components.values())]
    making.add_groups(redundancy_groups(architecture))
    gates += [Gate(need, tuple(map(making.number, arguments))) for need, arguments in filter(None, making.builder.gates)]
    group = {identity: making.number(reference) for identity, reference in making.builder.groups.items()}
    return ComponentFunction(flat_equations(Equations(making.count, tuple(gates))), group)


class _Making:
    """Requirements on their way to gates: a reference is the place of a component, or `~g` for the gate g of the builder."""

    def __init__(self, architecture: Architecture) -> None:
        self.builder = Builder(architecture, probabilistic=False)
        self.place = {name: place for place, name in enumerate(architecture.components)}
        self.count = len(self.place)
        self._up = {name: self.count + place for name, place in self.place.items()}
        self._copies: dict[tuple[int, int, tuple[str, ...]], int] = {}

    def number(self, reference: int) -> int:
        """Return the number of a reference."""
        return self.count + reference if reference >= 0 else 2 * self.count + ~reference

    def wanted(self, own: int, component: Component) -> tuple[int, ...]:
        """Return the numbers that must hold for a component, its own part first."""
        found = [own]
        for need in component.requires:
            if isinstance(need, Dependency) and need.fallback is None and need.probability is None:  # nearly all
                if "run" in need.phases:
                    found.append(self._up[need.callee])
            elif (reference := self.builder.needed(need, "run", self.place.__getitem__, {})) is not None:
                found.append(self.number(reference))
        if component.replicas is not None and component.replicas.over:
            found.append(self._copied(component.replicas))
        return tuple(dict.fromkeys(found))

    def add_groups(self, groups: Iterable[RedundancyGroup]) -> None:
        """Give those groups a number that nothing rests on: primary and fallback of a call that not every request makes."""
        for group in groups:
            if group.identity not in self.builder.groups:
                members = [self.place[member.callees[0]] for member in group.members]
                self.builder.groups[group.identity] = self.builder.gate(group.need, members)

    def _copied(self, replicas: Replicas) -> int:
        """Return the number that says whether enough copies have their zones."""
        key = replicas.need, replicas.count, replicas.zones
        if key not in self._copies:
            zones = [self.place[zone] for zone in replicas.zones]
            self._copies[key] = self.builder.gate(replicas.need, [zones[copy % len(zones)] for copy in range(replicas.count)])
        self.builder.groups[id(replicas)] = self._copies[key]
        return self.number(self._copies[key])
