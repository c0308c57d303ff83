"""Who is up, but not whole: a soft dependency is down, a redundancy group has lost a member, some requests fail."""

from sosgraph.model.architecture import Architecture
from sosgraph.structure.callees import uses
from sosgraph.structure.single_failures import single_failures


def degrading(architecture: Architecture) -> list[int]:
    """Return for every component, in reading order, the bit set of what alone takes down something that it uses, but not it.

    The bits are those of `single_failures`. One union for each use, so that the whole is as cheap as the sets themselves.
    """
    failures = single_failures(architecture)
    found = []
    for component in architecture.components.values():
        touching = 0
        for use in uses(component):
            if use.needed_in("run"):
                touching |= failures.sets[use.callee]
        found.append(touching & ~failures.sets[component.name])
    return found
