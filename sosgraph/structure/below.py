"""The part of an architecture that some components are made of: what is asked about them costs no more than that."""

from collections.abc import Collection, Iterable

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import uses


def below(architecture: Architecture, names: Iterable[str]) -> Architecture:
    """Return the architecture of the components `names` and of all that they name, directly or through others.

    In reading order, with the systems as they are, so that labels stay; journeys and all else that acts on it are left out.
    """
    found = dict.fromkeys(names)
    pending = list(found)
    while pending:
        for use in uses(architecture.components[pending.pop()]):
            if use.callee not in found:
                found[use.callee] = None
                pending.append(use.callee)
    return only(architecture, found)


def only(architecture: Architecture, names: Collection[str]) -> Architecture:
    """Return the architecture of just the components `names`, as `below` does."""
    if len(names) == len(architecture.components):
        return architecture
    components = {name: component for name, component in architecture.components.items() if name in names}
    return replace(architecture, components=components, journeys={}, feedback=(), controllers=(), scenarios={}, _known={})
