"""Who depends on whom, and how hard: each callee of a component, with the words for the way it is needed."""

from collections.abc import Iterator
from typing import NamedTuple

from sosgraph.diff.needs import Need, needs_of
from sosgraph.diff.wording import Label, condition_words
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement

SOFT, CUSHIONED, HARD = 0, 1, 2
"""How hard: not at all; with something that stands in or is waited for; down at once with it."""


class Link(NamedTuple):
    """How a component depends on a callee: how hard, and in words."""

    strength: int
    words: str


def links(component: Component, label: Label) -> dict[str, tuple[Link, ...]]:
    """Return how the component depends on each callee, in every way that it does, in an order of their own."""
    found: dict[str, list[Link]] = {}
    for need in needs_of(component):
        for callee, link in _of(need, label):
            found.setdefault(callee, []).append(link)
    return {callee: tuple(sorted(ways)) for callee, ways in found.items()}


def _of(need: Need, label: Label) -> Iterator[tuple[str, Link]]:
    if need.soft and isinstance(need.requirement, Dependency):
        yield from _ways(need.requirement, SOFT, "soft", label)
        return
    pending: list[tuple[Requirement, int, str]] = [(need.requirement, HARD, "hard")]
    while pending:
        part, strength, words = pending.pop()
        if isinstance(part, Dependency):
            yield from _ways(part, strength, words, label)
        elif isinstance(part, Negation):
            pending.append((part.requirement, strength, f"{words}, negated"))
        else:
            inner = (min(strength, CUSHIONED), _among(part)) if part.redundant else (strength, words)
            pending.extend((member, *inner) for member in reversed(part.among))


def _among(group: AtLeast) -> str:
    return f"{group.need} of {len(group.among)}"


def _ways(one: Dependency, strength: int, words: str, label: Label) -> Iterator[tuple[str, Link]]:
    cushioned = one.fallback is not None or one.tolerance_s is not None or one.probability is not None
    said = condition_words(one, label)
    yield one.callee, Link(min(strength, CUSHIONED) if cushioned else strength, f"{words}, {said}" if said else words)
    if one.fallback is not None:
        yield one.fallback.callee, Link(SOFT, f"fallback of {label(one.callee)}")
