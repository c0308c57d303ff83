"""What somebody else runs, and nothing stands in for: it goes, and so do the promises above it."""

from collections.abc import Iterator

from sosgraph.enumeration import some_of
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.rules import Rule
from sosgraph.structure.callees import Use
from sosgraph.structure.domains import DOMAINS
from sosgraph.structure.indispensable import indispensable, indispensable_callees

_SHOWN = 5


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each external component without which others are down that users rely on, at the first of these."""
    if not any(component.external for component in architecture.components.values()):
        return
    relied = _relied(architecture)
    callers: dict[str, list[tuple[Component, Use]]] = {}
    for component in architecture.components.values():
        if component.name in relied and not component.external:
            for use in indispensable(component):
                callee = architecture.components[use.callee]
                if callee.external and use.kind != "placement" and callee.kind not in DOMAINS:
                    callers.setdefault(callee.name, []).append((component, use))
    label = architecture.label
    for name, found in callers.items():
        (_, use), *others = found
        who = some_of([caller.name for caller, _ in found], 1, label)
        verb = "stop" if others else "stops"
        message = (
            f"{who} {verb} with {label(name)}, which somebody else runs, and nothing stands in for it; "
            f"write a fallback or a second vendor, or do without it for a while (soft, tolerance)"
        )
        notes = (
            Note(use.at, f"{label(caller.name)} needs it here", branch) for branch, (caller, use) in enumerate(others[:_SHOWN])
        )
        yield Finding(use.at, message, tuple(notes))


def _relied(architecture: Architecture) -> set[str]:
    """Return what promises, is entered or passed by a journey, and all that this cannot do without."""
    callees = indispensable_callees(architecture)
    pending = [name for name, one in architecture.components.items() if one.availability_slos or one.entry is not None]
    pending += [name for journey in architecture.journeys.values() for name in journey.through]
    found = set(pending)
    for name in pending:
        for callee in callees[name]:
            if callee not in found:
                found.add(callee)
                pending.append(callee)
    return found


RULE = Rule(
    "no-fallback-for-external",
    "nothing stands in for an external component that others cannot do without",
    Severity.INFO,
    check,
)
