"""A file that was meant to say more about another system, and names one of its own."""

from collections import Counter
from collections.abc import Iterator

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.rules import Rule
from sosgraph.structure.callees import connected

_NOTES = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each system without dependencies, most of whose components are called like those of one with."""
    named = connected(architecture)
    members: dict[str, dict[str, Component]] = {}
    for name, component in architecture.components.items():
        members.setdefault(component.system, {})[name.partition("/")[2]] = component
    whole = {component.system: None for name, component in architecture.components.items() if name in named}
    if len(whole) == len(members):
        return
    systems_of: dict[str, list[str]] = {}
    for system in whole:
        for name in members[system]:
            systems_of.setdefault(name, []).append(system)
    for system, own in members.items():
        alike = Counter(other for name in own for other in systems_of.get(name, ()))
        if system not in whole and alike:
            nearest, count = alike.most_common(1)[0]
            if 2 * count > len(own):
                yield _finding(architecture, system, nearest, members)


def _finding(architecture: Architecture, system: str, nearest: str, members: dict[str, dict[str, Component]]) -> Finding:
    own, other = members[system], members[nearest]
    shared = [name for name in own if name in other]
    said = f"{len(shared)} of {len(own)} components" if len(own) > 1 else "the only component"
    called = f"{'are' if len(own) > 1 else 'is'} called like {'those' if len(own) > 1 else 'one'} of system {nearest}"
    return Finding(
        architecture.named.get(system, own[shared[0]].at),
        f"{said} of system {system} {called}, and nothing connects {'them' if len(own) > 1 else 'it'}; "
        f"did you mean 'system: {nearest}'?",
        tuple(Note(other[name].at, f"{nearest}/{name}") for name in shared[:_NOTES]),
    )


RULE = Rule(
    name="unmatched-overlay",
    summary="a system without dependencies whose components are called like those of another system",
    severity=Severity.WARNING,
    check=check,
)
