"""Somebody relies on a component of which no number is known."""

from collections import Counter
from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.workload import Journey
from sosgraph.rules import Rule
from sosgraph.structure.callees import Use, all_uses
from sosgraph.structure.own_part import contracted_sla, is_leaf
from sosgraph.structure.unknown_parts import unknown_parts

_SHOWN = 10
_FEW = 2
"""So many components without a number in one system are reported one by one."""


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component whose part is taken as perfect though somebody relies on it.

    Where that is most of a system, one for the system.
    """
    lacking: dict[str, list[tuple[Component, Finding]]] = {}
    unknown = frozenset(unknown_parts(architecture))
    if not unknown:
        return
    relied = _Relied(architecture)
    for name, component in architecture.components.items():
        if name not in unknown or component.availability_slos or name in architecture.mistaken:
            continue
        if contracted_sla(component) is not None:
            yield _thrown_away(architecture.label(name), component)
        elif finding := relied.finding(component):
            lacking.setdefault(component.system, []).append((component, finding))
    sizes = Counter(component.system for component in architecture.components.values())
    for system, found in lacking.items():
        if len(found) > _FEW and 2 * len(found) > sizes[system]:
            yield _together(architecture, [component for component, _ in found], sizes[system])
        else:
            yield from (finding for _, finding in found)


class _Relied:
    """Who relies on which component: the first that needs it while running, the first journey that promises, or users."""

    def __init__(self, architecture: Architecture) -> None:
        self._label = architecture.label
        self._callers: dict[str, tuple[Component, Use]] = {}
        for name, named in all_uses(architecture).items():
            for use in named:
                if use.rests and use.needed_in("run"):
                    self._callers.setdefault(use.callee, (architecture.components[name], use))
        self._journeys: dict[str, Journey] = {}
        for journey in architecture.journeys.values():
            if journey.availability_slos:
                for name in journey.through:
                    self._journeys.setdefault(name, journey)

    def finding(self, component: Component) -> Finding | None:
        """Return what to say of a component without a number; None when nobody relies on it."""
        name = self._label(component.name)
        if component.name in self._callers:
            caller, use = self._callers[component.name]
            note = Note(use.at, f"{self._label(caller.name)} needs it here")
            message = f"{name} {_lack(component)}, though {self._label(caller.name)} needs it; write its slo or availability"
            return Finding(component.at, message, (note,))
        journey = self._journeys.get(component.name)
        if journey is not None and is_leaf(component):
            note = Note(journey.at / "through", "the journey relies on it here")
            message = f"{name} {_lack(component)}, though journey {journey.name} promises one; write its slo or availability"
            return Finding(component.at, message, (note,))
        if component.entry is not None and journey is None:
            return Finding(component.at, f"{name} promises no availability, though users enter there; write its slo")
        return None


def _lack(component: Component) -> str:
    """Return what the component has instead of an availability that counts."""
    if component.slos or component.slas:
        return "has numbers of latency only"
    return "has only observed counts, which are of the whole, what it needs included" if component.observed else "has no number"


def _thrown_away(name: str, component: Component) -> Finding:
    message = (
        f"the sla of {name} is of the whole, what it needs included, and says nothing of its own part; write its availability"
    )
    return Finding(component.place("sla"), message)


def _together(architecture: Architecture, components: list[Component], size: int) -> Finding:
    names = some_of(components, _SHOWN, lambda component: architecture.label(component.name))
    message = (
        f"{len(components)} of {size} components of {components[0].system} have no number, though others need them or requests "
        f"enter there: {names}; write slo or availability of each, here or in an overlay"
    )
    return Finding(components[0].at, message)


RULE = Rule("missing-slo", "a component that others or users rely on has no number that counts", Severity.INFO, check)
