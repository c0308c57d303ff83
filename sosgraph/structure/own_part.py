"""Which number stands for the own part of a component, and which does not."""

from typing import NamedTuple

from sosgraph.model.component import Component
from sosgraph.quantity import OneOf, Ratio
from sosgraph.structure.callees import uses

GRADES = OneOf(("slo", "sla", "observed"))
"""Which number comes first where a part has no `availability` of its own: the promise, the contract, or what was counted."""

PER_COPY = ("availability", "mtbf")
"""Where a number of one copy comes from; what is published or counted is of all replicas together."""


class OwnPart(NamedTuple):
    """The own availability, None when unknown, and the key of the language that gave it (empty when unknown)."""

    ratio: Ratio | None
    source: str


def own_part(component: Component, grade: str = "slo") -> OwnPart:
    """Return the number of the own part.

    `availability`, else `mtbf` with `mttr`; of a leaf also `slo`, else `sla` (of an external one `sla` first). Grade
    `sla` or `observed` puts that number first. What a component with callees publishes includes them, so it says
    nothing of its own part.
    """
    if grade == "slo" and component.own.availability is not None:
        return OwnPart(component.own.availability, "availability")
    leaf = is_leaf(component)
    candidates = _own(component) if not leaf else _first(grade, component) + _own(component) + _published(component)
    return next((part for part in candidates if part.ratio is not None), OwnPart(None, ""))


def is_per_copy(component: Component, own: OwnPart) -> bool:
    """Tell whether `own` is the number of one of several copies, not of all together."""
    return component.replicas is not None and own.source in PER_COPY


def is_leaf(component: Component) -> bool:
    """Tell whether the component needs nobody while running."""
    return not any(use.rests and use.needed_in("run") for use in uses(component))


def _own(component: Component) -> list[OwnPart]:
    own = component.own
    means = Ratio.of_means(own.mtbf_s, own.mttr_s) if own.mtbf_s and own.mttr_s is not None else None
    return [OwnPart(own.availability, "availability"), OwnPart(means, "mtbf")]


def _published(component: Component) -> list[OwnPart]:
    promises = [OwnPart(published_slo(component), "slo"), OwnPart(contracted_sla(component), "sla")]
    return promises[::-1] if component.external else promises


def _first(grade: str, component: Component) -> list[OwnPart]:
    if grade == "observed" and component.observed is not None:
        return [OwnPart(Ratio.of_counts(component.observed.good, component.observed.total), "observed")]
    return [OwnPart(contracted_sla(component), "sla")] if grade == "sla" else []


def published_slo(component: Component) -> Ratio | None:
    """Return the strictest published availability, None when there is none."""
    return min((slo.target for slo in component.availability_slos), key=lambda target: target.complement, default=None)


def contracted_sla(component: Component) -> Ratio | None:
    """Return the strictest contracted availability, None when there is none."""
    return min((sla.target for sla in component.availability_slas), key=lambda target: target.complement, default=None)
