"""Redundancy that is an illusion: one failure takes the whole group down (`docs/format.md`, shared dependencies)."""

from collections.abc import Iterator

from sosgraph.analyses.shared_dependencies import Loss, SharedDependency, losses, shared_dependencies
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.structure.witness import witnesses


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each redundancy group and nearest component that alone takes the whole group down."""
    lost = losses(architecture)
    label = architecture.label
    for shared in shared_dependencies(architecture):
        hidden = f" ({', '.join(shared.hidden)})" if shared.hidden else ""
        message = f"{_group(architecture, shared)} all fail with {label(shared.shared)}{hidden}{_cost(lost[shared.identity])}"
        yield Finding(shared.at, message, tuple(_paths(architecture, shared)))


def _group(architecture: Architecture, shared: SharedDependency) -> str:
    label = architecture.label
    owner = label(shared.owner)
    if shared.group == "replicas":
        return f"the replicas of {owner}"
    members = " and ".join(dict.fromkeys(label(chain[1]) for chain in shared.chains if len(chain) > 1))
    kind = "primary and fallback" if shared.group == "fallback" else f"'{shared.group}'"
    return f"the members of {kind} of {owner}" + (f", among them {members}," if members else "")


def _cost(loss: Loss) -> str:
    """Return in words what the sharing costs; nothing where it is not known, or costs nothing."""
    if loss.factor is None or loss.independent is None or loss.factor <= 1 + 1e-9:
        return ""
    reached, hoped = format_percent(loss.exact.unavailability_low), format_percent(loss.independent)
    times = f"{loss.factor:.0f}" if loss.factor >= 10 else f"{loss.factor:.2g}"
    return f": the group reaches {reached}, not {hoped} ({times} times the unavailability)"


def _paths(architecture: Architecture, shared: SharedDependency) -> Iterator[Note]:
    label = architecture.label
    for branch, chain in enumerate(shared.chains[:2]):
        for caller, callee, place in witnesses(architecture).places(chain):
            yield Note(place, f"{label(caller)} -> {label(callee)}", branch)


RULE = Rule("hidden-shared-dependency", "one failure takes a whole redundancy group down", Severity.ERROR, check)
