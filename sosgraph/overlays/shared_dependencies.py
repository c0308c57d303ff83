"""What redundancy groups share, so that they survive less than they should."""

from collections.abc import Mapping

from sosgraph.model.architecture import Architecture
from sosgraph.overlays import Look, Mark, Overlaid, Overlay
from sosgraph.quantity import counted
from sosgraph.structure.callees import uses
from sosgraph.structure.partly_shared import partly_shared
from sosgraph.structure.redundancy import redundancy_groups
from sosgraph.structure.wholly_shared import shared_dependencies

_NAME = "shared-dependencies"
WHOLLY = Look(_NAME, "shared dependency of a redundancy group", 0, "pale-purple", "purple", sign="▲")
PARTLY = Look(_NAME, "shared by several members of a group", 1, "pale-purple", "purple", sign="△", dashed=True)


def overlaid(architecture: Architecture) -> Overlaid:
    """Return what alone takes a whole redundancy group down, and what takes several members of one."""
    whole = {found.shared for found in shared_dependencies(architecture)}
    part = {name for found in partly_shared(architecture) for name in found.failed if name in architecture.components}
    boxes = {name: Mark(WHOLLY if name in whole else PARTLY) for name in architecture.components if name in whole | part}
    groups = len({found.identity for found in shared_dependencies(architecture)})
    answer = f"{counted(groups, 'redundancy group')} no better than what all of its members share" if groups else ""
    return Overlaid(answer.replace("of its", "of their") if groups > 1 else answer, boxes, _arrows(architecture, boxes))


def _arrows(architecture: Architecture, boxes: Mapping[str, Mark]) -> dict[tuple[str, str], Mark]:
    """Return the arrows into what is marked by which the branches of such a group lead there: other callers share nothing."""
    sharing = {each.identity for each in shared_dependencies(architecture)}
    sharing |= {each.identity for each in partly_shared(architecture)}
    groups = [group for group in redundancy_groups(architecture) if group.identity in sharing]
    pending = [(group.owner.name, callee) for group in groups for member in group.members for callee in member.callees]
    walked: set[str] = set()
    arrows = {}
    while pending:
        caller, callee = pending.pop()
        if callee in boxes:
            arrows[caller, callee] = boxes[callee]
        elif callee not in walked:
            walked.add(callee)
            pending += [(callee, use.callee) for use in uses(architecture.components[callee])]
    return arrows


OVERLAY = Overlay(name=_NAME, summary="what redundancy groups share", overlaid=overlaid)
