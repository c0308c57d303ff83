"""Which number stands for the own part of a component, and which does not."""

from collections.abc import Mapping
from typing import NamedTuple

from sosgraph.model.architecture import Architecture
from sosgraph.model.component import Component
from sosgraph.model.requirement import dependencies_of
from sosgraph.model.slo import UNKNOWN_PART
from sosgraph.quantity import OneOf, Ratio

GRADES = OneOf(("slo", "sla", "observed"))
"""Which number comes first where a part has no `availability` of its own: the promise, the contract, or what was counted."""

PER_COPY = ("availability", "mtbf")
"""Where a number of one copy comes from; what is published or counted is of all replicas together."""


class OwnPart(NamedTuple):
    """The own availability, None when unknown, and the key of the language that gave it (empty when unknown)."""

    ratio: Ratio | None
    source: str


_UNSAID = OwnPart(None, "")


def own_part(component: Component, grade: str = "slo") -> OwnPart:
    """Return the number of the own part.

    `availability`, else `mtbf` with `mttr`; of a leaf also `slo`, else `sla` (of an external one `sla` first), else what
    was counted. Grade `sla` or `observed` puts that number first. What a component with callees publishes, or what was
    counted of it, includes them, so it says nothing of its own part.
    """
    if component.own is UNKNOWN_PART and not component.slos and not component.slas and component.observed is None:
        return _UNSAID
    if grade == "slo" and component.own.availability is not None:
        return OwnPart(component.own.availability, "availability")
    leaf = is_leaf(component)
    candidates = _own(component) if not leaf else [*_first(grade, component), *_own(component), *_of_the_whole(component)]
    return next((part for part in candidates if part.ratio is not None), _UNSAID)


def own_parts(architecture: Architecture) -> Mapping[str, OwnPart]:
    """Return `own_part` of each component by full name, found once."""
    return architecture.once(_own_parts)


def _own_parts(architecture: Architecture) -> Mapping[str, OwnPart]:
    return {name: own_part(component) for name, component in architecture.components.items()}


def is_per_copy(component: Component, own: OwnPart) -> bool:
    """Tell whether `own` is the number of one of several copies, not of all together."""
    return component.replicas is not None and own.source in PER_COPY


def is_leaf(component: Component) -> bool:
    """Tell whether the component needs nobody while running."""
    if component.replicas is not None and component.replicas.over:
        return False
    return not any("run" in dependency.phases for need in component.requires for dependency in dependencies_of(need))


def _own(component: Component) -> list[OwnPart]:
    own = component.own
    means = Ratio.of_means(own.mtbf_s, own.mttr_s) if own.mtbf_s and own.mttr_s is not None else None
    return [OwnPart(own.availability, "availability"), OwnPart(means, "mtbf")]


def _of_the_whole(component: Component) -> list[OwnPart]:
    """Return what is published and, last, what was counted: of a leaf that is the part itself."""
    promises = [OwnPart(published_slo(component), "slo"), OwnPart(contracted_sla(component), "sla")]
    return [*(promises[::-1] if component.external else promises), _counted(component)]


def _first(grade: str, component: Component) -> list[OwnPart]:
    if grade == "observed":
        return [_counted(component)]
    return [OwnPart(contracted_sla(component), "sla")] if grade == "sla" else []


def _counted(component: Component) -> OwnPart:
    counts = component.observed
    return OwnPart(None if counts is None else Ratio.of_counts(counts.good, counts.total), "observed")


def published_slo(component: Component) -> Ratio | None:
    """Return the strictest published availability, None when there is none."""
    return min((slo.target for slo in component.availability_slos), key=lambda target: target.complement, default=None)


def contracted_sla(component: Component) -> Ratio | None:
    """Return the strictest contracted availability, None when there is none."""
    return min((sla.target for sla in component.availability_slas), key=lambda target: target.complement, default=None)
