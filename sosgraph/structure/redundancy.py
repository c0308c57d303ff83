"""The redundancy of an architecture: groups that survive the loss of a member, replicas over zones, primary and fallback."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component, Replicas
from sosgraph.model.dependency import Dependency, Fallback
from sosgraph.model.requirement import AtLeast, Requirement, dependencies_of, groups_of
from sosgraph.source import Pointer

if TYPE_CHECKING:  # whoever asks what is lost has them
    from sosgraph.structure.failures import Failures


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a group: the callees it begins with, and what is required of them (None: that the only one is up)."""

    callees: tuple[str, ...]
    requirement: Requirement | None = None

    def lost(self, failures: "Failures") -> int:
        """Return the bit set of the events that take it down; own failures of a replica are none of them."""
        return failures.sets[self.callees[0]] if self.requirement is None else failures.of_requirement(self.requirement)


class RedundancyGroup(NamedTuple):
    """`need` of `members` keep the group of `owner` up, which is `declared` as its `AtLeast`, `Replicas` or `Fallback`.

    Replicas that stand on the same zones have the same tuple of members.
    """

    owner: Component
    words: str
    need: int
    members: tuple[Member, ...]
    declared: AtLeast | Replicas | Fallback

    @property
    def identity(self) -> int:
        """The `id` of what declares it."""
        return id(self.declared)

    @property
    def at(self) -> Pointer:
        """Where its members are written."""
        if isinstance(self.declared, Replicas):
            return self.owner.place("replicas") / "over"
        return self.declared.at if isinstance(self.declared, AtLeast) else self.declared.at / "to"


def redundancy_groups(architecture: Architecture) -> tuple[RedundancyGroup, ...]:
    """Return the redundancy groups that are needed while running, in reading order, found once."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> tuple[RedundancyGroup, ...]:
    return tuple(_groups(architecture))


def _groups(architecture: Architecture) -> Iterator[RedundancyGroup]:
    copies: dict[tuple[int, tuple[str, ...]], tuple[Member, ...]] = {}
    for component in architecture.components.values():
        for requirement in component.requires:
            if isinstance(requirement, Dependency) and requirement.fallback is None:
                continue  # nearly all
            for group in groups_of(requirement):
                yield from _of_group(component, group)
            yield from _of_fallbacks(component, requirement)
        replicas = component.replicas
        if replicas is not None and replicas.need < replicas.count and replicas.over:
            spread = replicas.count, replicas.over
            if spread not in copies:
                on = {zone: Member((zone,)) for zone in replicas.over}
                copies[spread] = tuple([on[replicas.over[copy % len(replicas.over)]] for copy in range(replicas.count)])
            yield RedundancyGroup(component, "replicas", replicas.need, copies[spread], replicas)


def _of_group(owner: Component, group: AtLeast) -> Iterator[RedundancyGroup]:
    """Yield the group of those members that are needed while running, where there are more of them than are needed."""
    among = [member for member in group.among if _callees(member)]
    if group.need < len(among):
        members = tuple(Member(_callees(member), member) for member in among)
        words = "any of" if group.need == 1 else f"at least {group.need} of"
        yield RedundancyGroup(owner, words, group.need, members, group)


def _of_fallbacks(owner: Component, requirement: Requirement) -> Iterator[RedundancyGroup]:
    for dependency in dependencies_of(requirement):
        fallback = dependency.fallback
        if fallback is not None and "run" in dependency.phases:
            members = tuple(Member((name,)) for name in (dependency.callee, fallback.callee))
            yield RedundancyGroup(owner, "fallback", 1, members, fallback)


def _callees(member: Requirement) -> tuple[str, ...]:
    return tuple(dependency.callee for dependency in dependencies_of(member) if "run" in dependency.phases)
