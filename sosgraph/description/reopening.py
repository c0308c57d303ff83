"""Finished components become descriptions again, so that they merge with what another file says of them."""

from collections.abc import Iterable
from dataclasses import fields

from sosgraph.description.parts import (
    ANYWHERE,
    ComponentDescription,
    DependencyDescription,
    Description,
    FallbackDescription,
    GroupDescription,
    NeedDescription,
    NegationDescription,
)
from sosgraph.frozen import replace
from sosgraph.model.component import Component
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import Negation, Requirement
from sosgraph.model.slo import UNKNOWN_PART

_RENAMED = {"timeout_s": "timeout", "tolerance_s": "tolerance", "phases": "phase"}
_BESIDE = ("callee", "fallback", "at")
_PLAIN = (
    "kind",
    "owner",
    "tier",
    "external",
    "opaque",
    "stochastic",
    "observed",
    "capacity",
    "entry",
    "restart",
    "signals",
    "exercised",
    "stages",
)
_OTHERWISE = {field.name: field.default for field in fields(Dependency)}
_UNSAID = {field.name: field.default for field in fields(Component)}


def reopened(descriptions: Iterable[Description]) -> tuple[Description, ...]:
    """Return the descriptions; what is finished and of a system that another one may speak of is open again."""
    descriptions = tuple(descriptions)
    alone: dict[str, int] = {}
    for description in descriptions:
        alone[description.system] = alone.get(description.system, 0) + 1
    anywhere = ANYWHERE in alone
    return tuple(_opened(one) if one.finished and (anywhere or alone[one.system] > 1) else one for one in descriptions)


def _opened(description: Description) -> Description:
    told = tuple(map(description_of, description.finished.values()))
    return replace(description, components=(*description.components, *told), finished={})


def description_of(component: Component) -> ComponentDescription:
    """Return what would have to be said for the component to come of it, callees in its own system without that."""
    values = {key: value for key in _PLAIN if (value := getattr(component, key)) != _UNSAID[key]}
    if component.own != UNKNOWN_PART:
        own = component.own
        parts = {"availability": own.availability, "mtbf": own.mtbf_s, "mttr": own.mttr_s}
        values |= {key: value for key, value in parts.items() if value is not None}
    hard = tuple(_need(one, component.system) for one in component.requires)
    soft = tuple(replace(_dependency(one, component.system), soft=True) for one in component.uses)
    return ComponentDescription(component.name.partition("/")[2], component.at, values, (*hard, *soft))


def _need(requirement: Requirement, system: str) -> NeedDescription:
    if isinstance(requirement, Dependency):
        return _dependency(requirement, system)
    if isinstance(requirement, Negation):
        return NegationDescription(_need(requirement.requirement, system), requirement.at)
    among = tuple(_need(one, system) for one in requirement.among)
    return GroupDescription(requirement.need, among, requirement.at)


def _dependency(dependency: Dependency, system: str) -> DependencyDescription:
    values = {
        _RENAMED.get(key, key): value
        for key, otherwise in _OTHERWISE.items()
        if key not in _BESIDE and (value := getattr(dependency, key)) != otherwise
    }
    if dependency.fallback is not None:
        fallback = dependency.fallback
        values["fallback"] = FallbackDescription(fallback.callee, fallback.at, fallback.coverage, fallback.exercised)
    local = dependency.callee.removeprefix(f"{system}/")
    return DependencyDescription(dependency.callee if "/" in local else local, dependency.at, values)
