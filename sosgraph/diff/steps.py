"""The changes between two architectures as steps, each of which can be taken alone."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.connected import leaders
from sosgraph.diff.meaning import Change, of_component
from sosgraph.diff.needs import need_key, needs_of
from sosgraph.diff.wording import Label
from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency

_NUMBERS = ("own", "slos", "slas", "observed", "replicas", "external")
"""What decides about availability, needs apart."""


class Step(NamedTuple):
    """A component as it would be, had only these changes of it been made."""

    component: Component
    changes: tuple[Change, ...]


def steps(base: Architecture, head: Architecture, label: Label) -> Iterator[Step]:
    """Yield the steps that may change an availability, in reading order of `head`.

    Of one component, each number is a step, and so are all changes of needs that cannot be made without one another: those of
    callees that stand in one group before or after.
    """
    for name, after in head.components.items():
        before = base.components.get(name)
        if before is None or before == after:
            continue
        for number in _NUMBERS:
            if getattr(before, number) != getattr(after, number):
                yield _step(before, replace(before, **{number: getattr(after, number)}), label)
        if before.requires != after.requires or before.uses != after.uses:
            yield from _of_needs(before, after, label)


def with_all_added(base: Architecture, head: Architecture) -> Architecture:
    """Return `base` with the components besides that only `head` has: nobody in it needs them yet."""
    return base.extended({name: one for name, one in head.components.items() if name not in base.components})


def taken(base: Architecture, step: Step) -> Architecture:
    """Return the architecture after one step."""
    return base.extended({step.component.name: step.component})


def _of_needs(before: Component, after: Component, label: Label) -> Iterator[Step]:
    old, new = tuple(needs_of(before)), tuple(needs_of(after))
    cluster = leaders(sorted(need.callees) for need in (*old, *new))
    for chosen in dict.fromkeys(cluster.values()):
        kept = [need for need in old if cluster[min(need.callees)] != chosen]
        added = [need for need in new if cluster[min(need.callees)] == chosen]
        gone = [need for need in old if cluster[min(need.callees)] == chosen]
        if Counter(map(need_key, gone)) == Counter(map(need_key, added)):
            continue
        needs = [*kept, *added]
        hard = tuple(need.requirement for need in needs if not need.soft)
        soft = tuple(need.requirement for need in needs if need.soft and isinstance(need.requirement, Dependency))
        yield _step(before, replace(before, requires=hard, uses=soft), label)


def _step(before: Component, after: Component, label: Label) -> Step:
    return Step(after, tuple(of_component(before, after, label)))
