"""Where the dependency of one component on another is written."""

from sosgraph.model.component import Component
from sosgraph.model.dependency import PHASES
from sosgraph.source import Pointer
from sosgraph.structure.callees import Use, uses

_ROLES = ("hard", "soft", "fallback", "zone")


def place_of_dependency(component: Component, callee: str, phases: tuple[str, ...] = PHASES) -> Pointer:
    """Return where `component` names `callee`, needed in one of `phases`: as a dependency, else a fallback, else a zone."""
    return places_of_dependencies(component, phases).get(callee, component.at)


def places_of_dependencies(component: Component, phases: tuple[str, ...] = PHASES) -> dict[str, Pointer]:
    """Return where `component` names each of its callees that are needed in one of `phases`, as `place_of_dependency` does."""
    found: dict[str, Use] = {}
    for use in uses(component):
        if use.needed_in(*phases):
            known = found.get(use.callee)
            if known is None or _ROLES.index(use.role) < _ROLES.index(known.role):
                found[use.callee] = use
    return {callee: use.at for callee, use in found.items()}
