"""What is left of an architecture when only some dependencies count: those of some kinds, those of some phases."""

from collections.abc import Collection

from sosgraph.frozen import replace
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast, Negation, Requirement, dependencies_of

_RUN = ("run",)
_PLACEMENT = "placement"


def restricted(architecture: Architecture, kinds: Collection[str] | None = None, phases: Collection[str] = _RUN) -> Architecture:
    """Return the architecture in which only dependencies of `kinds` (None: of all) that are needed in one of `phases` count.

    In each phase a group consists of the members that are needed in it. What is of another kind holds always: its group
    needs one member less. So do negations. What is left is written as needed while running, so that whatever is asked of a
    running system can be asked of other phases too. Zones carry replicas while running, and are of the kind `placement`.
    """
    if kinds is None and tuple(phases) == _RUN:
        return architecture
    components = {name: _restricted(one, kinds, tuple(phases)) for name, one in architecture.components.items()}
    return replace(architecture, components=components, _known={})


def always_asked(architecture: Architecture) -> Architecture | None:
    """Return the architecture in which every conditional call is made by every request; None when there is none."""
    conditional = [one.name for one in architecture.components.values() if any(map(_is_conditional, one.requires))]
    if not conditional:
        return None
    components = dict(architecture.components)
    for name in conditional:
        one = components[name]
        components[name] = replace(one, requires=tuple(_asked(requirement) for requirement in one.requires))
    return replace(architecture, components=components, _known={})


def _is_conditional(requirement: Requirement) -> bool:
    if isinstance(requirement, Dependency):
        return requirement.probability is not None
    return any(dependency.probability is not None for dependency in dependencies_of(requirement))


def _asked(requirement: Requirement) -> Requirement:
    if isinstance(requirement, Dependency):
        return replace(requirement, probability=None)
    if isinstance(requirement, Negation):
        return requirement
    return replace(requirement, among=tuple(_asked(member) for member in requirement.among))


def _restricted(component: Component, kinds: Collection[str] | None, phases: tuple[str, ...]) -> Component:
    left = (_left(requirement, kinds, phase) for phase in phases for requirement in component.requires)
    uses = (use for use in component.uses if _counts(use, kinds) and any(phase in phases for phase in use.phases))
    replicas = component.replicas
    if replicas is not None and replicas.over and not ("run" in phases and (kinds is None or _PLACEMENT in kinds)):
        replicas = replace(replicas, over=())
    return replace(
        component,
        requires=tuple(dict.fromkeys(part for part in left if isinstance(part, Dependency | AtLeast))),
        uses=tuple(replace(use, phases=_RUN) for use in uses),
        replicas=replicas,
    )


def _counts(dependency: Dependency, kinds: Collection[str] | None) -> bool:
    return kinds is None or dependency.kind in kinds


def _left(requirement: Requirement, kinds: Collection[str] | None, phase: str) -> Requirement | bool | None:
    """Return what is left of a requirement in a phase: True when it holds always, None when it asks nothing then."""
    if isinstance(requirement, Dependency):
        if phase not in requirement.phases:
            return None
        return replace(requirement, phases=_RUN) if _counts(requirement, kinds) else True
    if isinstance(requirement, Negation):
        return None if _left(requirement.requirement, kinds, phase) is None else True
    asked = [part for member in requirement.among if (part := _left(member, kinds, phase)) is not None]
    if not asked:
        return None
    among = tuple(part for part in asked if not isinstance(part, bool))
    need = min(requirement.need, len(asked)) - (len(asked) - len(among))
    return replace(requirement, need=need, among=among) if need > 0 else True
