"""A promise above what a vendor owes: it holds as long as the vendor is better than its contract."""

from collections.abc import Iterator
from itertools import pairwise

from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.quantity import Ratio, format_percent
from sosgraph.rules import Rule
from sosgraph.structure.composites import SLACK, verdict_on
from sosgraph.structure.indispensable import chain_to, first_indispensable
from sosgraph.structure.judged import judged_promisers
from sosgraph.structure.own_part import contracted_sla, published_slo
from sosgraph.structure.places import place_of_dependency
from sosgraph.structure.promises import left_by_promises

_KEPT = ("kept", "within reach", "undecided")


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each promise above the contract of an external component that its owner cannot do without.

    None where the promise is out of reach anyhow, or above what that one promises besides: other rules tell that.
    """
    owed = {name: sla for name, one in architecture.components.items() if one.external and (sla := contracted_sla(one))}
    promised = {name for name, one in architecture.components.items() if one.availability_slos}
    found = first_indispensable(architecture, sorted(owed, key=lambda name: -owed[name].complement), promised)
    label = architecture.label
    for name in (name for name in architecture.components if name in promised and name in found):
        component, vendor = architecture.components[name], architecture.components[found[name].source]
        slo = min(component.availability_slos, key=lambda slo: slo.target.complement)
        if _exceeds(slo.target, vendor) and _holds(architecture, component):
            contract = format_percent(owed[vendor.name].complement)
            message = (
                f"{label(name)} promises {format_percent(slo.target.complement)}, but {label(vendor.name)}, which it cannot do "
                f"without, owes just {contract} by contract; promise less, or have something stand in for {label(vendor.name)}"
            )
            notes = [
                Note(
                    place_of_dependency(architecture.components[caller], callee, ("run",)), f"{label(caller)} -> {label(callee)}"
                )
                for caller, callee in pairwise(chain_to(name, found))
            ]
            notes.append(Note(vendor.place("sla"), f"{label(vendor.name)} owes {contract}"))
            yield Finding(slo.at / "availability", message, tuple(notes))


def _exceeds(target: Ratio, vendor: Component) -> bool:
    """Tell whether the target is above the contract of the vendor, and not above what it promises besides."""
    sla, slo = contracted_sla(vendor), published_slo(vendor)
    if sla is None or (slo is not None and slo.complement > target.complement * SLACK):
        return False
    return sla.complement > target.complement * SLACK


def _holds(architecture: Architecture, component: Component) -> bool:
    reached = judged_promisers(architecture).get(component.name)
    return (
        reached is not None and verdict_on(component, reached, left_by_promises(architecture).get(component.name, 0.0)) in _KEPT
    )


RULE = Rule(
    "slo-tighter-than-sla",
    "a promise is above the contract of an external component that it rests on",
    Severity.WARNING,
    check,
)
