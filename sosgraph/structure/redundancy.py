"""The redundancy of an architecture: groups that survive the loss of a member, replicas over zones, primary and fallback."""

from collections.abc import Iterator
from dataclasses import dataclass

from sosgraph.graph.failure_sets import in_at_least
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.requirement import AtLeast, Requirement, dependencies_of, groups_of
from sosgraph.source import Pointer
from sosgraph.structure.single_failures import SingleFailures, single_failures


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a group: the callees it begins with, and the bit set of what alone takes it down."""

    callees: tuple[str, ...]
    failures: int


@dataclass(frozen=True, slots=True)
class RedundancyGroup:
    """`need` of `members` keep the group of `owner` up. `identity` is the `id` of its `AtLeast`, `Replicas` or `Fallback`."""

    owner: Component
    words: str
    need: int
    members: tuple[Member, ...]
    at: Pointer
    identity: int

    @property
    def failures(self) -> int:
        """The bit set of what alone takes the whole group down."""
        return in_at_least(len(self.members) - self.need + 1, [member.failures for member in self.members])


def redundancy_groups(architecture: Architecture) -> Iterator[RedundancyGroup]:
    """Yield the redundancy groups that are needed while running, in reading order."""
    failures = single_failures(architecture)
    for component in architecture.components.values():
        for requirement in component.requires:
            for group in groups_of(requirement):
                yield from _of_group(component, group, failures)
            yield from _of_fallbacks(component, requirement, failures)
        replicas = component.replicas
        if replicas is not None and replicas.need < replicas.count and replicas.over:
            sets = failures.of_copies(component, replicas)
            zones = (replicas.over[copy % len(replicas.over)] for copy in range(replicas.count))
            members = tuple(Member((zone,), bits) for zone, bits in zip(zones, sets, strict=True))
            yield RedundancyGroup(
                component, "replicas", replicas.need, members, component.place("replicas") / "over", id(replicas)
            )


def _of_group(owner: Component, group: AtLeast, failures: SingleFailures) -> Iterator[RedundancyGroup]:
    """Yield the group of those members that are needed while running, where there are more of them than are needed."""
    among = [member for member in group.among if _callees(member)]
    if group.need < len(among):
        members = tuple(Member(_callees(member), failures.of_requirement(member)) for member in among)
        words = "any of" if group.need == 1 else f"at least {group.need} of"
        yield RedundancyGroup(owner, words, group.need, members, group.at, id(group))


def _of_fallbacks(owner: Component, requirement: Requirement, failures: SingleFailures) -> Iterator[RedundancyGroup]:
    for dependency in dependencies_of(requirement):
        fallback = dependency.fallback
        if fallback is not None and "run" in dependency.phases:
            members = tuple(Member((name,), failures.sets[name]) for name in (dependency.callee, fallback.callee))
            yield RedundancyGroup(owner, "fallback", 1, members, fallback.at / "to", id(fallback))


def _callees(member: Requirement) -> tuple[str, ...]:
    return tuple(dependency.callee for dependency in dependencies_of(member) if "run" in dependency.phases)
