"""What changed in meaning: components, journeys, dependencies, promises, numbers, owners. Formatting and order mean nothing."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from sosgraph.diff.links import Link, links
from sosgraph.diff.needs import need_key, needs_of
from sosgraph.diff.wording import Label, requirement_words, words
from sosgraph.frozen import dataclass
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component

ADDED, REMOVED, RENAMED, HARDENED, SOFTENED, CHANGED = "added", "removed", "renamed", "hardened", "softened", "changed"
MIRRORED = {ADDED: REMOVED, REMOVED: ADDED, HARDENED: SOFTENED, SOFTENED: HARDENED, RENAMED: RENAMED, CHANGED: CHANGED}
"""What each kind of change is the other way round."""
ASPECTS = tuple(one.name for one in fields(Component) if one.compare and one.name not in ("name", "system", "requires", "uses"))
"""What is said of a component besides its name and its needs."""
_TITLES = {"own": "own part", "slos": "slo", "slas": "sla"}
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of `what`, of the component (full name) or whatever `of` names, toward `callee` where it is a dependency."""

    kind: str
    what: str
    of: str
    callee: str = ""
    before: str = _NONE
    after: str = _NONE

    def words(self, label: Label) -> str:
        """Return the change as part of a sentence."""
        if self.what != "dependency":
            return f"{self.what} of {label(self.of)} {self.before} -> {self.after}"
        caller, callee = label(self.of), label(self.callee)
        if self.kind == ADDED:
            return f"{caller} now depends on {callee} ({self.after})"
        if self.kind == REMOVED:
            return f"{caller} no longer depends on {callee}"
        if self.kind == HARDENED and self.after == "hard":
            return f"{callee} became hard for {caller}"
        return f"{callee} for {caller}: {self.before} -> {self.after}"


def changes(base: Architecture, head: Architecture, label: Label) -> tuple[Change, ...]:
    """Return what changed, in reading order of `head`, then what is gone; components have the same names in both."""
    found: list[Change] = []
    for name, component in head.components.items():
        before = base.components.get(name)
        if before is None:
            found.append(Change(ADDED, _noun(component), name))
        elif before != component:
            found.extend(of_component(before, component, label))
    found += [Change(REMOVED, _noun(one), name) for name, one in base.components.items() if name not in head.components]
    for what, old, new in (
        ("journey's share", _shares(base), _shares(head)),
        ("feedback", _feedback(base), _feedback(head)),
        ("controller", {one.name: one for one in base.controllers}, {one.name: one for one in head.controllers}),
        ("scenario", base.scenarios, head.scenarios),
    ):
        found.extend(_of_mapping(what, old, new, label))
    return tuple(found)


def of_component(before: Component, after: Component, label: Label) -> Iterator[Change]:
    """Yield what changed about a component that is in both."""
    for aspect in ASPECTS:
        old, new = getattr(before, aspect), getattr(after, aspect)
        if old != new and (not isinstance(old, tuple) or not isinstance(new, tuple) or Counter(old) != Counter(new)):
            yield Change(CHANGED, _TITLES.get(aspect, aspect), after.name, "", words(old, label), words(new, label))
    yield from _of_needs(before, after, label)


def keys_of(component: Component) -> Counter[Hashable]:
    """Return all that the component needs, so that two are equal that mean the same."""
    return Counter(need_key(need) for need in needs_of(component))


def _of_needs(before: Component, after: Component, label: Label) -> Iterator[Change]:
    if keys_of(before) == keys_of(after):
        return
    old, new = links(before, label), links(after, label)
    found = [
        change
        for callee in dict.fromkeys((*new, *old))
        if (change := _of_link(after.name, callee, old.get(callee, ()), new.get(callee, ()))) is not None
    ]
    yield from found or [Change(CHANGED, "redundancy", after.name, "", _all_words(before, label), _all_words(after, label))]


def _of_link(caller: str, callee: str, old: tuple[Link, ...], new: tuple[Link, ...]) -> Change | None:
    if old == new:
        return None
    before, after = (" and ".join(dict.fromkeys(link.words for link in ways)) or _NONE for ways in (old, new))
    if not old or not new:
        kind = REMOVED if old else ADDED
    else:
        hard = [max(link.strength for link in ways) for ways in (old, new)]
        kind = CHANGED if hard[0] == hard[1] else HARDENED if hard[0] < hard[1] else SOFTENED
    return Change(kind, "dependency", caller, callee, before, after)


def _all_words(component: Component, label: Label) -> str:
    return "; ".join(sorted(requirement_words(need.requirement, label) for need in needs_of(component)))


def _noun(component: Component) -> str:
    return "journey" if component.kind == "journey" and not component.system else "component"


def _shares(architecture: Architecture) -> dict[str, Any]:
    return {one.label: one.share for one in architecture.journeys.values()}


def _feedback(architecture: Architecture) -> dict[str, Any]:
    found: dict[str, tuple[Any, ...]] = {}
    for one in architecture.feedback:
        name = f"{one.source} -> {one.target}"
        found[name] = (*found.get(name, ()), one)
    return found


def _of_mapping(what: str, old: Mapping[str, Any], new: Mapping[str, Any], label: Label) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        if old.get(name) != new.get(name):
            if what == "journey's share":
                if name in old and name in new:
                    yield Change(CHANGED, what, name, "", words(old[name]), words(new[name]))
                continue
            kind = CHANGED if name in old and name in new else ADDED if name in new else REMOVED
            yield Change(kind, what, name, "", words(old.get(name), label), words(new.get(name), label))
