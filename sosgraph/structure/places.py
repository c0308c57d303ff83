"""Where the dependency of one component on another is written."""

from sosgraph.model.component import Component
from sosgraph.model.dependency import PHASES
from sosgraph.source import Pointer
from sosgraph.structure.callees import uses

_ROLES = ("hard", "soft", "fallback", "zone")


def place_of_dependency(component: Component, callee: str, phases: tuple[str, ...] = PHASES) -> Pointer:
    """Return where `component` names `callee`, needed in one of `phases`: as a dependency, else a fallback, else a zone."""
    found = [use for use in uses(component) if use.callee == callee and use.needed_in(*phases)]
    return min(found, key=lambda use: _ROLES.index(use.role)).at if found else component.at
