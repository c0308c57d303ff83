"""What redundancy groups share, so that they survive less than they should."""

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted
from sosgraph.structure.callees import uses
from sosgraph.structure.partly_shared import partly_shared
from sosgraph.structure.wholly_shared import shared_dependencies

_NAME = "shared-dependencies"
WHOLLY = Look(_NAME, "shared dependency of a redundancy group", 0, "pale-purple", "purple", sign="▲")
PARTLY = Look(_NAME, "shared by several members of a group", 1, "pale-purple", "purple", sign="△", dashed=True)


def overlaid(architecture: Architecture) -> Overlaid:
    """Return what alone takes a whole redundancy group down, and what takes several members of one."""
    whole = {found.shared for found in shared_dependencies(architecture)}
    part = {name for found in partly_shared(architecture) for name in found.failed if name in architecture.components}
    boxes = {name: Mark(WHOLLY if name in whole else PARTLY) for name in architecture.components if name in whole | part}
    arrows = {
        (caller.name, use.callee): boxes[use.callee]
        for caller in architecture.components.values()
        for use in uses(caller)
        if use.callee in boxes
    }
    groups = len({found.identity for found in shared_dependencies(architecture)})
    answer = f"{counted(groups, 'redundancy group')} no better than what all of its members share" if groups else ""
    return Overlaid(answer.replace("of its", "of their") if groups > 1 else answer, boxes, arrows)


OVERLAY = Overlay(name=_NAME, summary="what redundancy groups share", overlaid=overlaid)
