"""Descriptions of all files become one architecture: references are looked up, defaults filled in."""

from collections.abc import Iterable
from typing import Any

from sosgraph.description.parts import ANYWHERE, Description
from sosgraph.finding import Finding
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.source import Pointer


def architecture_of(descriptions: Iterable[Description]) -> tuple[Architecture, tuple[Finding, ...]]:
    """Return the architecture that `descriptions` make together, and what is wrong with it.

    What is wrong is left out: a dependency on a component that nobody describes, a group without members. Of what else its
    owner would need nothing is known, so it is one of those that are mistaken.
    """
    findings: list[Finding] = []
    descriptions = _settled(tuple(descriptions), findings)
    named: dict[str, Pointer] = {}
    for description in descriptions:
        if description.components or description.finished:
            named.setdefault(description.system, description.at)
    mistaken = {f"{description.system}/{name}" for description in descriptions for name in description.mistaken}
    open_ones: dict[str, Component] = {}
    beside: dict[str, Any] = {}
    if any(one.components or one.remarked for one in descriptions):  # else all is finished, and nothing is looked up
        from sosgraph.description.looked_up import looked_up

        open_ones, beside = looked_up(descriptions, mistaken, findings)
    components: dict[str, Component] = {}
    for description in descriptions:
        for part in description.components:
            name = f"{description.system}/{part.name}"
            components.setdefault(name, open_ones[name])
        components.update(description.finished)
    architecture = Architecture(
        components=components,
        systems=tuple(named),
        named=named,
        **beside,
        assumptions=tuple(dict.fromkeys(assumption for description in descriptions for assumption in description.assumptions)),
        mistaken=frozenset(mistaken),
    )
    return architecture, tuple(findings)


def _settled(descriptions: tuple[Description, ...], findings: list[Finding]) -> tuple[Description, ...]:
    """Return the descriptions with every component in its system, and open where others may speak of it; few files need that."""
    systems = [description.system for description in descriptions]
    shared = len(set(systems)) < len(systems) or ANYWHERE in systems
    if shared and any(description.finished for description in descriptions):
        from sosgraph.description.reopening import reopened

        descriptions = reopened(descriptions)
    if ANYWHERE in systems:
        from sosgraph.description.placing import placed

        descriptions = placed(descriptions, findings)
    return descriptions
