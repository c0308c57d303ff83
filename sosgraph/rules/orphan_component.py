"""A component that nothing speaks of."""

from collections.abc import Iterator

from sosgraph.finding import Finding, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.rules import Rule
from sosgraph.structure.callees import connected

_SHORTEST = 3
"""Names of up to so many letters are near to too many others."""


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component without callers, callees, users, and mention, unless it is the only one.

    None while something is wrong in the description of any: what could not be read there may be the mention.
    """
    if len(architecture.components) < 2 or architecture.mistaken:
        return
    touched = connected(architecture).union(_mentioned(architecture))
    orphans = [name for name, one in architecture.components.items() if name not in touched and one.entry is None]
    if not orphans:
        return
    meant = _Meant(architecture, touched)
    for name in orphans:
        component = architecture.components[name]
        near = meant.instead_of(component)
        cure = f"did you mean {near!r}?" if near else "connect it, or leave it out"
        yield Finding(component.at, f"{architecture.label(name)} needs nothing, and nothing needs it; {cure}")


class _Meant:
    """The names that an overlay may have meant: connected components of the same system that another document describes.

    Names that differ by a letter (too many, too few, another one, or swapped with the next) are the same with a letter left
    out; so each of thousands of orphans is looked up, not compared with thousands of names.
    """

    __slots__ = ("_names",)

    def __init__(self, architecture: Architecture, touched: frozenset[str]) -> None:
        self._names: dict[tuple[str, str], list[Component]] = {}
        if len({component.at.document for component in architecture.components.values()}) > 1:
            for name, component in architecture.components.items():
                if name in touched:
                    for short in _shortened(component):
                        self._names.setdefault((component.system, short), []).append(component)

    def instead_of(self, orphan: Component) -> str | None:
        """Return the name that may have been meant, if there is one."""
        found = (other for short in _shortened(orphan) for other in self._names.get((orphan.system, short), ()))
        return next((_own_name(other) for other in found if other.at.document != orphan.at.document), None)


def _shortened(component: Component) -> Iterator[str]:
    name = _own_name(component)
    yield name
    if len(name) > _SHORTEST:
        yield from (name[:index] + name[index + 1 :] for index in range(len(name)))


def _own_name(component: Component) -> str:
    return component.name.removeprefix(f"{component.system}/")


def _mentioned(architecture: Architecture) -> Iterator[str]:
    """Yield what is spoken of beside dependencies."""
    for journey in architecture.journeys.values():
        yield from journey.through
    for scenario in architecture.scenarios.values():
        yield scenario.component
    for controller in architecture.controllers:
        yield from controller.needs
        for variable in (*controller.senses, *controller.acts):
            yield from _owners(variable)
    for feedback in architecture.feedback:
        yield from _owners(feedback.source)
        yield from _owners(feedback.target)


def _owners(variable: str) -> Iterator[str]:
    """Yield whose the variable `component.signal` may be; names may hold dots too."""
    yield variable
    yield variable.rpartition(".")[0]


RULE = Rule("orphan-component", "a component that nothing needs and that needs nothing", Severity.INFO, check)
