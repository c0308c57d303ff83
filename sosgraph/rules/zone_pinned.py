"""Spread over several zones, and down with one of them: something that it cannot do without stands there alone."""

from collections import Counter
from collections.abc import Container, Iterator
from itertools import pairwise
from typing import NamedTuple

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import groups_of
from sosgraph.rules import Rule
from sosgraph.structure.callees import Use
from sosgraph.structure.indispensable import indispensable_callees, indispensable_places
from sosgraph.structure.places import place_of_dependency

_SHOWN = 3


class _Spread(NamedTuple):
    """The failure domains of one kind over which a component is spread, so that it outlives each of them."""

    kind: str
    domains: tuple[str, ...]


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component on one failure domain that others cannot do without which are spread over several."""
    placed = indispensable_places(architecture)
    if not placed:
        return
    spread: dict[str, dict[str, _Spread]] = {}
    for name, component in architecture.components.items():
        for each in _spread(architecture, component):
            spread.setdefault(each.kind, {}).setdefault(name, each)
    for kind, found in spread.items():
        pins = {
            name: use
            for name, places in placed.items()
            for use in reversed(places)
            if architecture.components[use.callee].kind == kind
        }
        above = _nearest(architecture, [name for name in found if name not in pins], pins)
        for name, use in pins.items():
            if name in above:
                chain = [name]
                while chain[-1] in above:
                    chain.append(above[chain[-1]])
                yield _finding(architecture, use, found[chain[-1]], chain[::-1])


def _spread(architecture: Architecture, component: Component) -> Iterator[_Spread]:
    """Yield over which failure domains of one kind the component is spread, so that it outlives the loss of one."""
    sets = []
    for requirement in component.requires:
        for group in () if isinstance(requirement, Dependency) else groups_of(requirement):
            among = [each for each in group.among if isinstance(each, Dependency) and each.kind == "placement"]
            if len(among) == len(group.among) and all("run" in each.phases for each in among):
                sets.append(tuple(dict.fromkeys(each.callee for each in among)))
    replicas = component.replicas
    if replicas is not None and replicas.over:
        copies = Counter([replicas.over[copy % len(replicas.over)] for copy in range(replicas.count)])
        if replicas.count - max(copies.values()) >= replicas.need:
            sets.append(tuple(copies))
    for domains in sets:
        kinds = {architecture.components[domain].kind for domain in domains}
        kind = kinds.pop()
        if kind is not None and not kinds and len(domains) > 1:
            yield _Spread(kind, domains)


def _nearest(architecture: Architecture, spread: list[str], pins: Container[str]) -> dict[str, str]:
    """Return the caller of each component on a shortest way from one that is spread, which cannot do without it."""
    callees = indispensable_callees(architecture)
    above: dict[str, str] = {}
    seen = set(spread)
    pending = list(spread)
    for name in pending:
        for callee in callees[name]:
            if callee not in seen:
                seen.add(callee)
                above[callee] = name
                if callee not in pins:
                    pending.append(callee)
    return above


def _finding(architecture: Architecture, use: Use, spread: _Spread, chain: list[str]) -> Finding:
    label = architecture.label
    caller, name = label(chain[0]), label(chain[-1])
    domains = ", ".join(map(label, spread.domains[:_SHOWN])) + (", …" if len(spread.domains) > _SHOWN else "")
    message = (
        f"{name} stands on {label(use.callee)} alone, but {caller}, down without it, is spread over {domains}; "
        f"spread {name} too, or let {caller} do without it"
    )
    notes = (
        Note(place_of_dependency(architecture.components[one], other, ("run",)), f"{label(one)} -> {label(other)}")
        for one, other in pairwise(chain)
    )
    return Finding(use.at, message, tuple(notes))


RULE = Rule(
    "zone-pinned",
    "what is spread over several zones cannot do without something that stands on one",
    Severity.WARNING,
    check,
)
