"""Whom a component names, where, when and in which role: the one answer that structure and rules share."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import dependencies_of
from sosgraph.source import Pointer

RESTS_ON = ("hard", "fallback", "zone")
"""The roles on which the component may rest: without all of them it would be down."""

_RUN = ("run",)


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
            continue
        for dependency in dependencies_of(need):
            yield from _of(dependency, "hard", "fallback")
    for dependency in component.uses:
        yield from _of(dependency, "soft", "soft")
    replicas = component.replicas
    if replicas is not None:
        zones = dict(reversed([(zone, index) for index, zone in enumerate(replicas.over[: replicas.count])]))
        over = component.place("replicas") / "over" if zones else component.at
        for zone, index in reversed(zones.items()):
            yield Use(zone, over, index, "zone", "placement", _RUN)


def all_uses(architecture: Architecture) -> Mapping[str, tuple[Use, ...]]:
    """Return the callees that each component names, by full name, found once."""
    return architecture.once(_all)


def _all(architecture: Architecture) -> dict[str, tuple[Use, ...]]:
    return {name: tuple(uses(component)) for name, component in architecture.components.items()}


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
        found.update(dict.fromkeys(component.replicas.over[: component.replicas.count]))
    return list(found)
