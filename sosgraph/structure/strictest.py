"""The promise that decides where a component publishes several."""

from collections.abc import Mapping

from sosgraph.model.architecture import Architecture
from sosgraph.model.slo import AvailabilityObjective


def strictest_promises(architecture: Architecture) -> Mapping[str, AvailabilityObjective]:
    """Return the strictest availability SLO of each component that publishes one, by full name in reading order, found once."""
    return architecture.once(_found)


def _found(architecture: Architecture) -> Mapping[str, AvailabilityObjective]:
    promising = ((name, one.availability_slos) for name, one in architecture.components.items() if one.slos)
    return {
        name: slos[0] if len(slos) == 1 else min(slos, key=lambda slo: slo.target.complement) for name, slos in promising if slos
    }
