"""What each component and journey can promise, as exactly as judging its promises takes: most of them keep them by far."""

from collections.abc import Iterable, Mapping, Sequence

from sosgraph.bdd.counted_once import made_of
from sosgraph.bdd.failure_at_most import failure_at_most
from sosgraph.bdd.independent import any_failure
from sosgraph.equations import Equations, conjunction
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.structure.composites import INDEPENDENT, STEADY, composite_availability, journey_availability
from sosgraph.structure.functions import function_of, quick_of
from sosgraph.structure.own_part import own_part
from sosgraph.structure.unknown import on_unknown


def judged_promisers(architecture: Architecture) -> dict[str, Estimate]:
    """Return the composite availability of each component with a published SLO that is not its own part too, by full name.

    Where even an upper bound on its failures leaves the strictest of its promises kept, that bound; else as
    `reached_by_promisers` finds it.
    """
    return architecture.once(_promisers)


def judged_journeys(architecture: Architecture) -> dict[str, Estimate]:
    """Return the same of each journey with an availability SLO, by name, else as `journey_availability` finds it."""
    return architecture.once(_journeys)


def down_at_most(architecture: Architecture, limits: Mapping[str, float]) -> dict[str, float]:
    """Return how often the components in `limits` are down at most, as far as that is certainly no more than the limit of each.

    None where anything negates.
    """
    up = function_of(architecture).up
    return _within(architecture, {name: (up[name],) for name in limits}, limits)


def _within(architecture: Architecture, needed: Mapping[str, Sequence[int]], limits: Mapping[str, float]) -> dict[str, float]:
    """Return how often not all is up that is `needed`, numbers of the structure function, at most; as `down_at_most`."""
    function = function_of(architecture)
    if not function.equations.coherent:
        return {}
    quick = quick_of(architecture)
    found = {name: any_failure(quick[number] for number in numbers) for name, numbers in needed.items()}
    unsure = [name for name, bound in found.items() if bound > limits[name]]
    if unsure:
        part, place = made_of(function.equations, [number for name in unsure for number in needed[name]])
        gates = [conjunction(place[number] for number in needed[name]) for name in unsure]
        system = Equations(part.variables, (*part.gates, *gates))
        found.update(zip(unsure, failure_at_most(system, function.failure, range(len(part), len(system))), strict=True))
    return {name: bound for name, bound in found.items() if bound <= limits[name]}


def _promisers(architecture: Architecture) -> dict[str, Estimate]:
    components = architecture.components
    names = [name for name, one in components.items() if one.availability_slos and own_part(one).source != "slo"]
    kept = down_at_most(architecture, {name: _strictest(components[name].availability_slos) for name in names})
    exact = composite_availability(architecture, wanted=[name for name in names if name not in kept], certain=True)
    unknown = on_unknown(function_of(architecture)) if kept else []
    up = function_of(architecture).up
    return {name: _estimate(kept[name], unknown[up[name]]) if name in kept else exact[name] for name in names}


def _journeys(architecture: Architecture) -> dict[str, Estimate]:
    journeys = {name: journey for name, journey in architecture.journeys.items() if journey.availability_slos}
    up = function_of(architecture).up
    needed = {name: tuple(up[one] for one in journey.through) for name, journey in journeys.items()}
    kept = _within(architecture, needed, {name: _strictest(journey.availability_slos) for name, journey in journeys.items()})
    exact = journey_availability(architecture) if len(kept) < len(journeys) else {}
    unknown = on_unknown(function_of(architecture)) if kept else []
    found = {}
    for name, journey in journeys.items():
        above = journey.label in architecture.mistaken or any(unknown[number] for number in needed[name] if name in kept)
        found[name] = _estimate(kept[name], above) if name in kept else exact[name]
    return found


def _strictest(slos: Iterable[AvailabilityObjective]) -> float:
    """Return how often it may be down under all of these."""
    return min(slo.target.complement for slo in slos)


def _estimate(most: float, upper_bound: bool) -> Estimate:
    return Estimate(0.0, most, Certificate.BOUNDS, upper_bound=upper_bound, assumptions=(INDEPENDENT, STEADY))
