"""Which components have no number of their own, and who rests on them, without an equation?"""

from sosgraph.graph.components import strong_components
from sosgraph.model.architecture import Architecture
from sosgraph.structure.own_part import own_parts
from sosgraph.structure.resting import resting


def unknown_parts(architecture: Architecture) -> list[str]:
    """Return the components without a number of their own, in reading order."""
    return [name for name, part in own_parts(architecture).items() if part.ratio is None]


def above_unknown(architecture: Architecture) -> frozenset[str]:
    """Return the components that rest on one that can only be worse than it seems, itself included."""
    return architecture.once(_above)


def _above(architecture: Architecture) -> frozenset[str]:
    names = list(architecture.components)
    found = set(unknown_parts(architecture))
    found.update(name for name in architecture.mistaken if name in architecture.components)
    if not found:
        return frozenset()
    callees = resting(architecture)
    for component in strong_components(callees):
        together = [names[member] for member in component]
        below = [names[callee] for member in component for callee in callees[member]]
        if not found.isdisjoint(together) or not found.isdisjoint(below):
            found.update(together)
    return frozenset(found)
