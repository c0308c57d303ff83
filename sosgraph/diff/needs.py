"""What a component needs, in an order that means nothing: what stands at its top, and how it can be told apart."""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, dependencies_of


class Need(NamedTuple):
    """Something that a component requires, or uses where `soft`."""

    requirement: Requirement
    soft: bool

    @property
    def callees(self) -> frozenset[str]:
        """Whom it names, fallbacks too."""
        return frozenset(name for one in dependencies_of(self.requirement) for name in callees_of(one))


def callees_of(dependency: Dependency) -> tuple[str, ...]:
    """Return the callee, and the one that stands in for it."""
    return (dependency.callee,) if dependency.fallback is None else (dependency.callee, dependency.fallback.callee)


def needs_of(component: Component) -> Iterator[Need]:
    """Yield what it needs; what is needed all together counts one by one."""
    pending = list(reversed(component.requires))
    while pending:
        need = pending.pop()
        if isinstance(need, AtLeast) and not need.redundant:
            pending.extend(reversed(need.among))
        else:
            yield Need(need, False)
    yield from (Need(each, True) for each in component.uses)


def need_key(need: Need) -> Hashable:
    """Return what two needs have in common that mean the same, however their members are ordered and wherever they stand."""
    return need.soft, _key(need.requirement)


def _key(requirement: Requirement) -> Hashable:
    if isinstance(requirement, Dependency):
        return requirement
    if isinstance(requirement, Negation):
        return "not", _key(requirement.requirement)
    return requirement.need, frozenset(Counter(_key(member) for member in requirement.among).items())
