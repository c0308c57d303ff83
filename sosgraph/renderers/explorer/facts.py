"""What the page says of each component: who it is, what it promises and reaches, how much falls with it."""

from collections.abc import Mapping
from typing import Any

from sosgraph.drawing.wording import LONGEST_LABEL, shortened
from sosgraph.estimate import Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.slo import DEFAULT_WINDOW_S
from sosgraph.quantity import format_number, format_percent
from sosgraph.renderers.explorer.excerpts import excerpt
from sosgraph.renderers.explorer.words import words
from sosgraph.report import Report
from sosgraph.structure.blast_radii import blast_radii
from sosgraph.structure.composites import verdict_on
from sosgraph.structure.own_part import own_part, published_slo
from sosgraph.structure.own_unavailability import own_unavailability
from sosgraph.structure.promises import left_by_promises

Facts = dict[str, Any]


def facts(report: Report, estimates: Mapping[str, Estimate], marks: Mapping[str, tuple[str, ...]]) -> list[Facts]:
    """Return what is known of each component, in reading order; what is not known is not there.

    `unavailability` is the composite's, where it is known; `falls` is how many others fall with it.
    """
    architecture = report.architecture
    systems = {name: place for place, name in enumerate(architecture.systems)}
    radii = blast_radii(architecture)
    left = left_by_promises(architecture)
    found = []
    for component, falls in zip(architecture.components.values(), radii.sizes, strict=True):
        name = component.name
        each: Facts = {
            "name": words(architecture.label(name)),
            "short": shortened(name.removeprefix(f"{component.system}/"), LONGEST_LABEL),
            "system": systems.get(component.system, 0),
            "falls": int(falls),
            "marks": list(marks.get(name, ())),
            **_said(component),
            **_promise(component, estimates[name], left.get(name, 0.0)),
            "at": excerpt(report, component),
        }
        found.append({key: value for key, value in each.items() if value not in (None, "", [])})
    return found


def _said(component: Component) -> Facts:
    own, unavailability = own_part(component), own_unavailability(component)
    replicas = component.replicas
    return {
        "kind": words(component.kind or ""),
        "owner": words(component.owner or ""),
        "tier": component.tier,
        "copies": f"{replicas.need} of {replicas.count} needed" if replicas is not None and replicas.count > 1 else "",
        "own": f"{format_percent(unavailability)} ({own.source})" if unavailability is not None else "",
    }


def _promise(component: Component, estimate: Estimate, left: float) -> Facts:
    if not known(estimate):
        return {"promised": _promised(component)}
    promise = published_slo(component)
    return {
        "composite": str(estimate),
        "unavailability": estimate.unavailability_high,
        "how": estimate.how,
        "down": _minutes(estimate.unavailability_high),
        "promised": _promised(component),
        "budget": _minutes(promise.complement) if promise is not None else "",
        "used": estimate.unavailability_high / promise.complement if promise is not None and promise.complement else None,
        "verdict": verdict_on(component, estimate, left),
    }


def known(estimate: Estimate) -> bool:
    """Tell whether an estimate says anything: at most 100 % does not."""
    return not (estimate.upper_bound and estimate.unavailability_high == 0)


def _promised(component: Component) -> str:
    promise = published_slo(component)
    return format_percent(promise.complement) if promise is not None else ""


def _minutes(unavailability: float) -> str:
    return f"{format_number(unavailability * DEFAULT_WINDOW_S / 60)} min"


def systems(architecture: Architecture) -> list[str]:
    """Return the names of the systems, in reading order."""
    return [words(name) for name in architecture.systems]
