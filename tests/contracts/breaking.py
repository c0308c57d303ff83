"""What the tests of contracts share: one contract held against an architecture, and who needs whom for the oracles."""

from typing import Any

import networkx

from sosgraph.breaches import breaches
from sosgraph.finding import Finding
from sosgraph.model.architecture import Architecture
from sosgraph.policy import Agreement
from sosgraph.source import Pointer, Span
from sosgraph.structure.callees import uses

PLACE = Pointer("sosgraph.toml", (Span(1, 1, 1, 2),))


def broken(architecture: Architecture, type: str, **terms: Any) -> list[Finding]:
    """Return the findings about a contract of that type; `_` in a key stands for `-`."""
    written = {key.replace("_", "-"): value for key, value in terms.items()}
    return list(breaches(architecture, [Agreement("c", type, written, PLACE)]))


def messages(architecture: Architecture, type: str, **terms: Any) -> list[str]:
    """Return what is said about a contract, without its name."""
    return [finding.message.removeprefix("c: ") for finding in broken(architecture, type, **terms)]


def hops(finding: Finding) -> int:
    """Return how many dependencies a finding shows: its own place and the notes, but for the one about the contract."""
    return len(finding.notes)


def needs(architecture: Architecture, kinds: tuple[str, ...] = (), roles: tuple[str, ...] = ()) -> "networkx.DiGraph[str]":
    """Return the graph of all that components name, of these kinds, in these roles (none: all)."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    graph.add_nodes_from(architecture.components)
    for component in architecture.components.values():
        for use in uses(component):
            if (not kinds or use.kind in kinds) and (not roles or use.role in roles):
                graph.add_edge(component.name, use.callee)
    return graph
