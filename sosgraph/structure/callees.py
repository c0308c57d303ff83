"""Whom a component names, where, when and in which role: the one answer that structure and rules share."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple, cast

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Requirement, dependencies_of
from sosgraph.source import Pointer

RESTS_ON = ("hard", "fallback", "zone")
"""The roles on which the component may rest: without all of them it would be down."""

RUN = ("run",)


class Use(NamedTuple):
    """One callee of a component.

    Roles: `hard` is required, alone or in a group; `fallback` stands in for what is hard; `zone` carries replicas;
    without `soft` (and what stands in for it) the component is degraded. A zone is needed while running.
    """

    callee: str
    owner: Pointer
    key: str | int
    role: str
    kind: str
    phases: tuple[str, ...]
    inferred: bool = False

    @property
    def at(self) -> Pointer:
        """Where the callee is named: at `key` of what stands at `owner`."""
        return self.owner / self.key

    def needed_in(self, *phases: str) -> bool:
        """Tell whether it is needed in one of `phases`."""
        return any(phase in self.phases for phase in phases)

    @property
    def rests(self) -> bool:
        """Tell whether the component may be down without it."""
        return self.role in RESTS_ON


def uses(component: Component) -> Iterator[Use]:
    """Yield every callee that the component names: what is hard in reading order, then soft, then zones that carry copies."""
    for need in component.requires:
        if isinstance(need, Dependency) and need.fallback is None:  # nearly all, where there are hundreds of thousands
            yield Use(need.callee, need.at, "on", "hard", need.kind, need.phases, need.inferred)
        else:
            yield from uses_of_need(need)
    for dependency in component.uses:
        yield from _of(dependency, "soft", "soft")
    replicas = component.replicas
    if replicas is not None and replicas.over:
        over = component.place("replicas") / "over"
        for zone, index in zones_of(replicas).items():
            yield Use(zone, over, index, "zone", "placement", RUN)


def uses_of_need(need: Requirement) -> Iterator[Use]:
    """Yield every callee that a requirement names, in reading order."""
    for dependency in dependencies_of(need):
        yield from _of(dependency, "hard", "fallback")


def zones_of(replicas: Replicas) -> dict[str, int]:
    """Return the zones that carry copies, each with the place in `over` at which it is named first."""
    first = dict(reversed([(zone, index) for index, zone in enumerate(replicas.zones)]))
    return dict(reversed(first.items()))


def all_uses(architecture: Architecture) -> Mapping[str, tuple[Use, ...]]:
    """Return the callees that each component names, by full name, each found once it is asked for."""
    return architecture.once(_AllUses)


class _AllUses(Mapping[str, tuple[Use, ...]]):
    """Most questions are about few components."""

    def __init__(self, architecture: Architecture) -> None:
        self._components = architecture.components
        self._known: dict[str, tuple[Use, ...]] = {}

    def __getitem__(self, name: str) -> tuple[Use, ...]:
        if name not in self._known:
            self._known[name] = tuple(uses(self._components[name]))
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._components)

    def __len__(self) -> int:
        return len(self._components)


def connected(architecture: Architecture) -> frozenset[str]:
    """Return the components that name a callee, or are named as one, found once."""
    return architecture.once(_connected)


def _connected(architecture: Architecture) -> frozenset[str]:
    found: set[str] = set()
    for name, component in architecture.components.items():
        zones = component.replicas.zones if component.replicas is not None else ()
        if component.requires or component.uses or zones:
            found.add(name)
            found.update(zones)
            for dependency in _every(component):
                found.add(dependency.callee)
                if dependency.fallback is not None:
                    found.add(dependency.fallback.callee)
    return frozenset(found)


def _every(component: Component) -> Iterable[Dependency]:
    """Return the dependencies of a component, hard ones first."""
    if {*map(type, component.requires)} <= {Dependency}:  # nearly all
        return cast(Iterable[Dependency], component.requires + component.uses)
    return [*chain.from_iterable(map(dependencies_of, component.requires)), *component.uses]


def _of(dependency: Dependency, role: str, instead: str) -> Iterator[Use]:
    kind, phases, inferred = dependency.kind, dependency.phases, dependency.inferred
    yield Use(dependency.callee, dependency.at, "on", role, kind, phases, inferred)
    if dependency.fallback is not None:
        yield Use(dependency.fallback.callee, dependency.fallback.at, "to", instead, kind, phases, inferred)


def rests_on(component: Component) -> list[str]:
    """Return on whom the component may rest while running, without repeats."""
    found: dict[str, None] = {}
    for need in component.requires:
        if isinstance(need, Dependency) and need.fallback is None:  # nearly all
            if "run" in need.phases:
                found[need.callee] = None
            continue
        for dependency in dependencies_of(need):
            if "run" in dependency.phases:
                found[dependency.callee] = None
                if dependency.fallback is not None:
                    found[dependency.fallback.callee] = None
    if component.replicas is not None:
        found.update(dict.fromkeys(component.replicas.zones))
    return list(found)
