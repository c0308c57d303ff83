"""What a component needs, as a k-out-of-n:G structure of dependencies."""

from collections.abc import Iterator
from typing import Union

from sosgraph.frozen import dataclass, field
from sosgraph.model.dependency import Dependency
from sosgraph.model.slo import NOWHERE
from sosgraph.source import Pointer


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `need` of the requirements `among` hold, 1 ≤ `need` ≤ their number."""

    need: int
    among: tuple["Requirement", ...]
    at: Pointer = field(default=NOWHERE, compare=False)

    @property
    def redundant(self) -> bool:
        """Tell whether the loss of a member is survived."""
        return self.need < len(self.among)


@dataclass(frozen=True, slots=True)
class Negation:
    """Holds when `requirement` does not: the caller needs it to fail.

    No word of the language makes one; fault trees do, where the absence of an event causes another. Where single failures
    or the start are judged, it counts as holding always (`docs/importers/open-psa.md`).
    """

    requirement: "Requirement"
    at: Pointer = field(default=NOWHERE, compare=False)


Requirement = Union[Dependency, AtLeast, Negation]


def all_of(*among: Requirement, at: Pointer = NOWHERE) -> AtLeast:
    """Return the requirement that needs every one of `among`."""
    return AtLeast(len(among), among, at)


def any_of(*among: Requirement, at: Pointer = NOWHERE) -> AtLeast:
    """Return the requirement that needs one of `among`."""
    return AtLeast(1, among, at)


def dependencies_of(requirement: Requirement) -> Iterator[Dependency]:
    """Yield the dependencies of a requirement in reading order, negated ones too, fallbacks excluded."""
    if isinstance(requirement, Dependency):
        yield requirement
        return
    pending: list[Requirement] = [requirement]
    while pending:
        part = pending.pop()
        if isinstance(part, Dependency):
            yield part
        elif isinstance(part, Negation):
            pending.append(part.requirement)
        else:
            pending.extend(reversed(part.among))


def groups_of(requirement: Requirement) -> Iterator[AtLeast]:
    """Yield the groups of a requirement, outer before inner, that survive the loss of a member; negated ones survive nothing."""
    pending = [requirement]
    while pending:
        part = pending.pop()
        if isinstance(part, AtLeast):
            if part.redundant:
                yield part
            pending.extend(reversed(part.among))
