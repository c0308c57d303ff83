"""What each component and journey can promise, as exactly as judging its promises takes: most of them keep them by far."""

from collections.abc import Iterable

from sosgraph.bdd.failure_at_most import failure_at_most
from sosgraph.equations import Equations, conjunction
from sosgraph.estimate import Certificate, Estimate
from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective
from sosgraph.structure.composites import INDEPENDENT, STEADY, composite_availability, journey_availability
from sosgraph.structure.functions import function_of
from sosgraph.structure.own_part import own_part
from sosgraph.structure.unknown import unknown_below


def judged_promisers(architecture: Architecture) -> dict[str, Estimate]:
    """Return the composite availability of each component with a published SLO that is not its own part too, by full name.

    Where even an upper bound on its failures leaves the strictest of its promises kept, that bound; else as
    `reached_by_promisers` finds it.
    """
    return architecture.once(_promisers)


def judged_journeys(architecture: Architecture) -> dict[str, Estimate]:
    """Return the same of each journey with an availability SLO, by name, else as `journey_availability` finds it."""
    return architecture.once(_journeys)


def down_at_most(architecture: Architecture) -> dict[str, float]:
    """Return how often each component that promises something, or where users arrive, is down at most; none where any negates."""
    return architecture.once(_bounds)[0]


def _bounds(architecture: Architecture) -> tuple[dict[str, float], dict[str, float]]:
    """Return the bounds of components and of journeys."""
    function = function_of(architecture)
    equations = function.equations
    if not equations.coherent:
        return {}, {}
    names = [name for name, one in architecture.components.items() if one.availability_slos or one.entry is not None]
    journeys = [journey for journey in architecture.journeys.values() if journey.availability_slos]
    gates = [conjunction(function.up[name] for name in journey.through) for journey in journeys]
    system = Equations(equations.variables, (*equations.gates, *gates))
    wanted = [*(function.up[name] for name in names), *range(len(equations), len(system))]
    found = failure_at_most(system, function.failure, wanted)
    return dict(zip(names, found, strict=False)), {
        journey.name: bound for journey, bound in zip(journeys, found[len(names) :], strict=True)
    }


def _promisers(architecture: Architecture) -> dict[str, Estimate]:
    components = architecture.components
    names = [name for name, one in components.items() if one.availability_slos and own_part(one).source != "slo"]
    bounds = down_at_most(architecture)
    kept = {name for name in names if name in bounds and bounds[name] <= _strictest(components[name].availability_slos)}
    exact = composite_availability(architecture, wanted=[name for name in names if name not in kept], certain=True)
    unknown = unknown_below(function_of(architecture)) if kept else {}
    return {name: _estimate(bounds[name], bool(unknown[name])) if name in kept else exact[name] for name in names}


def _journeys(architecture: Architecture) -> dict[str, Estimate]:
    journeys = {name: journey for name, journey in architecture.journeys.items() if journey.availability_slos}
    bounds = architecture.once(_bounds)[1]
    kept = {name for name in journeys if name in bounds and bounds[name] <= _strictest(journeys[name].availability_slos)}
    exact = journey_availability(architecture) if len(kept) < len(journeys) else {}
    unknown = unknown_below(function_of(architecture)) if kept else {}
    found = {}
    for name, journey in journeys.items():
        above = journey.label in architecture.mistaken or any(unknown[one] for one in journey.through if name in kept)
        found[name] = _estimate(bounds[name], above) if name in kept else exact[name]
    return found


def _strictest(slos: Iterable[AvailabilityObjective]) -> float:
    """Return how often it may be down under all of these."""
    return min(slo.target.complement for slo in slos)


def _estimate(most: float, upper_bound: bool) -> Estimate:
    return Estimate(0.0, most, Certificate.BOUNDS, upper_bound=upper_bound, assumptions=(INDEPENDENT, STEADY))
