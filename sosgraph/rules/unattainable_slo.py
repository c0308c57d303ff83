"""A promise above what the own part and everything below it reach together (`docs/format.md`, promise and structure)."""

from collections.abc import Iterable, Iterator

from sosgraph.estimate import Estimate
from sosgraph.finding import Finding, Note, Severity
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.quantity import format_percent
from sosgraph.rules import Rule
from sosgraph.source import Pointer
from sosgraph.structure.callees import rests_on
from sosgraph.structure.composites import SLACK, composite_availability, journey_availability, reached_by_promisers
from sosgraph.structure.own_part import own_part
from sosgraph.structure.places import place_of_dependency

_SHOWN = 5

Eaters = dict[str, Pointer]
"""What a promise rests on, and where it is named."""


def check(architecture: Architecture) -> Iterator[Finding]:
    """Yield one finding for each component of known own part, and each journey, that cannot keep its strictest promise."""
    broken: list[tuple[AvailabilityObjective, Estimate, tuple[str, str], Eaters]] = []
    for name, estimate in reached_by_promisers(architecture).items():
        component = architecture.components[name]
        slo = _strictest(component.availability_slos)
        if own_part(component).ratio is not None and _breaks(slo, estimate):
            eaters = {callee: place_of_dependency(component, callee, ("run",)) for callee in rests_on(component)}
            broken.append((slo, estimate, (architecture.label(name), "what it is made of"), eaters))
    for name, estimate in journey_availability(architecture).items():
        journey = architecture.journeys[name]
        slo = _strictest(journey.availability_slos)
        if _breaks(slo, estimate):
            eaters = {callee: journey.at / "through" / place for place, callee in enumerate(journey.through)}
            broken.append((slo, estimate, (f"journey {name}", "what it goes through"), eaters))
    wanted = dict.fromkeys(name for *_, eaters in broken for name in eaters)
    below = composite_availability(architecture, wanted=wanted, certain=True) if wanted else {}
    for slo, estimate, (who, what), eaters in broken:
        promised, best = format_percent(slo.target.complement), format_percent(estimate.unavailability_low)
        message = f"{who} promises {promised}, but {what} reaches {best} at most; promise less, or improve what eats the most"
        yield Finding(slo.at / "availability", message, tuple(_worst(architecture, eaters, below)))


def _strictest(slos: Iterable[AvailabilityObjective]) -> AvailabilityObjective:
    return min(slos, key=lambda slo: slo.target.complement)


def _breaks(slo: AvailabilityObjective, reached: Estimate) -> bool:
    return slo.target.complement * SLACK < reached.unavailability_low


def _worst(architecture: Architecture, eaters: Eaters, below: dict[str, Estimate]) -> Iterator[Note]:
    ranked = sorted(eaters, key=lambda name: -below[name].unavailability_low)
    for branch, name in enumerate(ranked[:_SHOWN]):
        if below[name].unavailability_low > 0:
            yield Note(eaters[name], f"{architecture.label(name)} reaches {below[name]}", branch)


RULE = Rule("unattainable-slo", "a published SLO is above what the component and all it needs can reach", Severity.ERROR, check)
